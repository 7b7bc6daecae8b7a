// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace readyroom::widgets {
class ElidedLabel;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::shell {

/// One sentence across the window about Readyroom's own situation: the network is out, old data had to go.
class NoticeBanner final : public QWidget {
    Q_OBJECT
public:
    explicit NoticeBanner(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    /// Hidden while empty.
    void say(const QString &sentence);
    [[nodiscard]] QString sentence() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const widgets::ThemeSource &m_themes;
    widgets::ElidedLabel *m_text = nullptr;
};

} // namespace readyroom::shell
