// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/linemodel.h"

#include <QWidget>

class QVBoxLayout;

namespace readyroom::page {
class LineView;
}
namespace readyroom::widgets {
class Card;
class TextButton;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::readinessui {

/// A card with a list of which the first few lines are shown until a person wants them all.
class LinesCard final : public QWidget {
    Q_OBJECT
public:
    LinesCard(const widgets::ThemeSource &themes, const QString &accessibleName, QWidget *parent = nullptr);

    void setTitle(const QString &title, const QString &subtitle = {});
    /// Up to `limit` + 1 are shown anyway, so that never a single one is hidden.
    void setLimit(int limit);
    void setLines(std::vector<items::Line> lines);
    /// Something that stands above the lines. Takes ownership.
    void setLead(QWidget *lead);
    /// What the button says that shows all; with %1 for their number.
    void setMoreText(const QString &more);
    [[nodiscard]] page::LineView &view() { return *m_view; }

Q_SIGNALS:
    void chosen(const QString &key);

private:
    void refresh();

    widgets::Card *m_card = nullptr;
    QVBoxLayout *m_column = nullptr;
    page::LineView *m_view = nullptr;
    widgets::TextButton *m_more = nullptr;
    std::vector<items::Line> m_lines;
    QString m_moreText;
    int m_limit = 5;
    bool m_all = false;
};

} // namespace readyroom::readinessui
