// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/load/report.h"

#include <mutex>
#include <optional>
#include <utility>

namespace readyroom::load {

/// The latest progress, written by one thread and taken by another.
class ProgressBoard final {
public:
    void write(Progress progress)
    {
        const std::scoped_lock lock(m_mutex);
        m_latest = progress;
    }

    /// What was written since it was last taken.
    [[nodiscard]] std::optional<Progress> take()
    {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_latest, std::nullopt);
    }

private:
    std::mutex m_mutex;
    std::optional<Progress> m_latest;
};

} // namespace readyroom::load
