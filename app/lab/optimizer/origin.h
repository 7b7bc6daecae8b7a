// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/faults.h"
#include "app/lab/loader.h"
#include "app/lab/metrics.h"
#include "app/lab/randomness.h"

#include <atomic>
#include <stop_token>

namespace readyroom::lab {

/// The slow system behind the cache: every answer really takes about 515 ms. Thread-safe.
class Origin final {
public:
    struct Options {
        std::chrono::milliseconds latency{515};
        std::chrono::milliseconds jitter{20}; ///< either way
    };

    Origin(std::string name, Options options, MetricsRegistry &registry, Randomness &random, std::stop_token stop);

    /// 503 when it is down or errs, and when the lab is ending.
    [[nodiscard]] FreshOrStatus fetch(const std::string &key);
    /// A cheap question whether it is there.
    [[nodiscard]] bool isAlive() const { return !m_faults.read().down; }

    [[nodiscard]] const std::string &name() const { return m_name; }
    [[nodiscard]] Faults &faults() { return m_faults; }
    /// Seconds of the last answered fetch; negative before the first.
    [[nodiscard]] double lastSeconds() const { return m_lastSeconds.load(); }

private:
    [[nodiscard]] FreshOrStatus answer(const std::string &key);

    std::string m_name;
    Options m_options;
    Randomness &m_random;
    std::stop_token m_stop;
    Faults m_faults;
    Counter &m_good;
    Counter &m_bad;
    Histogram &m_seconds;
    std::atomic<int> m_running = 0;
    std::atomic<double> m_lastSeconds = -1;
};

/// What the origin knows about item `id`: a JSON text whose size depends on the item alone (8…24 KiB), tagged
/// `category:<id mod 10>` and `user:<id mod 25>`. Items from 100 on are made from the item `<id mod 100>`, those from
/// 10 to 99 from the item `<id / 10>`, 0 to 7 from the `catalogue`, and 8 and 9 from one another.
[[nodiscard]] Fresh itemOf(const std::string &id);

} // namespace readyroom::lab
