// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"
#include "ui/paint/typography.h"

#include <QWidget>

namespace readyroom::widgets {

class ThemeSource;

/// Some lines of plain text, as high as they need; what is too long ends in an ellipsis, and the whole text is the
/// tooltip. Never reads markup, and never asks for more width than it gets.
class WrappedLabel final : public QWidget {
    Q_OBJECT
public:
    explicit WrappedLabel(const ThemeSource &themes, int mostLines = 3, QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    void setTextFont(paint::TextSize size, paint::Weight weight = paint::Weight::Regular);
    void setTone(paint::Tone tone);
    void setMuted(bool muted);
    void setAlignment(Qt::Alignment alignment);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    const ThemeSource &m_themes;
    int m_mostLines;
    QString m_text;
    paint::Tone m_tone = paint::Tone::Neutral;
    bool m_muted = false;
    Qt::Alignment m_alignment = Qt::AlignLeft;
};

} // namespace readyroom::widgets
