// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"

#include <QTimer>

#include <functional>
#include <stop_token>

namespace readyroom::runner {

/// A stop that comes with another one, or when a time is over, whichever is first. On a thread with an event loop.
class Deadline final {
public:
    Deadline(Duration time, std::stop_token stop)
        : m_byCaller(std::move(stop), [source = m_source]() mutable { source.request_stop(); })
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_passed = true;
            m_source.request_stop();
        });
        m_timer.setSingleShot(true);
        m_timer.start(time);
    }
    Deadline(const Deadline &) = delete;
    Deadline &operator=(const Deadline &) = delete;
    ~Deadline() = default;

    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }
    [[nodiscard]] bool hasPassed() const { return m_passed; }

private:
    std::stop_source m_source;
    QTimer m_timer;
    bool m_passed = false;
    std::stop_callback<std::function<void()>> m_byCaller;
};

} // namespace readyroom::runner
