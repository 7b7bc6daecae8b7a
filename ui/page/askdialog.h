// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QDialog>

class QFormLayout;
class QLabel;
class QPushButton;

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::page {

/// A question before something is written down: what it will do, fields, and a button that does it. Cancel is the
/// default button always. The dialog stays until what it asked for is done, and says why when it cannot be.
class AskDialog : public QDialog {
    Q_OBJECT
public:
    AskDialog(const widgets::ThemeSource &themes, const QString &title, const QString &acceptText,
              QWidget *parent = nullptr);

    /// As high as its words need in its width.
    [[nodiscard]] QSize sizeHint() const override;
    /// Ends the dialog, or says what went wrong and lets a person try again.
    void finish(const Result<void> &done);

Q_SIGNALS:
    /// A person wants it done; finish() has to follow.
    void asked();

protected:
    /// What it will do; plain text.
    void setExplanation(const QString &text);
    void addField(const QString &label, QWidget *field);
    void setReady(bool ready);
    void setAcceptText(const QString &text);
    [[nodiscard]] QFormLayout &form() { return *m_form; }
    /// A label of plain text that wraps.
    [[nodiscard]] QLabel *makeLabel(const QString &text);

private:
    void applyTheme();
    void refresh();

    const widgets::ThemeSource &m_themes;
    QLabel *m_explanation = nullptr;
    QFormLayout *m_form = nullptr;
    QLabel *m_error = nullptr;
    QPushButton *m_accept = nullptr;
    QPushButton *m_cancel = nullptr;
    bool m_ready = false;
    bool m_busy = false;
};

} // namespace readyroom::page
