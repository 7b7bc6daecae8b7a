// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <mutex>
#include <optional>

namespace readyroom::lab {

/// What is made to go wrong.
struct Fault {
    std::chrono::milliseconds latency{0}; ///< added to every answer
    double errorRatio = 0; ///< 0…1 of the answers fail
    bool down = false; ///< nothing answers
    bool operator==(const Fault &) const = default;
};

/// A change of a Fault: what is absent stays as it is.
struct FaultChange {
    std::optional<std::chrono::milliseconds> latency = {};
    std::optional<double> errorRatio = {};
    std::optional<bool> down = {};
    bool clear = false; ///< start from a Fault without trouble
    bool operator==(const FaultChange &) const = default;

    [[nodiscard]] Fault appliedTo(const Fault &fault) const
    {
        const Fault base = clear ? Fault{} : fault;
        return {latency.value_or(base.latency), errorRatio.value_or(base.errorRatio), down.value_or(base.down)};
    }
};

/// The present fault of something, read and changed by several threads.
class Faults final {
public:
    [[nodiscard]] Fault read() const
    {
        const std::lock_guard lock(m_mutex);
        return m_fault;
    }
    Fault change(const FaultChange &change)
    {
        const std::lock_guard lock(m_mutex);
        m_fault = change.appliedTo(m_fault);
        return m_fault;
    }

private:
    mutable std::mutex m_mutex;
    Fault m_fault;
};

} // namespace readyroom::lab
