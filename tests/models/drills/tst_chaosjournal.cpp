// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/chaosjournal.h"

#include "models/drills/experimentjson.h"
#include "tests/models/drills/randomrun.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <cmath>

using namespace readyroom;
using namespace readyroom::drills;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 500;

QString textOf(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson());
}

QJsonObject throughText(const QJsonObject &json)
{
    return QJsonDocument::fromJson(QJsonDocument(json).toJson()).object();
}

/// The experiment as it is read back: with the JSON that was written of it.
Experiment withJson(Experiment experiment)
{
    const auto fill = [](std::vector<Activity> &activities) {
        for (Activity &one : activities) {
            one.json = activityJson(one);
        }
    };
    experiment.json = experimentJson(experiment);
    fill(experiment.method);
    fill(experiment.rollbacks);
    if (experiment.steadyState) {
        fill(experiment.steadyState->probes);
    }
    return experiment;
}

bool same(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

bool same(const Summary &a, const Summary &b)
{
    return a.n == b.n && same(a.mean, b.mean) && same(a.deviation, b.deviation) && same(a.p50, b.p50)
        && same(a.p95, b.p95) && same(a.p99, b.p99);
}

bool same(const Comparison &a, const Comparison &b)
{
    return same(a.before, b.before) && same(a.after, b.after) && same(a.reductionPercent, b.reductionPercent)
        && same(a.difference, b.difference) && same(a.low, b.low) && same(a.high, b.high) && same(a.cohensD, b.cohensD)
        && a.throughputBefore == b.throughputBefore && a.throughputAfter == b.throughputAfter
        && a.throughputRatio == b.throughputRatio && a.seed == b.seed && a.resamples == b.resamples;
}

/// A small drill that ended well.
Run someRun()
{
    Run run{.id = u"5f0c"_s,
            .experiment = {.title = u"Drain"_s, .description = u"Take one out."_s},
            .service = u"checkout"_s,
            .environment = u"staging"_s,
            .by = {u"ana"_s, u"ops1"_s},
            .platform = u"Debian"_s,
            .status = RunStatus::Completed,
            .rollback = RollbackState::Done,
            .startedAt = fromMillis(1'700'000'000'000),
            .endedAt = fromMillis(1'700'000'012'500)};
    const Activity probe{.type = Activity::Type::Probe,
                         .name = u"p95"_s,
                         .provider = {{u"type"_s, u"promql"_s}, {u"expr"_s, u"up"_s}},
                         .tolerance = Tolerance{Tolerance::Equal{true}}};
    const Activity drain{.name = u"drain"_s, .provider = {{u"type"_s, u"process"_s}, {u"path"_s, u"x"_s}}};
    run.experiment.steadyState = Hypothesis{u"fast"_s, {probe}};
    run.experiment.method = {drain};
    const QJsonObject met{{u"steady_state_met"_s, true},
                          {u"probes"_s, QJsonArray{QJsonObject{{u"tolerance_met"_s, true}}}}};
    const StepTarget target{.target = u"be/s1"_s,
                            .outcome = {.sent = true, .output = QJsonObject{{u"status"_s, 0}}},
                            .state = StepState::Succeeded};
    run.steps = {{.phase = StepPhase::Before, .title = u"fast"_s, .state = StepState::Succeeded, .entry = met},
                 {.phase = StepPhase::Method,
                  .title = u"drain"_s,
                  .state = StepState::Failed,
                  .activity = drain,
                  .targets = {target},
                  .startedAt = fromMillis(1'700'000'001'000),
                  .endedAt = fromMillis(1'700'000'003'250),
                  .error = u"It was not confirmed."_s},
                 {.phase = StepPhase::After, .title = u"fast"_s, .state = StepState::Skipped},
                 {.phase = StepPhase::Rollback,
                  .title = u"Back to ready"_s,
                  .state = StepState::Succeeded,
                  .startedAt = fromMillis(1'700'000'004'000),
                  .endedAt = fromMillis(1'700'000'005'000)}};
    run.guard = {{fromMillis(1'700'000'001'000), u"p95"_s, 0.2, true, u"0.2"_s},
                 {fromMillis(1'700'000'001'100), u"up"_s, {}, true, u"2 of 2"_s},
                 {fromMillis(1'700'000'002'000), u"p95"_s, 0.9, false, u"0.9"_s}};
    return run;
}

} // namespace

class ChaosJournalTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Whatever is in a run comes back; what is written of what came back is the same to the letter.
    void comesBack()
    {
        RandomRun random(11);
        for (int round = 0; round < rounds; ++round) {
            const Run run = random.run();
            const QJsonObject journal = chaosJournal(run);
            const auto read = runFrom(throughText(journal));
            QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().message));
            QCOMPARE(textOf(chaosJournal(*read)), textOf(journal));

            QVERIFY(read->experiment == withJson(run.experiment));
            QCOMPARE(read->id, run.id);
            QCOMPARE(read->service, run.service);
            QCOMPARE(read->environment, run.environment);
            QVERIFY(read->by == run.by);
            QCOMPARE(read->platform, run.platform);
            QCOMPARE(read->reason, run.reason);
            QCOMPARE(read->status, run.status);
            QCOMPARE(read->deviated, run.deviated);
            QCOMPARE(read->why, run.why);
            QCOMPARE(read->rollback, run.rollback);
            QVERIFY(read->startedAt == run.startedAt && read->endedAt == run.endedAt);
            QVERIFY(read->guard == run.guard);
            QVERIFY(read->undo == run.undo);
            QVERIFY(read->blast == run.blast);
            QVERIFY(read->course == run.course);
            QCOMPARE(read->comparison.has_value(), run.comparison.has_value());
            QVERIFY(!run.comparison || same(*read->comparison, *run.comparison));
            QCOMPARE(read->steps.size(), run.steps.size());
            for (std::size_t i = 0; i < run.steps.size(); ++i) {
                Step expected = run.steps[i];
                if (expected.activity) {
                    expected.activity->json = activityJson(*expected.activity);
                }
                // the journal adds to it what the step says
                for (auto one = expected.entry.constBegin(); one != expected.entry.constEnd(); ++one) {
                    QCOMPARE(read->steps[i].entry.value(one.key()), *one);
                }
                expected.entry = read->steps[i].entry;
                QVERIFY(read->steps[i] == expected);
            }
        }
    }

    void hasTheFieldsThatReportsRead()
    {
        const QJsonObject journal = chaosJournal(someRun());
        QCOMPARE(journal.value(u"chaoslib-version"_s).toString(), u"1.0.0"_s);
        QCOMPARE(journal.value(u"platform"_s).toString(), u"Debian"_s);
        QCOMPARE(journal.value(u"node"_s).toString(), u"ops1"_s);
        QCOMPARE(journal.value(u"start"_s).toString(), u"2023-11-14T22:13:20"_s);
        QCOMPARE(journal.value(u"end"_s).toString(), u"2023-11-14T22:13:32.500000"_s);
        QCOMPARE(journal.value(u"duration"_s).toDouble(), 12.5);
        QCOMPARE(journal.value(u"status"_s).toString(), u"completed"_s);
        QCOMPARE(journal.value(u"deviated"_s), QJsonValue(false));
        const QJsonObject experiment = journal.value(u"experiment"_s).toObject();
        QCOMPARE(experiment.value(u"title"_s).toString(), u"Drain"_s);
        QCOMPARE(experiment.value(u"tags"_s).isArray(), true);
        QCOMPARE(experiment.value(u"steady-state-hypothesis"_s).toObject().value(u"title"_s).toString(), u"fast"_s);
        QCOMPARE(experiment.value(u"method"_s).toArray().at(0).toObject().value(u"type"_s).toString(), u"action"_s);

        const QJsonObject states = journal.value(u"steady_states"_s).toObject();
        QCOMPARE(states.value(u"before"_s).toObject().value(u"steady_state_met"_s), QJsonValue(true));
        QCOMPARE(states.value(u"before"_s).toObject().value(u"probes"_s).toArray().size(), 1);
        QVERIFY(states.value(u"after"_s).isNull());
    }

    void tellsEachActivity()
    {
        const QJsonObject journal = chaosJournal(someRun());
        const QJsonArray run = journal.value(u"run"_s).toArray();
        QCOMPARE(run.size(), 1);
        const QJsonObject drain = run.at(0).toObject();
        QCOMPARE(drain.value(u"activity"_s).toObject().value(u"name"_s).toString(), u"drain"_s);
        QCOMPARE(drain.value(u"activity"_s).toObject().value(u"provider"_s).toObject().value(u"type"_s).toString(),
                 u"process"_s);
        QCOMPARE(drain.value(u"status"_s).toString(), u"failed"_s);
        QCOMPARE(drain.value(u"start"_s).toString(), u"2023-11-14T22:13:21"_s);
        QCOMPARE(drain.value(u"end"_s).toString(), u"2023-11-14T22:13:23.250000"_s);
        QCOMPARE(drain.value(u"duration"_s).toDouble(), 2.25);
        QCOMPARE(drain.value(u"output"_s), QJsonValue(QJsonObject{{u"status"_s, 0}}));
        QCOMPARE(drain.value(u"exception"_s).toArray(), QJsonArray{u"It was not confirmed."_s});

        const QJsonArray rollbacks = journal.value(u"rollbacks"_s).toArray();
        QCOMPARE(rollbacks.size(), 1);
        const QJsonObject activity = rollbacks.at(0).toObject().value(u"activity"_s).toObject();
        QCOMPARE(activity.value(u"name"_s).toString(), u"Back to ready"_s);
        QCOMPARE(rollbacks.at(0).toObject().value(u"status"_s).toString(), u"succeeded"_s);
        QVERIFY(!rollbacks.at(0).toObject().contains(u"exception"_s));
    }

    void tellsTheGuardRoundByRound()
    {
        const QJsonArray during =
            chaosJournal(someRun()).value(u"steady_states"_s).toObject().value(u"during"_s).toArray();
        QCOMPARE(during.size(), 2);
        QCOMPARE(during.at(0).toObject().value(u"steady_state_met"_s), QJsonValue(true));
        QCOMPARE(during.at(0).toObject().value(u"probes"_s).toArray().size(), 2);
        QCOMPARE(during.at(1).toObject().value(u"steady_state_met"_s), QJsonValue(false));
        const QJsonObject probe = during.at(1).toObject().value(u"probes"_s).toArray().at(0).toObject();
        QCOMPARE(probe.value(u"output"_s).toDouble(), 0.9);
        QCOMPARE(probe.value(u"tolerance_met"_s), QJsonValue(false));
        QCOMPARE(probe.value(u"activity"_s).toObject().value(u"name"_s).toString(), u"p95"_s);
    }

    void severalTargetsGiveSeveralOutputs()
    {
        Run run = someRun();
        run.steps[1].targets.push_back({.target = u"be/s2"_s, .outcome = {.output = 7}});
        const QJsonValue output = chaosJournal(run).value(u"run"_s).toArray().at(0).toObject().value(u"output"_s);
        QCOMPARE(output.toArray().size(), 2);
        QCOMPARE(output.toArray().at(1).toObject().value(u"target"_s).toString(), u"be/s2"_s);
        QCOMPARE(output.toArray().at(1).toObject().value(u"output"_s).toInt(), 7);
    }

    /// What was running when the program died is written anew with its end, and the old state does not stick.
    void aRunThatWasCutOffCanBeGoneOnWith()
    {
        Run run = someRun();
        run.status = RunStatus::Running;
        run.endedAt = {};
        run.steps[1].state = StepState::Running;
        run.steps[1].endedAt = {};
        run.steps[1].error.clear();
        const QJsonObject journal = chaosJournal(run);
        QVERIFY(journal.value(u"end"_s).isNull() && journal.value(u"duration"_s).isNull());
        QCOMPARE(journal.value(u"run"_s).toArray().at(0).toObject().value(u"status"_s).toString(), u"running"_s);

        Run again = *runFrom(journal);
        QCOMPARE(again.status, RunStatus::Running);
        QCOMPARE(again.steps[1].state, StepState::Running);
        again.status = RunStatus::Interrupted;
        again.steps[1].state = StepState::Failed;
        again.steps[1].endedAt = fromMillis(1'700'000'009'000);
        const QJsonObject entry = chaosJournal(again).value(u"run"_s).toArray().at(0).toObject();
        QCOMPARE(entry.value(u"status"_s).toString(), u"failed"_s);
        QCOMPARE(entry.value(u"duration"_s).toDouble(), 8.0);
    }

    /// One that lies on disk: what was written once must be readable ever after.
    void readsWhatWasKept()
    {
        QFile file(QStringLiteral(READYROOM_TEST_DATA "/drills/experiments/journal.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto run = runFrom(QJsonDocument::fromJson(file.readAll()).object());
        QVERIFY2(run.has_value(), run ? "" : qPrintable(run.error().message));
        QCOMPARE(run->steps.size(), std::size_t(3));
        QCOMPARE(run->steps[1].activity->name, u"drain"_s);
        QCOMPARE(run->steps[1].targets.front().preview.undo->provider, u"haproxy"_s);
        QCOMPARE(run->steps[1].targets.front().verification.confirmed, Confirmed::Yes);
        QCOMPARE(run->steps[2].state, StepState::Waiting);
        QVERIFY(run->canUndo());
        QCOMPARE(run->comparison->seed, std::uint64_t(18'446'744'073'709'551'615ULL));
        QCOMPARE(run->blast->verdict, BlastRadius::Verdict::TooMuch);
        QVERIFY(run->endedAt == run->startedAt + 12'500ms);
    }

    void figuresAreUnrounded()
    {
        Comparison comparison;
        comparison.difference = -1.0 / 3;
        comparison.cohensD = std::numeric_limits<double>::quiet_NaN();
        comparison.seed = 18'446'744'073'709'551'615ULL;
        const QJsonObject json = throughText(comparisonJson(comparison));
        QCOMPARE(json.value(u"difference"_s).toDouble(), -1.0 / 3);
        QVERIFY(json.value(u"cohens_d"_s).isNull());
        QCOMPARE(json.value(u"effect"_s).toString(), QString());
        QCOMPARE(json.value(u"seed"_s).toString(), u"18446744073709551615"_s);
    }

    void whatAnActCouldNotTellStaysUnknown()
    {
        Run run = someRun();
        const double unknown = std::numeric_limits<double>::quiet_NaN();
        run.steps[1].progress = {
            {.at = *run.steps[1].startedAt, .progress = {.figures = {{u"p95"_s, unknown, readiness::Unit::Seconds}}}}};
        const auto read = runFrom(throughText(chaosJournal(run)));
        QVERIFY(read);
        const Progress::Figure &figure = read->steps[1].progress.at(0).progress.figures.at(0);
        QVERIFY(std::isnan(figure.value));
        QCOMPARE(figure.name, u"p95"_s);
        QCOMPARE(figure.unit, readiness::Unit::Seconds);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const QString &key, const QJsonValue &value, const QString &sentence) {
            QTest::newRow(qPrintable(key)) << key << value << sentence;
        };
        row(u"readyroom"_s, QJsonObject{},
            u"This journal is not one of Readyroom: its part \"readyroom\" has no \"id\"."_s);
        row(u"experiment"_s, QJsonObject{{u"description"_s, u"d"_s}, {u"method"_s, QJsonArray()}},
            u"The experiment in the journal cannot be read: An experiment needs a \"title\"."_s);
        row(u"status"_s, u"dreaming"_s, u"The journal of the run holds the unknown status \"dreaming\"."_s);
    }
    void refuses()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QFETCH(QString, sentence);
        QJsonObject journal = chaosJournal(someRun());
        journal.insert(key, value);
        const auto run = runFrom(journal);
        QVERIFY(!run.has_value());
        QCOMPARE(run.error().kind, Error::Kind::Parse);
        QCOMPARE(run.error().message, sentence);
    }

    void refusesUnknownWordsWithin()
    {
        QJsonObject journal = chaosJournal(someRun());
        QJsonObject ours = journal.value(u"readyroom"_s).toObject();
        const auto sentenceWith = [&](const QJsonObject &step) {
            ours.insert(u"steps"_s, QJsonArray{step});
            journal.insert(u"readyroom"_s, ours);
            const auto run = runFrom(journal);
            return run ? QString() : run.error().message;
        };
        QCOMPARE(sentenceWith({{u"phase"_s, u"later"_s}}),
                 u"The journal of the run holds the unknown word \"later\"; it may be of a newer version."_s);
        QCOMPARE(sentenceWith({{u"started"_s, u"today"_s}}),
                 u"The journal of the run holds \"today\" where a moment is expected."_s);
        QCOMPARE(sentenceWith({{u"activity"_s, QJsonObject{}}}),
                 u"An activity in the journal of the run cannot be read: An activity needs a \"name\"."_s);
        QCOMPARE(sentenceWith({}), QString());
    }

    /// Begun steps for which `run` has no entry, and whatever else is missing.
    void survivesWhatIsMissing()
    {
        RandomRun random(5);
        for (int round = 0; round < 100; ++round) {
            const QJsonObject journal = chaosJournal(random.run());
            for (const QString &key : journal.keys()) {
                QJsonObject less = journal;
                less.remove(key);
                const auto run = runFrom(less);
                QCOMPARE(run.has_value(), key != u"experiment"_s && key != u"readyroom"_s && key != u"status"_s);
            }
        }
    }
};

QTEST_APPLESS_MAIN(ChaosJournalTest)
#include "tst_chaosjournal.moc"
