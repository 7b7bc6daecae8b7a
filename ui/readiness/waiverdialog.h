// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"
#include "models/readiness/records.h"
#include "ui/page/askdialog.h"

class QDateEdit;
class QLineEdit;

namespace readyroom::page {
class TextField;
}
namespace readyroom::readinessui {

/// Asks who answers for an open item, why, and until when.
class WaiverDialog final : public page::AskDialog {
    Q_OBJECT
public:
    WaiverDialog(const widgets::ThemeSource &themes, const readiness::AssessedItem &item, const QString &profile,
                 Timestamp now, QWidget *parent = nullptr);

    /// What was asked for. The waiver ends as the chosen day begins in UTC, as dates in a profile do.
    [[nodiscard]] readiness::Decision decision() const;

private:
    void refresh();

    QString m_profile;
    QString m_item;
    QLineEdit *m_owner = nullptr;
    page::TextField *m_reason = nullptr;
    QDateEdit *m_until = nullptr;
};

} // namespace readyroom::readinessui
