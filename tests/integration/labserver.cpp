// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/labserver.h"

#include "tests/integration/program.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

namespace readyroom::test {

using namespace Qt::StringLiterals;

QString LabServer::start(const QString &fleet)
{
    constexpr int patience = 15'000;
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start(programPath(u"readyroom-lab"_s), {u"--fleet-out"_s, fleet});
    if (!m_process.waitForStarted()) {
        return m_process.errorString();
    }
    if (!QTest::qWaitFor([&fleet] { return QFile::exists(fleet); }, patience)) {
        return u"the lab wrote no fleet file"_s;
    }
    QFile file(fleet);
    if (!file.open(QIODevice::ReadOnly)) {
        return file.errorString();
    }
    const auto address =
        QRegularExpression(u"lab: *\"?(http://127\\.0\\.0\\.1:\\d+)"_s).match(QString::fromUtf8(file.readAll()));
    m_control = address.captured(1);
    return address.hasMatch() ? QString() : u"the fleet file of the lab names no control address"_s;
}

bool LabServer::stop()
{
    m_process.terminate();
    return m_process.waitForFinished();
}

} // namespace readyroom::test
