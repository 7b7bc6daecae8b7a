// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/breaker.h"
#include "app/lab/faults.h"
#include "app/lab/metrics.h"
#include "app/lab/randomness.h"

#include <atomic>
#include <stop_token>

namespace readyroom::lab {

/// The way to the primary, which may be cut (a partition), may lead to a database in trouble, and has a breaker. A
/// round trip really takes its time: 75 ms at the median; where no answer comes, 165 ms until the caller gives up.
/// Thread-safe.
class Link final {
public:
    enum class Outcome {
        Done,
        Failed, ///< no answer in time, or an error
        Rejected ///< not tried: the breaker is open
    };

    Link(MetricsRegistry &metrics, Randomness &random, std::stop_token stop);

    [[nodiscard]] Outcome roundTrip();
    /// One way, for what is carried in the background: 40 to 90 ms. False when it got lost. Asks no breaker.
    [[nodiscard]] bool carry();

    void setCut(bool cut) { m_cut = cut; }
    [[nodiscard]] bool isCut() const { return m_cut; }
    [[nodiscard]] Faults &faults() { return m_faults; }
    [[nodiscard]] bool isUp() const { return !m_cut && !m_faults.read().down; }
    [[nodiscard]] Breaker &breaker() { return m_breaker; }
    [[nodiscard]] std::uint64_t failures() const { return m_failures.value(); }

private:
    [[nodiscard]] bool ask();

    Randomness &m_random;
    std::stop_token m_stop;
    Breaker m_breaker;
    Faults m_faults; ///< of the database
    std::atomic<bool> m_cut = false;
    Counter &m_failures;
};

} // namespace readyroom::lab
