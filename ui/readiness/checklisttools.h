// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace readyroom::widgets {
class ElidedLabel;
class SearchField;
class TextButton;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::readinessui {

/// Above the checklist: which items are shown, "what if", and running active evidence.
class ChecklistTools final : public QWidget {
    Q_OBJECT
public:
    explicit ChecklistTools(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    [[nodiscard]] QString text() const;
    [[nodiscard]] bool isOpenOnly() const;
    [[nodiscard]] bool isAssuming() const;
    void setOpenOnly(bool openOnly);
    void setAssuming(bool assuming);
    /// Everything is shown again; "what if" stays.
    void clear();
    void focusText();
    /// From the field to what was found.
    void setLeaveTarget(QWidget *target) { m_target = target; }
    /// `count` items have active evidence; with `why` not empty they cannot be run now, and that is what the button
    /// says.
    void setRunnable(int count, const QString &why);
    /// Of "what if", while it is on.
    void setTicked(int count);

Q_SIGNALS:
    void changed();
    void assumingChanged(bool assuming);
    void pathRequested();
    void untickRequested();
    void runRequested();

private:
    void buildAssuming();

    widgets::SearchField *m_text = nullptr;
    widgets::TextButton *m_openOnly = nullptr;
    widgets::TextButton *m_assuming = nullptr;
    widgets::TextButton *m_run = nullptr;
    QWidget *m_assumed = nullptr;
    widgets::ElidedLabel *m_sentence = nullptr;
    widgets::TextButton *m_untick = nullptr;
    QWidget *m_target = nullptr;
    const widgets::ThemeSource &m_themes;
};

} // namespace readyroom::readinessui
