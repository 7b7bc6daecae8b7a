// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/labprocess.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <csignal>
#include <sys/prctl.h>

namespace readyroom::lab {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString labProgram()
{
    const QString beside = QCoreApplication::applicationDirPath() + u"/readyroom-lab"_s;
    return QFileInfo(beside).isExecutable() ? beside : QStandardPaths::findExecutable(u"readyroom-lab"_s);
}

} // namespace

LabProcess::LabProcess(QObject *parent)
    : QObject(parent)
{
    m_deadline.setSingleShot(true);
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { fail(tr("The demo fleet did not start within 20 seconds.")); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &LabProcess::onOutput);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            fail(tr("The demo fleet could not be started: %1.").arg(m_process.errorString()));
        }
    });
    connect(&m_process, &QProcess::finished, this, [this](int code) {
        const QString said = QString::fromUtf8(m_process.readAllStandardError()).trimmed();
        fail(said.isEmpty() ? tr("The demo fleet ended at its start with exit code %1.").arg(code)
                            : tr("The demo fleet ended at its start: %1").arg(said));
    });
}

LabProcess::~LabProcess()
{
    m_settled = true;
    if (m_process.state() != QProcess::NotRunning) {
        m_process.terminate();
        if (!m_process.waitForFinished(3000)) {
            m_process.kill();
            m_process.waitForFinished(1000);
        }
    }
}

void LabProcess::start()
{
    const QString program = labProgram();
    if (program.isEmpty() || !m_folder.isValid()) {
        const QString sentence = program.isEmpty()
            ? tr("The program readyroom-lab is neither beside this one nor in PATH, so there is no demo fleet.")
            : tr("A temporary folder for the demo fleet could not be made: %1.").arg(m_folder.errorString());
        QMetaObject::invokeMethod(this, [this, sentence] { fail(sentence); }, Qt::QueuedConnection);
        return;
    }
    m_deadline.start(20s);
    m_process.start(program, {u"--fleet-out"_s, m_folder.filePath(u"demo.yaml"_s)});
}

void LabProcess::onOutput()
{
    m_process.readAllStandardOutput();
    // The lab prints only once its fleet file is complete.
    const QString file = m_folder.filePath(u"demo.yaml"_s);
    if (!m_settled && QFile::exists(file)) {
        m_settled = true;
        m_deadline.stop();
        Q_EMIT ready(file);
    }
}

void LabProcess::fail(const QString &sentence)
{
    if (!m_settled) {
        m_settled = true;
        m_deadline.stop();
        Q_EMIT failed(sentence);
    }
}

} // namespace readyroom::lab
