// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/childprocess.h"

#include <QFile>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace readyroom::bench {

using namespace Qt::StringLiterals;

namespace {

QByteArray procFile(qint64 pid, const char *name)
{
    QFile file(u"/proc/"_s + QString::number(pid) + u'/' + QLatin1StringView(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

ChildProcess::ChildProcess(const QString &program, const QStringList &arguments, const QString &outputFile)
{
    m_process.setStandardOutputFile(outputFile.isEmpty() ? QProcess::nullDevice() : outputFile);
    m_process.setStandardErrorFile(QProcess::nullDevice());
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start(program, arguments);
    if (!m_process.waitForStarted()) {
        qFatal("cannot start %s: %s", qPrintable(program), qPrintable(m_process.errorString()));
    }
}

ChildProcess::~ChildProcess()
{
    m_process.terminate();
    if (!m_process.waitForFinished(5000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

double ChildProcess::cpuSeconds() const
{
    const QByteArray stat = procFile(m_process.processId(), "stat");
    // The command name may hold spaces; the fields are counted from behind its closing bracket.
    const QList<QByteArray> fields = stat.sliced(stat.lastIndexOf(')') + 2).split(' ');
    const double ticks = fields.at(11).toDouble() + fields.at(12).toDouble();
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

qint64 ChildProcess::residentBytes() const
{
    return procFile(m_process.processId(), "statm").split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

} // namespace readyroom::bench
