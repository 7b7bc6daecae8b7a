// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace readyroom::widgets {

class ThemeSource;

/// One choice of a SegmentedControl.
class Segment final : public QAbstractButton {
    Q_OBJECT
public:
    enum class Place { Only, First, Middle, Last };

    Segment(const ThemeSource &themes, const QString &text, Place place, QWidget *parent);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    const ThemeSource &m_themes;
    Place m_place;
};

} // namespace readyroom::widgets
