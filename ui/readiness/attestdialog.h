// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"
#include "models/readiness/records.h"
#include "ui/page/askdialog.h"

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLineEdit;

namespace readyroom::page {
class TextField;
}
namespace readyroom::readinessui {

/// Asks what a person vouches for about an item.
class AttestDialog final : public page::AskDialog {
    Q_OBJECT
public:
    AttestDialog(const widgets::ThemeSource &themes, const readiness::AssessedItem &item, const QString &profile,
                 Timestamp now, QWidget *parent = nullptr);

    [[nodiscard]] readiness::Decision decision() const;

private:
    QString m_profile;
    QString m_item;
    QComboBox *m_says = nullptr;
    page::TextField *m_statement = nullptr;
    QLineEdit *m_link = nullptr;
    QCheckBox *m_expires = nullptr;
    QDateEdit *m_until = nullptr;
};

} // namespace readyroom::readinessui
