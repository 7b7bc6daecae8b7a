// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/gaugepainter.h"

#include <QWidget>

namespace readyroom::widgets {

class ThemeSource;

/// A 240° gauge. Set the face as often as you like; it repaints only when something changed.
class Gauge final : public QWidget {
    Q_OBJECT
public:
    explicit Gauge(const ThemeSource &themes, QWidget *parent = nullptr);

    [[nodiscard]] const paint::GaugeFace &face() const { return m_face; }
    /// Also words the accessible name and description.
    void setFace(const paint::GaugeFace &face);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_themes;
    paint::GaugeFace m_face;
};

} // namespace readyroom::widgets
