// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"

namespace readyroom::fakes {

/// A profile and what is known about its items at fakes::moment(); change it, then look at it.
struct SampleReadiness {
    readiness::Profile profile;
    std::vector<readiness::ItemFacts> facts;
    QString service;
    QString environment = QStringLiteral("staging");

    /// The facts of the item of this id, which must exist.
    [[nodiscard]] readiness::ItemFacts &of(const QString &id);
    void pass(const QString &id, const QString &observed = {});
    void fail(const QString &id, const QString &observed);
    void waive(const QString &id, const QString &owner, const QString &reason, Timestamp expires);
    /// Every item passes.
    void passAll();

    /// Judged at that moment; `trends` have some 40 points where a value was measured.
    [[nodiscard]] ReadinessView view(Timestamp at) const;
};

/// `count` items in categories of ten, some in every result.
[[nodiscard]] SampleReadiness manyItems(int count);
/// Nothing could be measured, or all of it is bad.
[[nodiscard]] SampleReadiness everythingBroken();
/// Names, sentences and figures that are longer than any column, and hostile ones.
[[nodiscard]] SampleReadiness longReadiness();

} // namespace readyroom::fakes
