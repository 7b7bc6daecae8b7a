// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/samplereadiness.h"

namespace readyroom::fakes {

/// Adds categories and items to a sample, one after the other.
class SampleBuilder final {
public:
    using Figure = std::optional<double>;

    SampleBuilder(const QString &name, const QString &title, const QString &service);

    void category(const QString &name, Figure assessed = {});
    /// An item of the last category, to be told more about at once. Without `hours` its effort is assumed.
    readiness::Item &item(const QString &id, const QString &title, readiness::Severity severity, Figure hours,
                          const QString &owner, readiness::Evidence evidence,
                          std::optional<readiness::EvidenceSpec> spec = {});
    [[nodiscard]] SampleReadiness &sample() { return m_sample; }

private:
    SampleReadiness m_sample;
};

/// Evidence with an answer behind it, taken `age` before fakes::moment().
[[nodiscard]] readiness::Evidence seen(readiness::Outcome outcome, const QString &observed, const QString &target,
                                       Duration age, std::optional<double> value = {});
/// What somebody vouched for, twelve days before.
[[nodiscard]] readiness::Evidence attested(readiness::Outcome outcome, const QString &observed);
[[nodiscard]] readiness::Evidence unknown(const QString &reason, const QString &target = {});

/// Passes below this many seconds.
[[nodiscard]] readiness::EvidenceSpec query(const QString &expr, double below);

} // namespace readyroom::fakes
