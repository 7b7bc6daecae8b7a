// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillsport.h"
#include "ui/page/askdialog.h"

class QLineEdit;

namespace readyroom::drillsui {

/// Asks, before something is done to an environment that wants it so, for the name of the service to be typed.
class ConfirmDialog final : public page::AskDialog {
    Q_OBJECT
public:
    /// `name` has to be typed: that of the service, or of the drill where it is of none.
    ConfirmDialog(const widgets::ThemeSource &themes, const DrillEntry &entry, const DrillPreview &preview,
                  const QString &name, QWidget *parent = nullptr);

private:
    QLineEdit *m_typed = nullptr;
};

} // namespace readyroom::drillsui
