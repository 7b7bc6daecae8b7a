// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/guard.h"

#include "app/async/sleep.h"
#include "app/runner/probe.h"

#include <QHash>
#include <QJsonArray>

namespace readyroom::runner {

using namespace Qt::StringLiterals;
using drills::Activity;
using drills::Step;
using drills::StepPhase;
using drills::StepState;

namespace {

constexpr std::size_t maxReadings = 20'000;
constexpr int missesAllowed = 1; ///< of a probe that cannot be read, in a row

bool isGood(const ProbeReading &reading)
{
    return !reading.error && reading.met;
}

/// Of the Chaos Toolkit journal.
QJsonObject probeEntry(const Activity &probe, const ProbeReading &reading, Timestamp from, Timestamp to)
{
    const Step step{.phase = StepPhase::Before,
                    .title = probe.name,
                    .state = isGood(reading) ? StepState::Succeeded : StepState::Failed,
                    .activity = probe,
                    .startedAt = from,
                    .endedAt = to,
                    .error = reading.error ? reading.error->message : QString()};
    QJsonObject entry = entryOf(step, reading.output);
    // Chaos Toolkit calls a probe that was answered a success, whatever the answer.
    entry.insert(u"status"_s, reading.error ? u"failed"_s : u"succeeded"_s);
    entry.insert(u"tolerance_met"_s, isGood(reading));
    return entry;
}

QString problemOf(const Activity &probe, const ProbeReading &reading)
{
    return reading.error ? u"%1: %2"_s.arg(probe.name, reading.error->message)
                         : u"%1 %2 is not tolerated"_s.arg(probe.name, reading.observed);
}

} // namespace

Guard::Guard(std::shared_ptr<Stage> stage, RunRecord &record, QJsonObject values)
    : m_stage(std::move(stage))
    , m_record(record)
    , m_values(std::move(values))
{
}

void Guard::keep(const Activity &probe, const ProbeReading &reading, Timestamp at)
{
    std::vector<drills::GuardReading> &guard = m_record.edit().guard;
    if (guard.size() >= maxReadings) {
        guard.erase(guard.begin(), guard.begin() + static_cast<std::ptrdiff_t>(maxReadings / 2));
    }
    guard.push_back(
        {.at = at, .probe = probe.name, .value = reading.value, .met = isGood(reading), .observed = reading.observed});
}

QCoro::Task<bool> Guard::check(std::size_t step, Permits permits, std::stop_token stop)
{
    {
        Step &one = m_record.edit().steps[step];
        one.state = StepState::Running;
        one.startedAt = m_stage->time->now();
    }
    QJsonArray entries;
    QStringList seen;
    QString problem;
    const std::vector<Activity> probes = m_record.run().experiment.steadyState->probes;
    for (const Activity &probe : probes) {
        const Timestamp from = m_stage->time->now();
        const ProbeReading reading =
            co_await readProbe(m_stage, probe, m_values, m_record.run().service, permits, stop);
        const Timestamp to = m_stage->time->now();
        entries += probeEntry(probe, reading, from, to);
        seen += u"%1 %2"_s.arg(probe.name, reading.observed);
        keep(probe, reading, to);
        if (!isGood(reading)) {
            problem = problemOf(probe, reading);
            break;
        }
    }
    const bool met = problem.isEmpty();
    Step &one = m_record.edit().steps[step];
    one.endedAt = m_stage->time->now();
    one.state = met ? StepState::Succeeded : StepState::Failed;
    one.detail = seen.join(u", "_s);
    one.error = problem;
    one.entry = {{u"steady_state_met"_s, met}, {u"probes"_s, entries}};
    co_return met;
}

QCoro::Task<QString> Guard::watch(Permits permits, std::stop_token stop)
{
    const drills::Experiment experiment = m_record.run().experiment;
    QHash<QString, int> misses;
    while (co_await async::sleepFor(experiment.guardEvery, stop)) {
        for (const Activity &probe : experiment.steadyState->probes) {
            const ProbeReading reading =
                co_await readProbe(m_stage, probe, m_values, m_record.run().service, permits, stop);
            if (stop.stop_requested()) {
                co_return QString();
            }
            keep(probe, reading, m_stage->time->now());
            int &missed = misses[probe.name];
            missed = reading.error ? missed + 1 : 0;
            if (!isGood(reading) && (!reading.error || missed > missesAllowed)) {
                co_return u"The steady state was left: %1 %2."_s.arg(probe.name, reading.observed);
            }
        }
    }
    co_return QString();
}

} // namespace readyroom::runner
