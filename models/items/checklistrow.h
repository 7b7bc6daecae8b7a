// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"

#include <memory>
#include <utility>
#include <vector>

namespace readyroom::items {

/// An item of a checklist in the words that views show.
struct ChecklistRow {
    using Points = std::vector<std::pair<Timestamp, double>>;
    using Trend = std::shared_ptr<const Points>;

    QString id = {};
    QString title = {};
    readiness::ItemResult result = readiness::ItemResult::Unknown;
    readiness::Severity severity = readiness::Severity::Medium;
    QString measured = {};
    QString target = {};
    QString reason = {};
    QString owner = {};
    QString standing = {}; ///< what else is to be said, in one line: "waived until 3 Dec 2026 by ops: …"
    std::optional<Timestamp> takenAt = {};
    readiness::HalfHours effort = 0;
    bool effortAssumed = false;
    bool blocks = false;
    bool active = false; ///< its evidence runs only on request
    std::optional<double> running = {}; ///< 0 … 1 while its evidence is collected
    std::size_t place = 0; ///< among the items of the assessment
    Trend trend = {}; ///< null or not empty; keeps the view alive that it is of

    /// `place` is that of an item of the view's assessment.
    [[nodiscard]] static ChecklistRow of(const std::shared_ptr<const ReadinessView> &view, std::size_t place);

    /// Whether both look the same. A trend is as it was when it ends where it ended.
    [[nodiscard]] bool sameAs(const ChecklistRow &o) const;

    /// "3 min"; an en dash when nothing was measured.
    [[nodiscard]] QString age(Timestamp now) const;
    /// "4 h", "~4 h" when it is assumed; empty when there is nothing left to do.
    [[nodiscard]] QString effortText() const;
    /// All of it, a line each.
    [[nodiscard]] QStringList said() const;
};

} // namespace readyroom::items

Q_DECLARE_METATYPE(readyroom::items::ChecklistRow::Trend)
