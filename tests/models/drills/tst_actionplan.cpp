// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/action.h"

#include <QJsonArray>
#include <QTest>

using namespace readyroom;
using namespace readyroom::drills;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using readiness::Threshold;

namespace {

const ActionSubject subject{.service = u"checkout"_s,
                            .environment = u"staging"_s,
                            .targets = {u"http://10.0.0.1:8080"_s, u"http://10.0.0.2:8080"_s}};

QJsonObject post(const QJsonValue &body)
{
    return {{u"type"_s, u"http"_s}, {u"method"_s, u"POST"_s}, {u"path"_s, u"/cache"_s}, {u"body"_s, body}};
}

Action purge()
{
    return {.name = u"purge"_s,
            .title = u"Purge a tag"_s,
            .with = post(QJsonObject{{u"tag"_s, u"${tag}"_s}}),
            .parameters = {{.name = u"tag"_s}}};
}

Action failover(Strategy strategy)
{
    const QJsonObject body{{u"strategy"_s, u"${strategy}"_s}, {u"weight"_s, u"${percent}"_s}};
    return {.name = u"failover"_s,
            .kind = ActionKind::Failover,
            .with = {{u"type"_s, u"lab"_s}, {u"do"_s, u"failover"_s}, {u"body"_s, body}},
            .strategy = std::move(strategy)};
}

const Guard p95{.name = u"p95"_s,
                .expr = u"service:latency_seconds{quantile=\"0.95\"}"_s,
                .pass = {.op = Threshold::Operator::Less, .value = 0.4}};
const Guard hits{.name = u"hit ratio"_s,
                 .expr = u"service:cache_hit_ratio"_s,
                 .pass = {.op = Threshold::Operator::GreaterEqual, .value = 0.9}};

Experiment made(const Action &action, const QJsonObject &parameters = {}, const QString &reason = {})
{
    auto experiment = experimentOf(action, subject, parameters, reason);
    if (!experiment) {
        qWarning("%s", qPrintable(experiment.error().message));
        return {};
    }
    // Saved and read again it is the same: a button can be kept as a drill.
    const auto again = experimentFrom(experiment->json);
    if (!again || *again != *experiment) {
        qWarning("does not read back");
        return {};
    }
    return *std::move(experiment);
}

QStringList names(const std::vector<Activity> &activities)
{
    QStringList list;
    for (const Activity &activity : activities) {
        list += activity.name;
    }
    return list;
}

QJsonArray bodies(const std::vector<Activity> &activities)
{
    QJsonArray list;
    for (const Activity &activity : activities) {
        list += activity.provider.value("body"_L1);
    }
    return list;
}

QString refusal(const Action &action, const QJsonObject &parameters = {}, const QString &reason = {})
{
    const auto experiment = experimentOf(action, subject, parameters, reason);
    return experiment || experiment.error().kind != Error::Kind::Config ? QString() : experiment.error().message;
}

} // namespace

class ActionPlanTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void makesAnExperiment()
    {
        Action action = purge();
        action.guards = {p95, hits};
        action.hold = 10s;
        action.measure = Measure{.histogram = u"http_request_duration_seconds_bucket"_s, .window = 30s};
        const Experiment experiment = made(action, {{u"tag"_s, u"users"_s}}, u" prices were wrong "_s);
        QCOMPARE(experiment.title, u"Purge a tag · checkout"_s);
        QCOMPARE(experiment.description, u"Purge a tag\nReason: prices were wrong"_s);
        QCOMPARE(experiment.drill, u"purge"_s);
        QCOMPARE(experiment.service, u"checkout"_s);
        QCOMPARE(experiment.environment, u"staging"_s);
        QCOMPARE(experiment.kind, ActionKind::Invalidate);
        QCOMPARE(experiment.rollbackStrategy, RollbackStrategy::Deviated);
        QVERIFY(experiment.automaticUndo);
        QVERIFY(experiment.rollbacks.empty());
        QVERIFY(experiment.measure == action.measure);

        QCOMPARE(names(experiment.method), QStringList{u"Purge a tag"_s});
        const Activity &act = experiment.method.front();
        QCOMPARE(act.type, Activity::Type::Action);
        QCOMPARE(act.provider.value("body"_L1), QJsonValue(QJsonObject{{u"tag"_s, u"users"_s}}));
        QCOMPARE(act.provider.value("service"_L1), QJsonValue(u"checkout"_s));
        QVERIFY(!act.provider.contains("targets"_L1)); // each instance, those that are there when it runs
        QCOMPARE(act.pauseAfter, Duration{10s});
    }

    void guardsAreTheSteadyState()
    {
        Action action = purge();
        action.guards = {p95, hits};
        const Experiment experiment = made(action, {{u"tag"_s, u"users"_s}});
        QVERIFY(experiment.steadyState.has_value());
        QCOMPARE(names(experiment.steadyState->probes), (QStringList{u"p95"_s, u"hit ratio"_s}));
        const Activity &probe = experiment.steadyState->probes.front();
        QCOMPARE(probe.provider, (QJsonObject{{u"type"_s, u"promql"_s}, {u"expr"_s, p95.expr}}));
        const auto *limit = std::get_if<Tolerance::Limit>(&probe.tolerance->rule);
        QVERIFY(limit != nullptr);
        QVERIFY(limit->threshold == p95.pass);
        QVERIFY(!made(purge(), {{u"tag"_s, u"users"_s}}).steadyState);
    }

    void namesTheTargetsThatAreGiven()
    {
        Action action = purge();
        action.targets = {u"http://10.0.0.9:8080"_s};
        QCOMPARE(made(action, {{u"tag"_s, u"x"_s}}).method.front().provider.value("targets"_L1),
                 QJsonValue(QJsonArray{u"http://10.0.0.9:8080"_s}));
        // What the provider itself says is nearer.
        action.with.insert(u"targets"_s, QJsonArray{u"http://10.0.0.8:8080"_s});
        action.with.insert(u"service"_s, u"front"_s);
        const QJsonObject provider = made(action, {{u"tag"_s, u"x"_s}}).method.front().provider;
        QCOMPARE(provider.value("targets"_L1), QJsonValue(QJsonArray{u"http://10.0.0.8:8080"_s}));
        QCOMPARE(provider.value("service"_L1), QJsonValue(u"front"_s));
    }

    void strategies_data()
    {
        QTest::addColumn<Strategy>("strategy");
        QTest::addColumn<QStringList>("activities");
        QTest::addColumn<QJsonArray>("sent");
        const auto body = [](const QString &strategy, double percent) {
            return QJsonObject{{u"strategy"_s, strategy}, {u"weight"_s, percent}};
        };
        QTest::newRow("immediate") << Strategy{} << QStringList{u"failover"_s} << QJsonArray{body(u"immediate"_s, 100)};
        QTest::newRow("gradual") << Strategy{.kind = Strategy::Kind::Gradual, .steps = {12.5, 50, 100}}
                                 << QStringList{u"failover: 12.5 %"_s, u"failover: 50 %"_s, u"failover: 100 %"_s}
                                 << QJsonArray{body(u"gradual"_s, 12.5), body(u"gradual"_s, 50),
                                               body(u"gradual"_s, 100)};
        QTest::newRow("round-robin") << Strategy{.kind = Strategy::Kind::RoundRobin} << QStringList{u"failover"_s}
                                     << QJsonArray{body(u"round-robin"_s, 100)};
        QTest::newRow("weighted") << Strategy{.kind = Strategy::Kind::Weighted, .steps = {30}}
                                  << QStringList{u"failover: 30 %"_s} << QJsonArray{body(u"weighted"_s, 30)};
    }

    void strategies()
    {
        QFETCH(Strategy, strategy);
        QFETCH(QStringList, activities);
        QFETCH(QJsonArray, sent);
        const Experiment experiment = made(failover(strategy));
        QCOMPARE(names(experiment.method), activities);
        QCOMPARE(bodies(experiment.method), sent);
    }

    void holdsAtEachStepOfAGradualFailover()
    {
        Action action = failover({.kind = Strategy::Kind::Gradual, .steps = {50, 100}, .hold = 4s});
        for (const Activity &activity : made(action).method) {
            QCOMPARE(activity.pauseAfter, Duration{4s});
        }
        action.strategy.kind = Strategy::Kind::Immediate;
        QCOMPARE(made(action).method.front().pauseAfter, Duration{0});
    }

    void theShareOfAWeightedFailoverCanBeChosen()
    {
        Action action = failover({.kind = Strategy::Kind::Weighted});
        action.parameters = {{.name = u"percent"_s, .type = Parameter::Type::Integer, .initial = 25, .most = 100}};
        QCOMPARE(names(made(action).method), QStringList{u"failover: 25 %"_s});
        const Experiment chosen = made(action, {{u"percent"_s, 40}});
        QCOMPARE(names(chosen.method), QStringList{u"failover: 40 %"_s});
        QCOMPARE(bodies(chosen.method).at(0).toObject().value("weight"_L1), QJsonValue(40));
        QCOMPARE(refusal(action, {{u"percent"_s, 140}}), u"percent must be at most 100."_s);
    }

    void aStageGivesItsOwnValues()
    {
        Action action = purge();
        action.stages = {{{u"tag"_s, u"users"_s}}, {{u"tag"_s, u"prices"_s}}};
        action.parameters.front().initial = u"everything"_s;
        action.hold = 5s;
        const Experiment experiment = made(action);
        QCOMPARE(names(experiment.method), (QStringList{u"Purge a tag: users"_s, u"Purge a tag: prices"_s}));
        QCOMPARE(bodies(experiment.method),
                 (QJsonArray{QJsonObject{{u"tag"_s, u"users"_s}}, QJsonObject{{u"tag"_s, u"prices"_s}}}));
        QCOMPARE(experiment.method.back().pauseAfter, Duration{5s});
    }

    void recoveryIsWatchedAtTheEnd()
    {
        Action action = purge();
        action.recovery = hits;
        action.recoverWithin = 90s;
        const Experiment experiment = made(action, {{u"tag"_s, u"users"_s}});
        QCOMPARE(names(experiment.method), (QStringList{u"Purge a tag"_s, u"Recovery: hit ratio"_s}));
        const Activity &probe = experiment.method.back();
        QCOMPARE(probe.type, Activity::Type::Probe);
        QCOMPARE(probe.provider,
                 (QJsonObject{
                     {u"type"_s, u"promql"_s}, {u"expr"_s, hits.expr}, {u"pass"_s, u">= 0.9"_s}, {u"within"_s, 90}}));
        QVERIFY(holds(*probe.tolerance, true, u"promql"_s));
        QVERIFY(!holds(*probe.tolerance, false, u"promql"_s));
    }

    void undoThatIsGivenIsARollback()
    {
        Action action = purge();
        action.undo = post(QJsonObject{{u"warm"_s, u"${tag}"_s}});
        const Experiment experiment = made(action, {{u"tag"_s, u"users"_s}});
        QVERIFY(!experiment.automaticUndo);
        QCOMPARE(names(experiment.rollbacks), QStringList{u"Undo: Purge a tag"_s});
        QCOMPARE(bodies(experiment.rollbacks), (QJsonArray{QJsonObject{{u"warm"_s, u"users"_s}}}));
        QCOMPARE(experiment.rollbacks.front().provider.value("service"_L1), QJsonValue(u"checkout"_s));

        // One for each stage that it speaks of, the last first …
        action.stages = {{{u"tag"_s, u"users"_s}}, {{u"tag"_s, u"prices"_s}}};
        const Experiment staged = made(action, {{u"tag"_s, u"x"_s}});
        QCOMPARE(names(staged.rollbacks), (QStringList{u"Undo: Purge a tag: prices"_s, u"Undo: Purge a tag: users"_s}));
        QCOMPARE(bodies(staged.rollbacks),
                 (QJsonArray{QJsonObject{{u"warm"_s, u"prices"_s}}, QJsonObject{{u"warm"_s, u"users"_s}}}));
        // … else one for all.
        action.undo = post(QJsonObject{{u"warm"_s, true}});
        QCOMPARE(names(made(action, {{u"tag"_s, u"x"_s}}).rollbacks), QStringList{u"Undo: Purge a tag"_s});
    }

    void undoOfAFailoverKnowsTheStrategy()
    {
        Action action = failover({.kind = Strategy::Kind::Gradual, .steps = {50, 100}});
        action.undo = post(QJsonObject{{u"undo"_s, u"${strategy}"_s}});
        QCOMPARE(bodies(made(action).rollbacks), (QJsonArray{QJsonObject{{u"undo"_s, u"gradual"_s}}}));
    }

    void asksForAReason()
    {
        Action action = purge();
        const QJsonObject tag{{u"tag"_s, u"users"_s}};
        QCOMPARE(made(action, tag).description, u"Purge a tag"_s);
        action.asksReason = true;
        QCOMPARE(refusal(action, tag), u"Say why: purge asks for a reason."_s);
        QCOMPARE(refusal(action, tag, u"  "_s), u"Say why: purge asks for a reason."_s);
        action.asksReason = false;
        action.kind = ActionKind::Rollback;
        QCOMPARE(refusal(action, tag), u"Say why: purge asks for a reason."_s);
        QCOMPARE(made(action, tag, u"1.1 fails"_s).kind, ActionKind::Rollback);
    }

    void refusesWhatCannotBeDone()
    {
        QCOMPARE(refusal(purge()), u"tag must be given."_s);
        Action action = purge();
        action.parameters.clear();
        QCOMPARE(refusal(action), u"The placeholder ${tag} has no value; there are none."_s);
        // Whatever was chosen is held against what the provider takes.
        Action weight{.name = u"weight"_s,
                      .with = {{u"type"_s, u"haproxy"_s},
                               {u"do"_s, u"weight"_s},
                               {u"backend"_s, u"b"_s},
                               {u"server"_s, u"s"_s},
                               {u"weight"_s, u"${weight}%"_s}},
                      .parameters = {{.name = u"weight"_s, .type = Parameter::Type::Integer}}};
        QCOMPARE(made(weight, {{u"weight"_s, 25}}).method.front().provider.value("weight"_L1), QJsonValue(u"25%"_s));
        QCOMPARE(refusal(weight, {{u"weight"_s, 125}}),
                 u"\"weight\" of haproxy must be a whole number from 0 to 256 or a percentage such as \"25%\"."_s);
    }

    void standsWithoutAService()
    {
        const auto experiment = experimentOf(purge(), {}, {{u"tag"_s, u"users"_s}}, {});
        QVERIFY(experiment);
        QCOMPARE(experiment->title, u"Purge a tag"_s);
        QVERIFY(!experiment->method.front().provider.contains("service"_L1));
    }
};

QTEST_APPLESS_MAIN(ActionPlanTest)
#include "tst_actionplan.moc"
