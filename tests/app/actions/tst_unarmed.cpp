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
        const QStringList choices = order == one.arguments.end() ? QStringList() : order->choices;
        if (choices.isEmpty() || !order->required) {
            all += one.type;
        }
        for (const QString &what : choices.isEmpty() ? one.reads : choices) {
            all += QString(one.type + u' ' + what);
        }
    }
    return all;
}

bool onlyReads(const drills::Act &act)
{
    return drills::readsOf(act.provider).contains(act.arguments.value("do"_L1).toString());
}

bool mayChange(const drills::Act &act)
{
    QJsonObject provider = act.arguments;
    provider.insert("type"_L1, act.provider);
    return drills::mayChange(provider);
}

/// A row for each act that only reads, or for each other one.
void addRows(bool reading)
{
    QTest::addColumn<int>("row");
    const EveryTarget targets;
    for (std::size_t i = 0; i < targets.rows().size(); ++i) {
        if (onlyReads(targets.rows()[i].act) == reading) {
            QTest::newRow(qPrintable(targets.rows()[i].what)) << int(i);
        }
    }
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

    void nothingIsDoneWithoutAPermit_data() { addRows(false); }

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
        const Result<QJsonValue> read = await(provider->read(act, {}));
        QVERIFY2(!read || !mayChange(act), "what changes something was read");
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

    void whatOnlyReadsNeedsNoPermitAndIsNeverRun_data() { addRows(true); }

    void whatOnlyReadsNeedsNoPermitAndIsNeverRun()
    {
        QFETCH(int, row);
        EveryTarget targets;
        ActionStage stage(targets.fleet());
        const Registry registry(stage.world);
        const drills::Act act = targets.rows().at(std::size_t(row)).act;
        QVERIFY(!mayChange(act));
        Provider *const provider = registry.find(act.provider);
        QVERIFY(provider);

        stage.gate.disarm();
        const Result<QJsonValue> read = await(provider->read(act, {}));
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
        QVERIFY(!read->isNull() && !read->isUndefined());
        const qsizetype asked = targets.asked();
        QVERIFY(asked > 0);
        QCOMPARE(targets.changes(), QStringList());

        // Even armed, with a permit, and with arguments of what would change something beside it.
        stage.arm();
        const Result<Preview> preview = await(provider->preview(act, {}));
        QVERIFY(!preview);
        QCOMPARE(preview.error().kind, Kind::Config);
        QVERIFY2(preview.error().message.contains("only reads"_L1), qPrintable(preview.error().message));
        const drills::Outcome outcome = await(provider->run(act, {}, stage.permit(), {}));
        QVERIFY(!outcome.sent);
        QVERIFY2(outcome.error, "it was done");
        QCOMPARE(outcome.error->kind, Kind::Config);
        QCOMPARE(targets.asked(), asked);
        QCOMPARE(targets.changes(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestUnarmed)
#include "tst_unarmed.moc"
