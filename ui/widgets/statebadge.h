// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"
#include "ui/widgets/statewords.h"

#include <QWidget>

namespace readyroom::widgets {

class ThemeSource;

/// A state as colour, shape and word. With an empty word only the shape shows, and the tooltip and the accessible name
/// tell the rest.
class StateBadge final : public QWidget {
    Q_OBJECT
public:
    explicit StateBadge(const ThemeSource &themes, QWidget *parent = nullptr);

    /// `word` is shown beside the shape; `meaning` names the state for tooltip and screen reader (defaults to `word`).
    void setState(paint::Tone tone, const QString &word = {}, const QString &meaning = {});
    [[nodiscard]] paint::Tone tone() const { return m_tone; }
    [[nodiscard]] const QString &word() const { return m_word; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_themes;
    paint::Tone m_tone = paint::Tone::Unknown;
    QString m_word;
};

} // namespace readyroom::widgets
