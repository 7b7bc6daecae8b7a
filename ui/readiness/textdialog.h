// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"
#include "models/readiness/records.h"
#include "ui/page/askdialog.h"

namespace readyroom::page {
class TextField;
}
namespace readyroom::readinessui {

/// Asks why an item does not apply, or for a note about it.
class TextDialog final : public page::AskDialog {
    Q_OBJECT
public:
    /// `what` is NotApplicable or Note.
    TextDialog(const widgets::ThemeSource &themes, const readiness::AssessedItem &item, const QString &profile,
               readiness::Decision::What what, QWidget *parent = nullptr);

    [[nodiscard]] readiness::Decision decision() const;

private:
    QString m_profile;
    QString m_item;
    readiness::Decision::What m_what;
    page::TextField *m_text = nullptr;
};

} // namespace readyroom::readinessui
