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
    bool textChanged = false;
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
    };
    std::vector<CategoryChange> categories = {}; ///< those that changed
    std::vector<ItemChange> items = {}; ///< those that changed, worst turn first
};

[[nodiscard]] Difference differenceOf(const Document &before, const Document &after);

} // namespace readyroom::readiness
