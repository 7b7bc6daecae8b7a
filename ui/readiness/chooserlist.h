// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/linemodel.h"

#include <QFrame>

class QScrollArea;

namespace readyroom::page {
class LineView;
}
namespace readyroom::widgets {
class SearchField;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::readinessui {

/// The list of a Chooser: a popup with a field that narrows it. Closes, and goes, when something is chosen or a person
/// looks elsewhere.
class ChooserList final : public QFrame {
    Q_OBJECT
public:
    ChooserList(const widgets::ThemeSource &themes, const QString &what, std::vector<items::Line> lines,
                QWidget *parent);

    void openAt(const QPoint &global);

Q_SIGNALS:
    void chosen(const QString &key);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void narrow(const QString &typed);
    void select(int row);
    void choose(const QString &key);

    const widgets::ThemeSource &m_themes;
    std::vector<items::Line> m_all;
    widgets::SearchField *m_field = nullptr;
    page::LineView *m_view = nullptr;
    QScrollArea *m_scroll = nullptr;
};

} // namespace readyroom::readinessui
