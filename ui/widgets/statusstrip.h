// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QWidget>

class QLabel;

namespace readyroom::widgets {

class ThemeSource;

/// One fact about a page as a whole, with the shape of its state: it fails, it holds, it was exported. Wraps, so that
/// the whole sentence is always there.
class StatusStrip final : public QWidget {
    Q_OBJECT
public:
    explicit StatusStrip(const ThemeSource &themes, QWidget *parent = nullptr);

    /// Plain text; empty hides the strip. With `closable` a person may put it away.
    void say(paint::Tone tone, const QString &text, bool closable = false);
    [[nodiscard]] QString text() const;
    [[nodiscard]] paint::Tone tone() const { return m_tone; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTheme();

    const ThemeSource &m_themes;
    paint::Tone m_tone = paint::Tone::Neutral;
    QLabel *m_label = nullptr;
    QWidget *m_close = nullptr;
};

} // namespace readyroom::widgets
