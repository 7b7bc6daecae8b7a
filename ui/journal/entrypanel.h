// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/entry.h"

#include <QWidget>

#include <optional>

class QPlainTextEdit;

namespace readyroom::widgets {
class Card;
class StateBadge;
class TextButton;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::journalui {

/// Everything about one entry, as plain text that can be selected and copied.
class EntryPanel final : public QWidget {
    Q_OBJECT
public:
    explicit EntryPanel(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setEntry(const journal::Entry &entry);
    [[nodiscard]] const std::optional<journal::Entry> &entry() const { return m_entry; }
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void write();

    const widgets::ThemeSource &m_themes;
    std::optional<journal::Entry> m_entry;
    widgets::StateBadge *m_badge = nullptr;
    QPlainTextEdit *m_text = nullptr;
};

} // namespace readyroom::journalui
