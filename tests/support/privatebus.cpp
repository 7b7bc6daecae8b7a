// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/privatebus.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QTest>

namespace readyroom::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 15000;

void end(QProcess &program)
{
    program.terminate();
    if (!program.waitForFinished(3000)) {
        program.kill();
        program.waitForFinished(3000);
    }
}

} // namespace

PrivateBus::PrivateBus()
{
    m_daemon.setProcessEnvironment(environment());
    m_daemon.start(u"dbus-daemon"_s,
                   {u"--session"_s, u"--nofork"_s, u"--nopidfile"_s, u"--print-address"_s,
                    u"--address=unix:dir="_s + m_home.path()});
    if (m_daemon.waitForReadyRead(patience)) {
        m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
    }
}

PrivateBus::~PrivateBus()
{
    while (!m_programs.empty()) {
        endLast();
    }
    end(m_daemon);
}

QProcessEnvironment PrivateBus::environment() const
{
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    variables.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, m_address);
    variables.insert(u"DBUS_SYSTEM_BUS_ADDRESS"_s, m_address);
    for (const QString &name : {u"HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_RUNTIME_DIR"_s, u"XDG_CONFIG_HOME"_s,
                                u"XDG_CACHE_HOME"_s, u"XDG_STATE_HOME"_s}) {
        variables.insert(name, m_home.path());
    }
    variables.remove(u"DISPLAY"_s);
    return variables;
}

bool PrivateBus::serve(const QString &name, const QString &program, const QStringList &arguments,
                       const QByteArray &input)
{
    auto &started = m_programs.emplace_back(std::make_unique<QProcess>());
    started->setProcessEnvironment(environment());
    started->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    started->setStandardOutputFile(QProcess::nullDevice());
    started->start(program, arguments);
    if (!started->waitForStarted(patience)) {
        return false;
    }
    started->write(input);
    started->closeWriteChannel();
    return QTest::qWaitFor([&] { return hasOwner(name); }, patience);
}

void PrivateBus::endLast()
{
    end(*m_programs.back());
    m_programs.pop_back();
}

bool PrivateBus::hasOwner(const QString &name) const
{
    const QString mine = u"privatebus"_s;
    const QDBusConnection bus = QDBusConnection::connectToBus(m_address, mine);
    const bool has = bus.isConnected() && bus.interface()->isServiceRegistered(name).value();
    QDBusConnection::disconnectFromBus(mine);
    return has;
}

} // namespace readyroom::test
