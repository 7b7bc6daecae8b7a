// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>

namespace readyroom::widgets {

/// The drawings in resources/icons.
enum class Symbol {
    Fleet,
    Service,
    Lock,
    Unlock,
    Search,
    Pause,
    Play,
    Copy,
    Refresh,
    Expand,
    Save,
    Zoom,
    Close,
    ChevronDown,
    ChevronRight,
    Table,
    Journal,
    Readiness,
    Drills,
    Verify
};

/// An icon drawn from SVG in one colour, crisp at any size and device pixel ratio. `disabled` is used for
/// QIcon::Disabled; when invalid, the same colour at 40 %.
[[nodiscard]] QIcon icon(Symbol symbol, const QColor &colour, const QColor &disabled = {});

/// The icon of the program, in its own colours.
[[nodiscard]] QIcon applicationIcon();

} // namespace readyroom::widgets
