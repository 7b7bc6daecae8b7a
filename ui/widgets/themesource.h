// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QObject>
#include <QPalette>

namespace readyroom::widgets {

/// The palette by which Qt's own styles paint in the theme's colours.
[[nodiscard]] QPalette paletteOf(const paint::Theme &theme);

/// Hands the current theme to every widget. One per program, owned by the shell; widgets hold a reference and repaint
/// on changed().
class ThemeSource final : public QObject {
    Q_OBJECT
public:
    explicit ThemeSource(paint::Theme theme = paint::Theme::light(), QObject *parent = nullptr);

    [[nodiscard]] const paint::Theme &theme() const { return m_theme; }
    /// Does nothing when the theme is the same.
    void setTheme(const paint::Theme &theme);

Q_SIGNALS:
    void changed();

private:
    paint::Theme m_theme;
};

} // namespace readyroom::widgets
