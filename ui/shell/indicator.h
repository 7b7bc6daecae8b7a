// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QAbstractButton>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::shell {

/// A bordered word with a sign in the top bar: "Live ●", "Paused", "Read-only". Clickable unless it takes no focus.
class Indicator final : public QAbstractButton {
    Q_OBJECT
public:
    enum class Sign { None, Live, Paused, Lock, Unlocked };

    explicit Indicator(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setSign(Sign sign, const QString &text);
    [[nodiscard]] Sign sign() const { return m_sign; }
    /// Neutral has a hairline border.
    void setTone(paint::Tone tone);
    /// Reserves room for all of these texts, so that the bar does not move when the text changes.
    void reserve(const QStringList &texts);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const widgets::ThemeSource &m_themes;
    Sign m_sign = Sign::None;
    paint::Tone m_tone = paint::Tone::Neutral;
    int m_textWidth = 0;
};

} // namespace readyroom::shell
