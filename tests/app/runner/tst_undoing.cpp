// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/undoing.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::drills;
using namespace readyroom::runner;

namespace {

Activity activity(const QString &name)
{
    const QJsonObject provider{{u"type"_s, u"http"_s}, {u"path"_s, QString(u'/' + name)}};
    return {.name = name,
            .provider = provider,
            .json = {{u"type"_s, u"action"_s}, {u"name"_s, name}, {u"provider"_s, provider}}};
}

Undo undo(const QString &title)
{
    return {.title = title,
            .target = u"s1"_s,
            .effect = u"as before"_s,
            .act = {.provider = u"haproxy"_s, .target = u"127.0.0.1:1"_s, .arguments = {{u"do"_s, title}}}};
}

/// A button that went well.
Run ended()
{
    Run run;
    run.id = u"0b4f7a52-0000-4000-8000-000000000001"_s;
    run.experiment.title = u"Fail over"_s;
    run.experiment.rollbackStrategy = RollbackStrategy::Deviated;
    run.service = u"checkout"_s;
    run.environment = u"staging"_s;
    run.status = RunStatus::Completed;
    run.startedAt = fromMillis(1000);
    run.endedAt = fromMillis(2000);
    return run;
}

QStringList names(const Experiment &experiment)
{
    QStringList names;
    for (const Activity &one : experiment.method) {
        names += one.name;
    }
    return names;
}

/// The run of an undo in which each step succeeded.
Run done(const Experiment &experiment)
{
    Run run = ended();
    run.experiment = experiment;
    for (const Activity &one : experiment.method) {
        Step step{.title = one.name, .state = StepState::Succeeded};
        step.activity = one;
        run.steps.push_back(std::move(step));
    }
    return run;
}

} // namespace

class UndoingTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takesTheLastBackFirst()
    {
        Run run = ended();
        run.undo = {undo(u"first"_s), undo(u"second"_s)};
        QVERIFY(run.canUndo());
        const auto experiment = undoOf(run);
        QVERIFY(experiment);
        QCOMPARE(names(*experiment), (QStringList{u"Undo: second"_s, u"Undo: first"_s}));
        QCOMPARE(experiment->service, u"checkout"_s);
        const Run after = undone(run, done(*experiment));
        QVERIFY(!after.canUndo());
        QVERIFY(!undoOf(after));
    }

    /// A button whose way back is written in the fleet file has it as its rollback.
    void aButtonKeepsItsWrittenWayBack()
    {
        Run run = ended();
        run.experiment.rollbacks = {activity(u"back"_s)};
        QVERIFY(run.canUndo());
        const auto experiment = undoOf(run);
        QVERIFY(experiment);
        QCOMPARE(names(*experiment), QStringList{u"back"_s});
        const Run after = undone(run, done(*experiment));
        QCOMPARE(after.rollback, RollbackState::Done);
        QVERIFY(!after.canUndo());
    }

    void aDrillThatRolledBackHasNothingLeft()
    {
        Run run = ended();
        run.experiment.rollbackStrategy = RollbackStrategy::Always;
        run.experiment.rollbacks = {activity(u"back"_s)};
        run.rollback = RollbackState::Done;
        QVERIFY(!run.canUndo());
        QVERIFY(!undoOf(run));
    }

    void whatIsOwedIsTakenBackToo()
    {
        Run run = ended();
        run.status = RunStatus::Interrupted;
        run.rollback = RollbackState::Owed;
        run.undo = {undo(u"first"_s)};
        run.experiment.rollbacks = {activity(u"back"_s)};
        const auto experiment = undoOf(run);
        QVERIFY(experiment);
        QCOMPARE(names(*experiment), (QStringList{u"Undo: first"_s, u"back"_s}));
    }

    void whatFailedIsStillOwed()
    {
        Run run = ended();
        run.undo = {undo(u"first"_s), undo(u"second"_s)};
        Run undoing = done(*undoOf(run));
        undoing.status = RunStatus::Failed;
        undoing.steps.back().state = StepState::Failed;
        const Run after = undone(run, undoing);
        QVERIFY(after.canUndo());
        QCOMPARE(names(*undoOf(after)), QStringList{u"Undo: first"_s});
    }
};

QTEST_GUILESS_MAIN(UndoingTest)
#include "tst_undoing.moc"
