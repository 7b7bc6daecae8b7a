// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"
#include "ui/paint/typography.h"

#include <QWidget>

namespace readyroom::widgets {

class ThemeSource;

/// One line of plain text, elided at the end when it does not fit; then the whole text is the tooltip. Never reads
/// markup: the text may come from a hostile endpoint.
class ElidedLabel final : public QWidget {
    Q_OBJECT
public:
    explicit ElidedLabel(const ThemeSource &themes, QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    void setTextFont(paint::TextSize size, paint::Weight weight = paint::Weight::Regular);
    void setTone(paint::Tone tone);
    void setMuted(bool muted);
    void setAlignment(Qt::Alignment alignment);
    void setElideMode(Qt::TextElideMode mode);
    [[nodiscard]] bool isElided() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    /// How far the first letter reaches out to the left of where it stands, as a large J does.
    [[nodiscard]] int overhang() const;

    const ThemeSource &m_themes;
    QString m_text;
    paint::Tone m_tone = paint::Tone::Neutral;
    bool m_muted = false;
    Qt::Alignment m_alignment = Qt::AlignLeft | Qt::AlignVCenter;
    Qt::TextElideMode m_elideMode = Qt::ElideRight;
};

/// Makes remote text safe for setToolTip(), which would otherwise guess markup.
[[nodiscard]] QString plainToolTip(const QString &text);

} // namespace readyroom::widgets
