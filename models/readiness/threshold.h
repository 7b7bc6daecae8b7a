// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QString>
#include <QStringView>

namespace readyroom::readiness {

/// A comparison with a number, as a profile writes it: "< 0.2", ">= 0.95", "== 200".
struct Threshold {
    enum class Operator { Less, LessEqual, Greater, GreaterEqual, Equal, NotEqual };
    Operator op = Operator::Less;
    double value = 0.0;

    /// Never true for NaN, whatever the operator.
    [[nodiscard]] bool holds(double measured) const;
    /// How far `measured` is on the wrong side, greater is worse, at most 0 when it holds: orders several series by the
    /// worst. NaN for NaN.
    [[nodiscard]] double distance(double measured) const;
    bool operator==(const Threshold &) const = default;
};

/// Kind::Parse with a sentence. The number is one of PromQL, so 100ms, 0x10, 1e3 and 5m are numbers, too (in seconds).
[[nodiscard]] Result<Threshold> parseThreshold(QStringView text);
/// "<", "≤", ">", "≥", "=", "≠": for people.
[[nodiscard]] QString operatorSign(Threshold::Operator op);
/// As a profile writes it: "<", "<=", …
[[nodiscard]] QString operatorText(Threshold::Operator op);

} // namespace readyroom::readiness
