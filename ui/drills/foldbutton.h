// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::drillsui {

/// A heading that unfolds what stands below it: a chevron, a title, and muted words.
class FoldButton final : public QAbstractButton {
    Q_OBJECT
public:
    explicit FoldButton(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setWords(const QString &title, const QString &words);

    [[nodiscard]] QSize sizeHint() const override { return {160, 28}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, 28}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const widgets::ThemeSource &m_themes;
    QString m_words;
};

} // namespace readyroom::drillsui
