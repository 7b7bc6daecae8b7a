// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/undoing.h"

#include <QJsonArray>

#include <algorithm>

namespace readyroom::runner {

using namespace Qt::StringLiterals;
using drills::Activity;
using drills::Experiment;
using drills::RollbackState;
using drills::Run;
using drills::Undo;

namespace {

QJsonObject providerOf(const drills::Act &act)
{
    QJsonObject provider = act.arguments;
    provider.insert(u"type"_s, act.provider);
    if (!act.target.isEmpty()) {
        provider.insert(u"targets"_s, QJsonArray{act.target});
    }
    return provider;
}

Activity activityOf(const Undo &undo)
{
    const QString name = u"Undo: "_s + undo.title;
    const QJsonObject provider = providerOf(undo.act);
    return {.type = Activity::Type::Action,
            .name = name,
            .provider = provider,
            .json = {{u"type"_s, u"action"_s}, {u"name"_s, name}, {u"provider"_s, provider}}};
}

bool owesRollbacks(const Run &run)
{
    return run.rollback == RollbackState::Owed || run.rollback == RollbackState::Incomplete || run.keepsRollbacks();
}

} // namespace

Result<Experiment> undoOf(const Run &run)
{
    Experiment experiment{.title = u"Undo: "_s + run.experiment.title,
                          .description = u"Takes back what run %1 has changed."_s.arg(run.id.left(8)),
                          .configuration = run.experiment.configuration,
                          .secrets = run.experiment.secrets,
                          .rollbackStrategy = drills::RollbackStrategy::Never,
                          .service = run.service,
                          .environment = run.environment,
                          .kind = run.experiment.kind};
    for (auto undo = run.undo.rbegin(); undo != run.undo.rend(); ++undo) {
        if (!undo->done) {
            experiment.method.push_back(activityOf(*undo));
        }
    }
    if (owesRollbacks(run)) {
        experiment.method.insert(experiment.method.end(), run.experiment.rollbacks.begin(),
                                 run.experiment.rollbacks.end());
    }
    if (experiment.method.empty()) {
        return failure(Error::Kind::Config, u"There is nothing of that run that could be taken back."_s);
    }
    return experiment;
}

Run undone(Run run, const Run &undoing)
{
    // Of several with one title and target the last is taken back first, as it was run.
    for (const drills::Step &step : undoing.steps) {
        if (step.state != drills::StepState::Succeeded || !step.activity) {
            continue;
        }
        const auto same = [&step](const Undo &undo) { return !undo.done && activityOf(undo) == *step.activity; };
        const auto found = std::find_if(run.undo.rbegin(), run.undo.rend(), same);
        if (found != run.undo.rend()) {
            found->done = true;
        }
    }
    if (owesRollbacks(run) && undoing.status == drills::RunStatus::Completed) {
        run.rollback = RollbackState::Done;
    }
    return run;
}

} // namespace readyroom::runner
