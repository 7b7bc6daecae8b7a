// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/arminggate.h"
#include "tests/app/monitor/handclock.h"

#include <QSignalSpy>
#include <QTest>

#include <future>
#include <type_traits>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using journal::EventKind;
using security::ArmingGate;
using security::Permit;
using test::HandClock;
using How = ArmingConfirmation::How;

// Nobody makes a permit, or two out of one.
static_assert(!std::is_default_constructible_v<Permit>);
static_assert(!std::is_copy_constructible_v<Permit> && !std::is_copy_assignable_v<Permit>);
static_assert(std::is_nothrow_move_constructible_v<Permit>);

namespace {

const ArmingConfirmation typedProduction{How::Typed, u"production"_s};
const ArmingConfirmation click{How::Clicked, {}};

struct Stage {
    std::shared_ptr<HandClock> clock = std::make_shared<HandClock>();
    ArmingGate gate{clock};
    std::vector<journal::Event> events;

    Stage()
    {
        using Confirm = fleet::Environment::Confirm;
        gate.setEnvironments({{u"production"_s, Confirm::TypeName, 10min}, {u"staging"_s, Confirm::Click, 30s}});
        QObject::connect(&gate, &ArmingGate::happened, &gate,
                         [this](const journal::Event &event) { events.push_back(event); });
    }
    [[nodiscard]] QString armedEnvironment() const { return gate.armed() ? gate.armed()->environment : QString(); }
    [[nodiscard]] QString lastWhy() const { return events.back().detail[u"why"_s].toString(); }
};

} // namespace

