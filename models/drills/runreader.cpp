// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/activityreader.h"
#include "models/drills/chaosjournal.h"
#include "models/drills/runparts.h"

#include <QJsonArray>
#include <QMap>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

/// Reads one journal, once.
class RunReader {
public:
    explicit RunReader(const QJsonObject &journal)
        : m_journal(journal)
        , m_ours(journal.value("readyroom"_L1).toObject())
        , m_experiment(journal.value("experiment"_L1).toObject())
        , m_entries{{StepPhase::Method, journal.value("run"_L1).toArray()},
                    {StepPhase::Rollback, journal.value("rollbacks"_L1).toArray()}}
    {
    }

    Result<Run> read()
    {
        if (m_ours.value("id"_L1).toString().isEmpty()) {
            return failure(Error::Kind::Parse,
                           u"This journal is not one of Readyroom: its part \"readyroom\" has no \"id\"."_s);
        }
        auto experiment = experimentFrom(m_experiment);
        if (!experiment) {
            return failure(Error::Kind::Parse,
                           u"The experiment in the journal cannot be read: "_s + experiment.error().front().sentence);
        }
        m_run.experiment = std::move(*experiment);
        readState();
        for (const QJsonValue &one : m_ours.value("steps"_L1).toArray()) {
            m_run.steps.push_back(step(one.toObject()));
        }
        readRest();
        if (!m_parts.problem().isEmpty()) {
            return failure(Error::Kind::Parse, m_parts.problem());
        }
        return std::move(m_run);
    }

private:
    void readState()
    {
        const QString status = m_journal.value("status"_L1).toString();
        const QString rollback = m_ours.value("rollback"_L1).toString();
        const auto knownStatus = runStatusFromName(status);
        const auto knownRollback = rollbackStateFromName(rollback);
        if (!knownStatus || !knownRollback) {
            m_parts.setProblem(
                u"The journal of the run holds the unknown status \"%1\"."_s.arg(knownStatus ? rollback : status));
        }
        m_run.status = knownStatus.value_or(RunStatus::Interrupted);
        m_run.rollback = knownRollback.value_or(RollbackState::Incomplete);
        m_run.id = m_ours.value("id"_L1).toString();
        m_run.service = m_ours.value("service"_L1).toString();
        m_run.environment = m_ours.value("environment"_L1).toString();
        const QJsonObject by = m_ours.value("by"_L1).toObject();
        m_run.by = {by.value("user"_L1).toString(), by.value("host"_L1).toString(), by.value("key"_L1).toString()};
        m_run.platform = m_journal.value("platform"_L1).toString();
        m_run.reason = m_ours.value("reason"_L1).toString();
        m_run.why = m_ours.value("why"_L1).toString();
        m_run.deviated = m_journal.value("deviated"_L1).toBool();
        m_run.startedAt = m_parts.moment(m_ours.value("started"_L1)).value_or(Timestamp{});
        m_run.endedAt = m_parts.moment(m_ours.value("ended"_L1));
    }

    Step step(const QJsonObject &json)
    {
        Step result = m_parts.step(json);
        if (const QJsonValue activity = json.value("activity"_L1); activity.isObject()) {
            std::vector<Problem> problems;
            ActivityReader reader(m_experiment, problems);
            const auto list = reader.list(QJsonArray{activity}, {}, ActivityReader::Place::Method);
            if (list.size() != 1 || !problems.empty()) {
                m_parts.setProblem(u"An activity in the journal of the run cannot be read: "_s
                                   + (problems.empty() ? QString() : problems.front().sentence));
                return result;
            }
            result.activity = list.front();
        }
        const bool hasBegun = result.state != StepState::Waiting && result.state != StepState::Skipped;
        if (const auto entries = m_entries.find(result.phase); hasBegun && entries != m_entries.end()) {
            result.entry = entries->takeAt(0).toObject();
        }
        return result;
    }

    void readRest()
    {
        for (const QJsonValue &one : m_ours.value("guard"_L1).toArray()) {
            m_run.guard.push_back(m_parts.guard(one.toObject()));
        }
        for (const QJsonValue &one : m_ours.value("undo"_L1).toArray()) {
            m_run.undo.push_back(m_parts.undo(one.toObject()));
        }
        if (const QJsonValue comparison = m_ours.value("comparison"_L1); comparison.isObject()) {
            m_run.comparison = m_parts.comparison(comparison.toObject());
        }
        if (const QJsonValue course = m_ours.value("course"_L1); course.isObject()) {
            m_run.course = m_parts.course(course.toObject());
        }
        if (const QJsonValue blast = m_ours.value("blast"_L1); blast.isObject()) {
            m_run.blast = m_parts.blast(blast.toObject());
        }
    }

    const QJsonObject &m_journal;
    QJsonObject m_ours;
    QJsonObject m_experiment;
    QMap<StepPhase, QJsonArray> m_entries; ///< not yet given to a step
    RunParts m_parts;
    Run m_run;
};

} // namespace

Result<Run> runFrom(const QJsonObject &journal)
{
    return RunReader(journal).read();
}

} // namespace readyroom::drills
