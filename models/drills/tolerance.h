// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/readiness/threshold.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <cstdint>
#include <optional>
#include <variant>

namespace readyroom::drills {

/// What a probe must yield, as Chaos Toolkit has it (reference/api/experiment, "Steady State Probe Tolerance").
struct Tolerance {
    struct Equal {
        QJsonValue value;
        bool operator==(const Equal &) const = default;
    };
    struct Range { ///< both ends count
        double low = 0.0;
        double high = 0.0;
        QString target = {}; ///< of the output: "body", "stdout", …; empty: the whole, or its status
        bool operator==(const Range &) const = default;
    };
    struct OneOf {
        QJsonArray values;
        bool operator==(const OneOf &) const = default;
    };
    struct Regex {
        QString pattern; ///< RE2, anywhere
        QString target = {}; ///< empty: the body or stdout of what has one, else the whole
        bool operator==(const Regex &) const = default;
    };
    /// What jsonpath.h understands. With `expect` just that must be found, in this order; else with `count` that many;
    /// without both anything that is found will do. A text is read as JSON first.
    struct JsonPath {
        QString path;
        QString target = {};
        QJsonArray expect = {};
        std::optional<std::int64_t> count = {}; ///< an empty list in `expect` is a count of 0
        bool operator==(const JsonPath &) const = default;
    };
    /// Ours, for `promql`: {"type":"threshold","threshold":"< 0.4"}. Each number of a list must hold.
    struct Limit {
        readiness::Threshold threshold;
        QString text; ///< as written
        bool operator==(const Limit &) const = default;
    };
    /// {"type":"probe", …}: it is given the output and must mean yes (toleranceprobe.h); what it runs is in `json`.
    struct Probe {
        QJsonObject json;
        bool operator==(const Probe &) const = default;
    };
    std::variant<Equal, Range, OneOf, Regex, JsonPath, Limit, Probe> rule;
    bool operator==(const Tolerance &) const = default;
};

/// Kind::Parse with a sentence; patterns and paths are checked, unless they still hold a placeholder. A list of two
/// numbers is a range, but for an http or process `provider` a choice: as in Chaos Toolkit a status is looked up in it.
[[nodiscard]] Result<Tolerance> toleranceFrom(const QJsonValue &json, const QString &provider = {});
/// Whether `output`, of a provider of the type `provider`, is tolerated. As in Chaos Toolkit a bare number is compared
/// with the status of an output that has one, as that of http and process. NaN, null and a target that is not there
/// never are. Not for Probe, which is false here.
[[nodiscard]] bool holds(const Tolerance &tolerance, const QJsonValue &output, const QString &provider);
/// For people: "200", "0 … 0.4", "one of 200, 204", "matches ^ok$".
[[nodiscard]] QString toleranceText(const Tolerance &tolerance);
/// The number that a chart draws as the limit, when there is one.
[[nodiscard]] std::optional<double> limitOf(const Tolerance &tolerance);

} // namespace readyroom::drills
