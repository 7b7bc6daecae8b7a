// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"

#include <QByteArray>
#include <QString>
#include <QStringView>

#include <optional>

namespace readyroom::readiness {

/// What evidence says by itself.
enum class Outcome { Pass, Partial, Fail, Unknown };

/// "pass", "partial", "fail", "unknown".
[[nodiscard]] QString outcomeName(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcomeFromName(QStringView name);

/// What was collected for one item. What could not be collected is Unknown with a reason, never Fail and never Pass.
struct Evidence {
    Outcome outcome = Outcome::Unknown;
    QString observed = {}; ///< for people: "404", "142 ms", "3 of 5"; empty when nothing was observed
    QString target = {}; ///< for people: "200", "≤ 200 ms"
    QString reason = {}; ///< one sentence without full stop: why unknown, or what an observation means
    std::optional<double> value = {}; ///< the number behind `observed`, in the base unit
    std::optional<Timestamp> takenAt = {}; ///< absent: never tried
    std::optional<Timestamp> expires = {}; ///< from then on it is unknown; absent: never
    QByteArray raw = {}; ///< the answer as it came, capped to maxRawBytes
    QByteArray sha256 = {}; ///< of the whole answer, lower-case hex; empty when there is none
    bool operator==(const Evidence &) const = default;
};

inline constexpr qsizetype maxRawBytes = 64 * 1024;

} // namespace readyroom::readiness
