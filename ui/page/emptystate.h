// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::page {

/// What stands where there is nothing to show: one sentence, the next step, and, when files are wrong, what is wrong
/// with them, line by line and selectable.
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    /// All plain text. `findings` are shown in a scrollable list.
    void say(const QString &sentence, const QString &nextStep = {}, const QStringList &findings = {});
    [[nodiscard]] const QString &sentence() const { return m_sentence; }

private:
    void applyTheme();

    const widgets::ThemeSource &m_themes;
    QString m_sentence;
    QLabel *m_title = nullptr;
    QLabel *m_next = nullptr;
    QPlainTextEdit *m_findings = nullptr;
};

} // namespace readyroom::page
