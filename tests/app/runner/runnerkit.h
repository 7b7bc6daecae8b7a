// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitor/timesource.h"
#include "app/runner/runner.h"
#include "app/runner/stage.h"
#include "models/drills/experiment.h"
#include "tests/app/runner/faketargets.h"
#include "tests/support/await.h"
#include "tests/support/fakejournal.h"

#include <QJsonArray>
#include <QTemporaryDir>

#include <memory>

namespace readyroom::test {

/// Four fake targets, a gate whose environment "lab" is armed, and all that a run is made on.
class RunnerKit final {
public:
    RunnerKit()
        : RunnerKit(QString())
    {
    }
    /// `folder` keeps what is there for another process; empty: one of its own.
    explicit RunnerKit(const QString &folder)
        : m_folder(folder.isEmpty() ? m_own.path() : folder)
        , targets(std::make_shared<FakeTargets>(m_folder))
        , gate(m_time)
    {
        gate.setEnvironments({{.name = QStringLiteral("lab"), .confirm = fleet::Environment::Confirm::Click},
                              {.name = QStringLiteral("other"), .confirm = fleet::Environment::Confirm::Click}});
        arm();
        stage = newStage();
        if (folder.isEmpty()) {
            for (const QString &target : all() + QStringList{QStringLiteral("steady")}) {
                targets->set(target, 1);
            }
        }
    }
    ~RunnerKit() { targets->endHanging(); }
    RunnerKit(const RunnerKit &) = delete;
    RunnerKit &operator=(const RunnerKit &) = delete;

    /// As another program on this machine would have it: with a thread and locks of its own.
    [[nodiscard]] std::shared_ptr<runner::Stage> newStage()
    {
        auto made = std::make_shared<runner::Stage>(runs(), security::Vault());
        made->time = m_time;
        made->gate = &gate;
        made->journal = &journal;
        made->disk.setMaxThreadCount(1);
        made->thread = std::make_unique<runner::ActionThread>(
            fleet::Fleet{}, QStringList{}, security::Vault(), m_time, nullptr,
            [shared = targets](actions::Registry &registry) { registry.add(fakeHttp(shared)); });
        return made;
    }
    [[nodiscard]] const QString &folder() const { return m_folder; }
    /// Where runs are kept.
    [[nodiscard]] QString runs() const { return m_folder + QStringLiteral("/runs"); }
    void arm(const QString &environment = QStringLiteral("lab"))
    {
        (void)gate.arm(environment, {ArmingConfirmation::How::Clicked, {}});
    }

    [[nodiscard]] static QStringList all()
    {
        return {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")};
    }
    /// "1 1 1 1": what the targets hold.
    [[nodiscard]] QString values() const
    {
        QStringList texts;
        for (const QString &target : all()) {
            texts += QString::number(targets->value(target));
        }
        return texts.join(QLatin1Char(' '));
    }

    /// Sets `value` at each of `where`.
    [[nodiscard]] static drills::Activity act(const QString &name, int value, const QStringList &where)
    {
        drills::Activity activity{.type = drills::Activity::Type::Action, .name = name, .provider = {}};
        activity.provider = {{QStringLiteral("type"), QStringLiteral("http")},
                             {QStringLiteral("method"), QStringLiteral("POST")},
                             {QStringLiteral("path"), QStringLiteral("/set")},
                             {QStringLiteral("set"), value},
                             {QStringLiteral("targets"), QJsonArray::fromStringList(where)}};
        return activity;
    }
    /// Reads a target, which must hold `expected`.
    [[nodiscard]] static drills::Activity probe(const QString &target, int expected)
    {
        drills::Activity activity{.type = drills::Activity::Type::Probe, .name = target, .provider = {}};
        activity.provider = {{QStringLiteral("type"), QStringLiteral("http")},
                             {QStringLiteral("path"), QStringLiteral("/value")},
                             {QStringLiteral("targets"), QJsonArray{target}}};
        activity.tolerance = drills::Tolerance{drills::Tolerance::Equal{expected}};
        return activity;
    }
    /// A button, as a fleet file makes it: what it did stays unless it deviates, and is then taken back act by act.
    [[nodiscard]] static drills::Experiment button(std::vector<drills::Activity> method)
    {
        drills::Experiment experiment{
            .title = QStringLiteral("Set them"), .description = QStringLiteral("A test"), .method = std::move(method)};
        experiment.rollbackStrategy = drills::RollbackStrategy::Deviated;
        experiment.automaticUndo = true;
        experiment.guardEvery = Duration{100};
        return experiment;
    }
    /// The same with a steady state: the target "steady" holds 1.
    [[nodiscard]] static drills::Experiment guarded(std::vector<drills::Activity> method)
    {
        drills::Experiment experiment = button(std::move(method));
        experiment.steadyState =
            drills::Hypothesis{QStringLiteral("all is well"), {probe(QStringLiteral("steady"), 1)}};
        return experiment;
    }

    [[nodiscard]] static drills::Run newRun(drills::Experiment experiment)
    {
        drills::Run run;
        run.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        run.service = QStringLiteral("shop");
        run.environment = QStringLiteral("lab");
        run.by = {QStringLiteral("ann"), QStringLiteral("ws1")};
        run.experiment = std::move(experiment);
        return run;
    }
    /// Under way: `done` is filled at its end.
    struct Started {
        std::shared_ptr<runner::Runner> runner;
        Outcome<Result<void>> done;
    };
    [[nodiscard]] Started start(drills::Experiment experiment)
    {
        auto made = std::make_shared<runner::Runner>(stage, newRun(std::move(experiment)));
        return {made, outcomeOf(runner::Runner::execute(made))};
    }
    /// To its end.
    [[nodiscard]] drills::Run run(drills::Experiment experiment)
    {
        const auto made = std::make_shared<runner::Runner>(stage, newRun(std::move(experiment)));
        error.reset();
        if (const Result<void> done = await(runner::Runner::execute(made)); !done) {
            error = done.error();
        }
        return *made->run();
    }

private:
    QTemporaryDir m_own;
    QString m_folder;
    std::shared_ptr<const TimeSource> m_time = std::make_shared<const monitor::SystemTime>();

public:
    std::shared_ptr<FakeTargets> targets;
    security::ArmingGate gate;
    fakes::FakeJournal journal;
    std::shared_ptr<runner::Stage> stage;
    std::optional<Error> error = {}; ///< of the last run()
};

} // namespace readyroom::test
