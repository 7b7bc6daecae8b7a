// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/backoff.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace readyroom::async {

BackOff::BackOff(std::function<double()> random, BackOffOptions options)
    : m_random(std::move(random))
    , m_options(options)
{
}

Duration BackOff::next()
{
    const double grown = std::ldexp(static_cast<double>(m_options.first.count()), std::min(m_failures, 30));
    const double capped = std::min(grown, static_cast<double>(m_options.cap.count()));
    ++m_failures;
    return Duration{std::llround(capped * (1.0 - m_options.jitter * m_random()))};
}

} // namespace readyroom::async
