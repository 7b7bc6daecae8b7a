// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"
#include "ui/widgets/icon.h"

#include <QAbstractButton>

#include <optional>

namespace readyroom::widgets {

class ThemeSource;

/// A bordered button with a word and perhaps a symbol before it. Checkable, it is a chip that filters.
class TextButton final : public QAbstractButton {
    Q_OBJECT
public:
    explicit TextButton(const ThemeSource &themes, const QString &text, std::optional<Symbol> symbol = {},
                        QWidget *parent = nullptr);

    /// Neutral (the default) has a hairline border; any other tone border and word in its colour, the word strong.
    void setTone(paint::Tone tone);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    const ThemeSource &m_themes;
    std::optional<Symbol> m_symbol;
    paint::Tone m_tone = paint::Tone::Neutral;
};

} // namespace readyroom::widgets
