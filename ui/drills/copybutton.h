// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/textbutton.h"

#include <QTimer>

namespace readyroom::drillsui {

/// Copies a text, and says for a moment that it did.
class CopyButton final : public QWidget {
    Q_OBJECT
public:
    explicit CopyButton(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    /// `tool` is what `command` is typed for: "curl", "kubectl", "socat"; empty: nothing is known of it. An empty
    /// command hides the button.
    void setCommand(const QString &command, const QString &tool);
    [[nodiscard]] const QString &command() const { return m_command; }

private:
    void refresh();

    widgets::TextButton *m_button = nullptr;
    QTimer m_thanks;
    QString m_command;
    QString m_tool;
};

} // namespace readyroom::drillsui
