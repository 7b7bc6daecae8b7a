// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/arminggate.h"
#include "app/security/sessionwatch.h"
#include "tests/app/monitor/handclock.h"
#include "tests/support/privatebus.h"

#include <QDBusMessage>
#include <QSignalSpy>
#include <QTest>

using namespace readyroom;
using namespace Qt::StringLiterals;
using security::ArmingGate;
using security::SessionWatch;

namespace {

constexpr QLatin1StringView mockInterface("org.freedesktop.DBus.Mock");
/// The one that finds Debian's modules, whatever other Python is in the path.
const QString debianPython = u"/usr/bin/python3"_s;

} // namespace

/// Signals come from python3-dbusmock, as logind and the screensavers send them.
class TestSessionWatch final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(!m_bus.address().isEmpty(), "dbus-daemon does not start");
        const QStringList mock{u"-m"_s, u"dbusmock"_s};
        QVERIFY(m_bus.serve(u"org.freedesktop.login1"_s, debianPython,
                            mock + QStringList{u"--system"_s, u"--template"_s, u"logind"_s}));
        QVERIFY(m_bus.serve(u"org.freedesktop.ScreenSaver"_s, debianPython,
                            mock
                                + QStringList{u"--session"_s, u"org.freedesktop.ScreenSaver"_s, u"/ScreenSaver"_s,
                                              u"org.freedesktop.ScreenSaver"_s}));
        QVERIFY(m_bus.serve(u"org.gnome.ScreenSaver"_s, debianPython,
                            mock
                                + QStringList{u"--session"_s, u"org.gnome.ScreenSaver"_s, u"/org/gnome/ScreenSaver"_s,
                                              u"org.gnome.ScreenSaver"_s}));
        QDBusMessage session = call(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s, u"AddSession"_s);
        session << u"c1"_s << u"seat0"_s << 1000U << u"ann"_s << true;
        QCOMPARE(tester().call(session).type(), QDBusMessage::ReplyMessage);
    }

    void signalsDisarm_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("interface");
        QTest::addColumn<QString>("signal");
        QTest::addColumn<QVariantList>("arguments");
        QTest::addColumn<QString>("why"); // empty: stays armed
        const auto row = [](const char *name, const QString &service, const QString &path, const QString &interface,
                            const QString &signal, const QVariantList &arguments, const QString &why) {
            QTest::newRow(name) << service << path << interface << signal << arguments << why;
        };
        const QString logind = u"org.freedesktop.login1"_s;
        const QString manager = u"/org/freedesktop/login1"_s;
        row("suspend", logind, manager, u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s, {true},
            u"suspend"_s);
        row("waking up", logind, manager, u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s, {false}, {});
        row("lock", logind, manager + u"/session/c1"_s, u"org.freedesktop.login1.Session"_s, u"Lock"_s, {}, u"lock"_s);
        row("unlock", logind, manager + u"/session/c1"_s, u"org.freedesktop.login1.Session"_s, u"Unlock"_s, {}, {});
        const QString freedesktop = u"org.freedesktop.ScreenSaver"_s;
        row("screensaver", freedesktop, u"/ScreenSaver"_s, freedesktop, u"ActiveChanged"_s, {true}, u"lock"_s);
        row("screensaver ends", freedesktop, u"/ScreenSaver"_s, freedesktop, u"ActiveChanged"_s, {false}, {});
        const QString gnome = u"org.gnome.ScreenSaver"_s;
        row("GNOME", gnome, u"/org/gnome/ScreenSaver"_s, gnome, u"ActiveChanged"_s, {true}, u"lock"_s);
    }
    void signalsDisarm()
    {
        QFETCH(QString, service);
        QFETCH(QString, path);
        QFETCH(QString, interface);
        QFETCH(QString, signal);
        QFETCH(QVariantList, arguments);
        QFETCH(QString, why);
        const QDBusConnection bus = QDBusConnection::connectToBus(m_bus.address(), u"watched"_s);
        SessionWatch watch(bus, bus);
        QVERIFY(watch.hears());
        ArmingGate gate(std::make_shared<test::HandClock>());
        gate.setEnvironments({{u"production"_s}});
        gate.follow(watch);
        QString told;
        connect(&gate, &ArmingGate::happened, &gate,
                [&told](const journal::Event &event) { told = event.detail[u"why"_s].toString(); });
        QVERIFY(gate.arm(u"production"_s, {ArmingConfirmation::How::Typed, u"production"_s}));
        auto permit = gate.permit(u"production"_s, u"restart"_s);

        emitSignal(service, path, interface, signal, arguments);
        if (why.isEmpty()) {
            // The next signal disarms, for a reason of its own: so the first did not.
            const bool sleeps = signal == "PrepareForSleep"_L1;
            const QString manager = u"/org/freedesktop/login1"_s;
            if (sleeps) {
                emitSignal(u"org.freedesktop.login1"_s, manager + u"/session/c1"_s, u"org.freedesktop.login1.Session"_s,
                           u"Lock"_s, {});
            } else {
                emitSignal(u"org.freedesktop.login1"_s, manager, u"org.freedesktop.login1.Manager"_s,
                           u"PrepareForSleep"_s, {true});
            }
            why = sleeps ? u"lock"_s : u"suspend"_s;
        }
        QTRY_VERIFY(!gate.armed());
        QCOMPARE(told, why);
        QVERIFY(!permit->check());
    }

    void withoutABusNothingIsHeard()
    {
        const QDBusConnection none(u"nothing"_s);
        const SessionWatch watch(none, none);
        QVERIFY(!watch.hears());
    }

private:
    QDBusConnection tester() const { return QDBusConnection::connectToBus(m_bus.address(), u"tester"_s); }

    static QDBusMessage call(const QString &service, const QString &path, const QString &method)
    {
        return QDBusMessage::createMethodCall(service, path, mockInterface, method);
    }

    void emitSignal(const QString &service, const QString &path, const QString &interface, const QString &signal,
                    const QVariantList &arguments) const
    {
        QDBusMessage order = call(service, path, u"EmitSignal"_s);
        order << interface << signal << (arguments.isEmpty() ? QString() : u"b"_s) << arguments;
        const QDBusMessage answer = tester().call(order);
        QVERIFY2(answer.type() == QDBusMessage::ReplyMessage, qPrintable(answer.errorMessage()));
    }

    test::PrivateBus m_bus;
};

QTEST_GUILESS_MAIN(TestSessionWatch)
#include "tst_sessionwatch.moc"
