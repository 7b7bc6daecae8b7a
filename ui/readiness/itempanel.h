// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"
#include "ui/readiness/factsview.h"
#include "ui/readiness/itemaction.h"

#include <QWidget>

#include <vector>

namespace readyroom::widgets {
class TextButton;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::readinessui {

/// Everything about one item of the checklist, and what can be done about it.
class ItemPanel final : public QWidget {
    Q_OBJECT
public:
    explicit ItemPanel(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setItem(const readiness::AssessedItem &item, Timestamp now);
    /// Newest first, or why it could not be read. Until then it is said to be read.
    void setHistory(Result<std::vector<journal::Entry>> history);
    /// Whether its active evidence can be collected now, and why not.
    void setRunnable(bool runnable, const QString &why);
    /// Tab leads into it from `before`.
    void tabAfter(QWidget *before);
    [[nodiscard]] const QString &id() const { return m_id; }

Q_SIGNALS:
    void actionRequested(readyroom::readinessui::ItemAction action);
    /// It wants another height.
    void resized();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void write();
    [[nodiscard]] QString historyText() const;

    const widgets::ThemeSource &m_themes;
    QString m_id;
    Timestamp m_now{};
    QByteArray m_raw;
    std::vector<FactsView::Fact> m_known; ///< of the item, without its history
    std::optional<Result<std::vector<journal::Entry>>> m_history;
    FactsView *m_facts = nullptr;
    std::vector<widgets::TextButton *> m_buttons;
    widgets::TextButton *m_waive = nullptr;
    widgets::TextButton *m_applies = nullptr;
    widgets::TextButton *m_run = nullptr;
    widgets::TextButton *m_copy = nullptr;
};

} // namespace readyroom::readinessui
