// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/suspend.h"

namespace readyroom::monitor {

SuspendDetector::SuspendDetector(Duration threshold, MonotonicTime monotonic, MonotonicTime boot)
    : m_threshold(threshold)
    , m_difference(boot - monotonic)
{
}

bool SuspendDetector::wokeUp(MonotonicTime monotonic, MonotonicTime boot)
{
    const Duration difference = boot - monotonic;
    // Several short naps add up until they matter: the difference is only forgotten once it has been reported.
    if (difference - m_difference <= m_threshold) {
        return false;
    }
    m_difference = difference;
    return true;
}

} // namespace readyroom::monitor
