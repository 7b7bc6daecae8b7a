// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/dialpainter.h"

#include <QWidget>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::readinessui {

/// The dial of a verdict. Set the face as often as you like; it repaints only when something changed.
class Dial final : public QWidget {
    Q_OBJECT
public:
    explicit Dial(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    [[nodiscard]] const paint::DialFace &face() const { return m_face; }
    /// Also words the accessible name.
    void setFace(const paint::DialFace &face);

    [[nodiscard]] QSize sizeHint() const override { return {230, 212}; }
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const widgets::ThemeSource &m_themes;
    paint::DialFace m_face;
};

} // namespace readyroom::readinessui
