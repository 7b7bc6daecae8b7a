// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/armingport.h"

#include <QDialog>

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::shell {

/// Asks which environment to arm, and for the confirmation that it wants: its name typed, or a click. Cancel is the
/// default button always.
class ArmDialog final : public QDialog {
    Q_OBJECT
public:
    /// `arming` outlives this. `environment` is chosen first when there is one of that name.
    ArmDialog(const widgets::ThemeSource &themes, ArmingPort &arming, const QString &environment,
              QWidget *parent = nullptr);

private:
    void applyTheme();
    void refresh();
    void arm();
    [[nodiscard]] const fleet::Environment *chosen() const;

    const widgets::ThemeSource &m_themes;
    ArmingPort &m_arming;
    std::vector<fleet::Environment> m_environments;
    QComboBox *m_choice = nullptr;
    QLabel *m_what = nullptr;
    QLabel *m_prompt = nullptr;
    QLineEdit *m_typed = nullptr;
    QLabel *m_error = nullptr;
    QPushButton *m_arm = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace readyroom::shell
