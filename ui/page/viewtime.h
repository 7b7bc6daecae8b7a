// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/clock.h"

#include <QObject>

#include <optional>

namespace readyroom::page {

/// The span of time that all pages show: the last 15 minutes as they pass, or a span that stands still.
class ViewTime final : public QObject {
    Q_OBJECT
public:
    struct Window {
        Timestamp from;
        Timestamp to;
        bool operator==(const Window &) const = default;
    };

    explicit ViewTime(const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] Timestamp now() const { return m_clock.now(); }
    /// Width of the live window; the width of a still one may differ by zooming.
    [[nodiscard]] Duration range() const { return m_range; }
    [[nodiscard]] bool isPaused() const { return m_still.has_value(); }
    [[nodiscard]] Window window() const;

    /// Also returns a zoomed or panned view to the plain range; paused stays paused, at the same right edge.
    void setRange(Duration range);
    void setPaused(bool paused);
    /// Shows exactly this span, and pauses.
    void showWindow(Timestamp from, Timestamp to);

Q_SIGNALS:
    void rangeChanged();
    void pausedChanged(bool paused);
    /// The window jumped (range, pause, zoom); not emitted as live time passes.
    void changed();

private:
    const Clock &m_clock;
    Duration m_range{std::chrono::minutes(15)};
    std::optional<Window> m_still;
};

} // namespace readyroom::page
