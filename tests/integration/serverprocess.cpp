// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/serverprocess.h"

#include <QDeadlineTimer>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>
#include <sys/prctl.h>

namespace readyroom::test {

using namespace Qt::StringLiterals;

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

ServerProcess::ServerProcess(QString program, QStringList arguments)
    : m_program(std::move(program))
    , m_arguments(std::move(arguments))
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

ServerProcess::~ServerProcess()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.terminate();
        if (!m_process.waitForFinished(5000)) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }
}

QString ServerProcess::start(quint16 port)
{
    m_process.start(m_program, m_arguments);
    if (!m_process.waitForStarted()) {
        return m_program + u" could not be started: "_s + m_process.errorString();
    }
    const QDeadlineTimer deadline(20'000);
    while (!deadline.hasExpired()) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        if (socket.waitForConnected(200)) {
            return {};
        }
        if (m_process.waitForFinished(50)) {
            break;
        }
    }
    return m_program + u" did not listen: "_s + QString::fromUtf8(m_process.readAll()).right(2000);
}

} // namespace readyroom::test
