// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"
#include "ui/page/askdialog.h"

class QCheckBox;
class QComboBox;

namespace readyroom::page {
class TextField;
}
namespace readyroom::readinessui {

/// Asks in which role, with which key and why an assessment is signed, and says what is signed.
class SignDialog final : public page::AskDialog {
    Q_OBJECT
public:
    SignDialog(const widgets::ThemeSource &themes, ReadinessPort &port,
               const std::shared_ptr<const ReadinessView> &view, Timestamp now, QWidget *parent = nullptr);

    [[nodiscard]] QString role() const;
    [[nodiscard]] QString keyFile() const;
    /// Empty for a record that has one already.
    [[nodiscard]] QString reason() const;
    /// The record that others have signed already, when this is to be signed too.
    [[nodiscard]] std::optional<QString> record() const;

private:
    void explain();
    void fillRoles();
    void takeKeys(const Result<std::vector<ReadinessPort::Key>> &keys);
    void refresh();

    std::shared_ptr<const ReadinessView> m_view;
    QComboBox *m_role = nullptr;
    QComboBox *m_key = nullptr;
    page::TextField *m_reason = nullptr;
    QCheckBox *m_same = nullptr;
    QLabel *m_keyNote = nullptr;
};

} // namespace readyroom::readinessui
