// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QAbstractButton>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::charts {

/// One trace in the legend row: a swatch, the name and a value. Checked: the trace is shown. It never shrinks while the
/// value changes, so the row does not jump.
class LegendEntry final : public QAbstractButton {
    Q_OBJECT
public:
    LegendEntry(const widgets::ThemeSource &themes, QWidget *parent);

    void setTrace(const QString &name, const paint::ToneColours &colours);
    void setValue(const QString &value);
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] const QString &value() const { return m_value; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refreshAccessible();

    const widgets::ThemeSource &m_themes;
    QString m_name;
    QString m_value;
    paint::ToneColours m_colours;
    int m_valueWidth = 0;
};

} // namespace readyroom::charts