class TestArmingGate final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isReadOnlyAtTheStart()
    {
        Stage stage;
        QVERIFY(!stage.gate.armed());
        const auto permit = stage.gate.permit(u"production"_s, u"restart checkout"_s);
        QVERIFY(!permit);
        QCOMPARE(permit.error().kind, Error::Kind::Unsupported);
        QCOMPARE(permit.error().message, u"Refused \"restart checkout\" in production: nothing is armed."_s);
        QCOMPARE(stage.events.size(), std::size_t{1});
        QCOMPARE(stage.events[0].kind, EventKind::Refused);
        QCOMPARE(stage.events[0].environment, u"production"_s);
        QCOMPARE(stage.events[0].detail[u"action"_s].toString(), u"restart checkout"_s);
        QVERIFY(!stage.gate.permit({}, u"x"_s));
        QVERIFY(!stage.gate.extend());
    }

    void confirmations_data()
    {
        QTest::addColumn<QString>("environment");
        QTest::addColumn<int>("how");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("arms");
        const auto row = [](const char *name, const QString &environment, How how, const QString &typed, bool arms) {
            QTest::newRow(name) << environment << static_cast<int>(how) << typed << arms;
        };
        row("typed", u"production"_s, How::Typed, u"production"_s, true);
        row("other name", u"production"_s, How::Typed, u"staging"_s, false);
        row("other case", u"production"_s, How::Typed, u"Production"_s, false);
        row("nothing typed", u"production"_s, How::Typed, {}, false);
        row("a click is not enough", u"production"_s, How::Clicked, {}, false);
        row("clicking with the name", u"production"_s, How::Clicked, u"production"_s, false);
        row("command line", u"production"_s, How::CommandLine, {}, true);
        row("click", u"staging"_s, How::Clicked, {}, true);
        row("typed though a click would do", u"staging"_s, How::Typed, u"staging"_s, true);
        row("another name where a click would do", u"staging"_s, How::Typed, u"production"_s, false);
        row("unknown", u"nowhere"_s, How::Typed, u"nowhere"_s, false);
        row("no name", {}, How::Typed, {}, false);
    }
    void confirmations()
    {
        QFETCH(QString, environment);
        QFETCH(int, how);
        QFETCH(QString, typed);
        QFETCH(bool, arms);
        Stage stage;
        const Result<void> armed = stage.gate.arm(environment, {static_cast<How>(how), typed});
        QCOMPARE(armed.has_value(), arms);
        QCOMPARE(stage.armedEnvironment(), arms ? environment : QString());
        QCOMPARE(stage.events.size(), std::size_t{1});
        QCOMPARE(stage.events[0].kind, arms ? EventKind::Armed : EventKind::Refused);
        if (!arms) {
            QCOMPARE(armed.error().kind, Error::Kind::Config);
            QVERIFY(armed.error().message.endsWith(u'.'));
        }
    }

    void whatWasTypedIsNotTold()
    {
        Stage stage;
        QVERIFY(!stage.gate.arm(u"production"_s, {How::Typed, u"hunter2-by-mistake"_s}));
        QVERIFY(!stage.events[0].text.contains(u"hunter2"));
        QVERIFY(!stage.events[0].detail[u"why"_s].toString().contains(u"hunter2"));
    }

    void permitsOnlyWhatIsArmed()
    {
        Stage stage;
        QSignalSpy changed(&stage.gate, &ArmingPort::changed);
        QVERIFY(stage.gate.arm(u"production"_s, typedProduction));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(stage.gate.armed(), (Armed{u"production"_s, 10min}));
        QCOMPARE(stage.events.back().detail[u"how"_s].toString(), u"typed"_s);
        QCOMPARE(stage.events.back().text, u"Armed production for 10 min"_s);
        QVERIFY(stage.events.back().detail[u"until"_s].toString().endsWith(u'Z'));
        const auto permit = stage.gate.permit(u"production"_s, u"restart"_s);
        QVERIFY(permit.has_value());
        QVERIFY(permit->check());
        QCOMPARE(permit->environment(), u"production"_s);
        QCOMPARE(permit->action(), u"restart"_s);
        QVERIFY(!stage.gate.permit(u"staging"_s, u"restart"_s));
        QCOMPARE(stage.lastWhy(), u"only production is armed"_s);
    }

    void aMovedPermitIsVoid()
    {
        Stage stage;
        QVERIFY(stage.gate.arm(u"staging"_s, click));
        auto permit = stage.gate.permit(u"staging"_s, u"restart"_s);
        QVERIFY(permit.has_value());
        const Permit taken = std::move(*permit);
        QVERIFY(taken.check());
        QVERIFY(!permit->check());
    }

    void endsByItself()
    {
        Stage stage;
        QVERIFY(stage.gate.arm(u"staging"_s, click));
        auto permit = stage.gate.permit(u"staging"_s, u"restart"_s);
        stage.clock->advance(29s);
        QCOMPARE(stage.gate.armed()->left, Duration(1s));
        QVERIFY(permit->check());
        stage.clock->advance(1s);
        // By the clock, before any timer has noticed.
        QVERIFY(!stage.gate.armed());
        QVERIFY(!permit->check());
        QSignalSpy changed(&stage.gate, &ArmingPort::changed);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(stage.events.back().kind, EventKind::Disarmed);
        QCOMPARE(stage.lastWhy(), u"time"_s);
        QVERIFY(!stage.gate.permit(u"staging"_s, u"restart"_s));
    }

    void extends()
    {
        Stage stage;
        QVERIFY(stage.gate.arm(u"staging"_s, click));
        const auto permit = stage.gate.permit(u"staging"_s, u"restart"_s);
        stage.clock->advance(20s);
        QVERIFY(stage.gate.extend());
        QCOMPARE(stage.gate.armed()->left, Duration(30s));
        QCOMPARE(stage.events.back().detail[u"how"_s].toString(), u"extended"_s);
        stage.clock->advance(20s);
        QVERIFY(permit->check());
        stage.clock->advance(20s);
        QVERIFY(!stage.gate.extend());
        QVERIFY(!stage.gate.armed());
    }

    void suspendEndsItHoweverShort()
    {
        Stage stage;
        QVERIFY(stage.gate.arm(u"production"_s, typedProduction));
        const auto permit = stage.gate.permit(u"production"_s, u"restart"_s);
        stage.clock->sleep(5s);
        QVERIFY(!permit->check());
        QVERIFY(!stage.gate.armed());
        QVERIFY(!stage.gate.permit(u"production"_s, u"restart"_s));
        QCOMPARE(stage.events[stage.events.size() - 2].detail[u"why"_s].toString(), u"suspend"_s);
        // What slept before counts no more.
        QVERIFY(stage.gate.arm(u"production"_s, typedProduction));
        QVERIFY(stage.gate.armed());
    }

    void disarmVoidsEveryPermit()
    {
        Stage stage;
        QVERIFY(stage.gate.arm(u"staging"_s, click));
        const auto before = stage.gate.permit(u"staging"_s, u"restart"_s);
        stage.gate.disarm();
        QCOMPARE(stage.lastWhy(), u"operator"_s);
        QVERIFY(!before->check());
        QCOMPARE(before->check().error().message, u"staging is not armed any more, so \"restart\" was not done."_s);
        // Arming again does not bring an old permit back.
        QVERIFY(stage.gate.arm(u"staging"_s, click));
        QVERIFY(!before->check());
        const std::size_t events = stage.events.size();
        stage.gate.disarm();
        stage.gate.disarm();
        QCOMPARE(stage.events.size(), events + 1);
    }

    void armingAnotherDisarmsTheFirst()
    {
        Stage stage;
        QVERIFY(stage.gate.arm(u"production"_s, typedProduction));
        const auto permit = stage.gate.permit(u"production"_s, u"restart"_s);
        // A refused attempt changes nothing.
        QVERIFY(!stage.gate.arm(u"staging"_s, typedProduction));
        QVERIFY(permit->check());
        QVERIFY(stage.gate.arm(u"staging"_s, click));
        QCOMPARE(stage.armedEnvironment(), u"staging"_s);
        QVERIFY(!permit->check());
    }

    void otherEnvironmentsDisarm()
    {
        Stage stage;
        QVERIFY(stage.gate.arm(u"staging"_s, click));
        stage.gate.setEnvironments({});
        QVERIFY(!stage.gate.armed());
        QCOMPARE(stage.lastWhy(), u"fleet"_s);
        QVERIFY(!stage.gate.arm(u"staging"_s, click));
    }

    void permitsEndWithTheGateAndOnOtherThreads()
    {
        std::optional<Permit> permit;
        {
            Stage stage;
            QVERIFY(stage.gate.arm(u"staging"_s, click));
            permit.emplace(*stage.gate.permit(u"staging"_s, u"restart"_s));
            QVERIFY(std::async(std::launch::async, [&] { return permit->check().has_value(); }).get());
        }
        QVERIFY(!std::async(std::launch::async, [&] { return permit->check().has_value(); }).get());
    }

    void takingBackOutlastsBeingArmed()
    {
        Stage stage;
        const auto refused = stage.gate.rollbackRight(u"staging"_s, u"drain s1"_s);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Unsupported);
        QVERIFY(stage.gate.arm(u"staging"_s, click));
        QVERIFY(!stage.gate.rollbackRight(u"production"_s, u"drain s1"_s));
        auto right = stage.gate.rollbackRight(u"staging"_s, u"drain s1"_s);
        QVERIFY(right);
        QCOMPARE(right->environment(), u"staging"_s);
        stage.gate.disarm();
        stage.clock->sleep(1h);
        const Permit permit = right->permit(u"make s1 ready"_s);
        QVERIFY(permit.check());
        QCOMPARE(permit.environment(), u"staging"_s);
        right->end();
        QVERIFY(!permit.check());
        QVERIFY(!right->permit(u"make s1 ready"_s).check());
    }

    void quitDisarms()
    {
        Stage stage;
        QVERIFY(stage.gate.arm(u"staging"_s, click));
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
        QCoreApplication::exec();
        QCOMPARE(stage.lastWhy(), u"quit"_s);
        QVERIFY(!stage.gate.armed());
    }
};

QTEST_GUILESS_MAIN(TestArmingGate)
#include "tst_arminggate.moc"
