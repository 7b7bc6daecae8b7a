// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace readyroom::widgets {

class ElidedLabel;
class ThemeSource;

/// A surface with an 8-px radius and a 1-px hairline. With a title it has a header: title, subtitle, and a slot at the
/// right.
class Card final : public QWidget {
    Q_OBJECT
public:
    explicit Card(const ThemeSource &themes, QWidget *parent = nullptr);

    /// Both are plain text; the header is hidden while there is neither title, subtitle nor something in the slot.
    void setTitle(const QString &title);
    void setSubtitle(const QString &subtitle);
    /// Takes ownership; right-aligned in the header.
    void addHeaderWidget(QWidget *widget);
    /// The one widget below the header. Takes ownership; an earlier one is deleted.
    void setContent(QWidget *content);
    [[nodiscard]] QWidget *content() const { return m_content; }
    /// Distance of the content from left, top, right and bottom edge; tables want 0 at the sides.
    void setContentMargins(const QMargins &margins);
    /// Distance between header and content; lists, whose rows have room of their own, want little.
    void setHeaderGap(int gap);
    /// Neutral (the default) has a hairline border; any other tone a border in its colour.
    void setTone(paint::Tone tone);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refreshHeader();

    const ThemeSource &m_themes;
    paint::Tone m_tone = paint::Tone::Neutral;
    QWidget *m_header = nullptr;
    QHBoxLayout *m_headerLayout = nullptr;
    QVBoxLayout *m_layout = nullptr;
    QVBoxLayout *m_contentLayout = nullptr;
    ElidedLabel *m_title = nullptr;
    ElidedLabel *m_subtitle = nullptr;
    QWidget *m_content = nullptr;
    bool m_hasSlot = false;
};

} // namespace readyroom::widgets
