// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/run.h"
#include "models/ports/error.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <optional>

/// The parts of a run as JSON and back. Whoever writes a run uses chaosjournal.h.
namespace readyroom::drills {

/// "2026-11-21T02:00:00.123Z"; null when absent.
[[nodiscard]] QJsonValue momentJson(std::optional<Timestamp> at);
/// As Chaos Toolkit writes it, Python's isoformat() of UTC without zone: "2026-11-21T02:00:00.123000", and without a
/// fraction on the full second; null when absent.
[[nodiscard]] QJsonValue chaosMomentJson(std::optional<Timestamp> at);

[[nodiscard]] QJsonObject undoJson(const Undo &undo);
[[nodiscard]] QJsonObject guardJson(const GuardReading &reading);
[[nodiscard]] QJsonObject blastJson(const BlastRadius &blast);
/// {"before": [from, to], "after": [from, to], "samples": [[milliseconds since 1970, value or null], …]}.
[[nodiscard]] QJsonObject courseJson(const MeasureCourse &course);
/// Without the entry of the Chaos Toolkit journal, unless `withEntry`.
[[nodiscard]] QJsonObject stepJson(const Step &step, bool withEntry);

/// Reads the parts of one run. What is missing takes its default; the first name that is not known is a problem.
class RunParts final {
public:
    [[nodiscard]] std::optional<Timestamp> moment(const QJsonValue &json);
    [[nodiscard]] Undo undo(const QJsonObject &json);
    [[nodiscard]] GuardReading guard(const QJsonObject &json);
    [[nodiscard]] BlastRadius blast(const QJsonObject &json);
    [[nodiscard]] Comparison comparison(const QJsonObject &json);
    [[nodiscard]] MeasureCourse course(const QJsonObject &json);
    /// Without its activity.
    [[nodiscard]] Step step(const QJsonObject &json);

    [[nodiscard]] const QString &problem() const { return m_problem; } ///< one sentence; empty: none
    void setProblem(const QString &sentence);

private:
    template<typename E> [[nodiscard]] E named(const auto &names, const QJsonValue &json, E fallback);
    [[nodiscard]] Act act(const QJsonObject &json);
    [[nodiscard]] Preview preview(const QJsonObject &json);
    [[nodiscard]] Outcome outcome(const QJsonObject &json);
    [[nodiscard]] Verification verification(const QJsonObject &json);
    [[nodiscard]] StepTarget target(const QJsonObject &json);
    [[nodiscard]] ProgressReading progress(const QJsonObject &json);

    QString m_problem;
};

} // namespace readyroom::drills
