// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/document.h"

#include <QString>

#include <optional>
#include <vector>

namespace readyroom::readiness {

/// What became of one item between two assessments.
struct ItemChange {
    QString id;
    QString title;
    std::optional<ItemResult> before = {}; ///< absent: the profile did not have it
    std::optional<ItemResult> after = {};
    QString observedBefore = {};
    QString observedAfter = {};
    QString why = {}; ///< one sentence: what was observed, waived, expired or reworded
    bool textChanged = false; ///< what the profile says of it: title, evidence asked, severity, weight, …
    bool operator==(const ItemChange &) const = default;
};

/// What changed, by how much, why.
struct Difference {
    std::optional<double> scoreBefore = {};
    std::optional<double> scoreAfter = {};
    Verdict verdictBefore = Verdict::NoGo;
    Verdict verdictAfter = Verdict::NoGo;
    struct CategoryChange {
        QString name;
        std::optional<double> before = {};
        std::optional<double> after = {};
        bool operator==(const CategoryChange &) const = default;
    };
    std::vector<CategoryChange> categories = {}; ///< those whose score changed, came or went
    std::vector<ItemChange> items = {}; ///< those that changed, worst turn first
    bool operator==(const Difference &) const = default;
};

/// An item changed when its result, a decision about it, or its text did: live figures that lead to the same result are
/// no change. A turn is worse the further it falls in pass or not applicable, waived, partial, unknown, fail; an item
/// that is new counts from the top. Among equal turns blockers come first, then the profile's order.
[[nodiscard]] Difference differenceOf(const Document &before, const Document &after);

} // namespace readyroom::readiness
