// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"
#include "models/readiness/records.h"
#include "ui/readiness/askdialog.h"

namespace readyroom::readinessui {

class TextField;

/// Asks why an item does not apply, or for a note about it.
class TextDialog final : public AskDialog {
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
    TextField *m_text = nullptr;
};

} // namespace readyroom::readinessui
