// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/registry.h"
#include "models/drills/providerarguments.h"
#include "models/drills/providercheck.h"
#include "tests/app/actions/actionstage.h"
#include "tests/app/actions/everytarget.h"

#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::Preview;
using test::ActionStage;
using test::await;
using test::EveryTarget;
using Kind = Error::Kind;

namespace {

/// All that a provider can do: "redis delete", "http".
QStringList everything()
{
    QStringList all;
    for (const drills::ProviderArguments &one : drills::allProviderArguments()) {
        const auto order = std::ranges::find(one.arguments, u"do"_s, &drills::ProviderArgument::name);
        const bool isOpen = order == one.arguments.end() || order->choices.isEmpty();
        for (const QString &what : isOpen ? QStringList{QString()} : order->choices) {
            all += what.isEmpty() ? one.type : QString(one.type + u' ' + what);
        }
    }
    return all;
}

security::Permit disarmed(ActionStage &stage)
{
    security::Permit permit = stage.permit();
    stage.gate.disarm();
    return permit;
}

security::Permit used(ActionStage &stage)
{
    security::Permit permit = stage.permit();
    const security::Permit taken = std::move(permit);
    return permit; // NOLINT(bugprone-use-after-move): that is what is tested
}

security::Permit ofAnEndedRollback(ActionStage &stage)
{
    security::RollbackRight right = *stage.gate.rollbackRight(u"lab"_s, u"act"_s);
    security::Permit permit = right.permit(u"act"_s);
    right.end();
    stage.gate.disarm();
    return permit;
}

using MakeVoid = security::Permit (*)(ActionStage &);

} // namespace

/// Nothing that changes a service runs unless its environment is armed: every provider, whatever it can do.
class TestUnarmed final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyProviderIsThere()
    {
        ActionStage stage;
        const Registry registry(stage.world);
        QCOMPARE(registry.names(), drills::providerNames());
    }

    void everythingIsWalked()
    {
        const EveryTarget targets;
        QStringList missing = everything();
        for (const EveryTarget::Row &row : targets.rows()) {
            missing.removeAll(row.what);
        }
        // What is left must not be able to change anything.
        QCOMPARE(missing, QStringList{u"promql"_s});
        QVERIFY(!drills::mayChange({{u"type"_s, u"promql"_s}}));
    }

    void nothingIsDoneWithoutAPermit_data()
    {
        QTest::addColumn<int>("row");
        const EveryTarget targets;
        for (std::size_t i = 0; i < targets.rows().size(); ++i) {
            QTest::newRow(qPrintable(targets.rows()[i].what)) << int(i);
        }
    }

    void nothingIsDoneWithoutAPermit()
    {
        QFETCH(int, row);
        EveryTarget targets;
        ActionStage stage(targets.fleet());
        const Registry registry(stage.world);
        const drills::Act act = targets.rows().at(std::size_t(row)).act;
        Provider *const provider = registry.find(act.provider);
        QVERIFY(provider);

        // Whatever only looks needs no permit, and changes nothing.
        stage.gate.disarm();
        (void)await(provider->read(act, {}));
        (void)await(provider->choices(act, u"do"_s, {}));
        const Result<Preview> preview = await(provider->preview(act, {}));
        QVERIFY2(preview, qPrintable(preview ? QString() : preview.error().message));
        QCOMPARE(preview->refusals, QStringList());
        (void)await(provider->verify(act, *preview, {}, 10ms, {}));
        QCOMPARE(targets.changes(), QStringList());

        for (const MakeVoid &makeVoid : {&disarmed, &used, &ofAnEndedRollback}) {
            stage.arm();
            security::Permit permit = makeVoid(stage);
            const drills::Outcome outcome = await(provider->run(act, *preview, std::move(permit), {}));
            QVERIFY2(outcome.error, "it was done");
            QVERIFY2(outcome.error->kind == Kind::Unsupported, qPrintable(outcome.error->message));
            QVERIFY(!outcome.sent);
            QCOMPARE(targets.changes(), QStringList());
        }

        // That this proves anything: with a permit it is done.
        stage.arm();
        const drills::Outcome outcome = await(provider->run(act, *preview, stage.permit(), {}));
        QVERIFY2(outcome.sent, qPrintable(outcome.observed));
        QVERIFY(!targets.changes().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestUnarmed)
#include "tst_unarmed.moc"
