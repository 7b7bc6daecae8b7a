// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"

#include <functional>

namespace readyroom::async {

struct BackOffOptions {
    Duration first{1000}; ///< before the first retry
    Duration cap{60000}; ///< never longer than this
    double jitter = 0.2; ///< a delay is shortened by up to this part, so that many clients drift apart
};

/// Exponential back-off: 1 s, 2 s, 4 s … 60 s, each times 1 − jitter × random.
class BackOff final {
public:
    /// `random` yields numbers in [0, 1).
    explicit BackOff(std::function<double()> random, BackOffOptions options = {});

    /// The delay before the next try; call once for each failure.
    [[nodiscard]] Duration next();
    void reset() { m_failures = 0; }
    /// Calls of next() since the last reset().
    [[nodiscard]] int failures() const { return m_failures; }

private:
    std::function<double()> m_random;
    BackOffOptions m_options;
    int m_failures = 0;
};

} // namespace readyroom::async
