// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;
class QVBoxLayout;

namespace readyroom::service {

/// Two columns of cards side by side, or below each other where there is no room. The right column vanishes while all
/// of its cards are hidden.
class ServiceColumns final : public QWidget {
    Q_OBJECT
public:
    /// From this width on there is room for two.
    static constexpr int twoColumnsFrom = 1000;

    explicit ServiceColumns(QWidget *parent = nullptr);

    /// `stretch` 0: the card is as high as it wants; more: it takes part in what is left.
    void addLeft(QWidget *card, int stretch);
    /// `place`: among those at the right; negative: at the end.
    void addRight(QWidget *card, int place = -1);
    [[nodiscard]] bool isSideBySide() const;

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    QBoxLayout *m_columns = nullptr;
    QWidget *m_left = nullptr;
    QWidget *m_right = nullptr;
    QVBoxLayout *m_leftCards = nullptr;
    QVBoxLayout *m_rightCards = nullptr;
};

} // namespace readyroom::service
