// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/schedule.h"

#include <algorithm>
#include <cstdint>

namespace readyroom::monitor {

namespace {

/// FNV-1a, 64 bits (draft-eastlake-fnv), mixed once more because its high bits are poor on short texts that differ in
/// one character. Not qHash: that may be seeded per process, and a place must survive a restart.
std::uint64_t stableHash(QByteArrayView text)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    hash ^= hash >> 33U;
    hash *= 0xff51afd7ed558ccdULL;
    return hash ^ (hash >> 33U);
}

} // namespace

Schedule::Schedule(QByteArrayView url, Duration every, MonotonicTime start)
    : m_start(start)
    , m_every(std::max(every, Duration{1}))
    , m_phase(static_cast<Duration::rep>(stableHash(url) % static_cast<std::uint64_t>(m_every.count())))
    , m_firstOffset(m_phase % std::min(m_every, Duration{1000}))
{
}

MonotonicTime Schedule::next(MonotonicTime after) const
{
    const Duration since = after.time_since_epoch() - m_phase;
    Duration::rep slots = since / m_every;
    if (since < Duration{0}) {
        slots = -1;
    }
    return MonotonicTime{m_phase + (slots + 1) * m_every};
}

} // namespace readyroom::monitor
