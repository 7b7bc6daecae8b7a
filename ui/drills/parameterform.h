// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillsport.h"

#include <QWidget>

#include <stop_token>
#include <vector>

class QGridLayout;

namespace readyroom::page {
class TextField;
}
namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::drillsui {

class ParameterField;

/// What a person chooses before a drill can run: its parameters and, where it asks for one, the reason. Choices that
/// are read live are asked for as soon as the form is made.
class ParameterForm final : public QWidget {
    Q_OBJECT
public:
    /// `port` outlives this.
    ParameterForm(const widgets::ThemeSource &themes, DrillsPort &port, QWidget *parent = nullptr);
    ~ParameterForm() override;

    /// What a person gave stays while it is the same drill with the same parameters. Hidden when there is nothing to
    /// choose.
    void setEntry(const DrillEntry &entry);
    [[nodiscard]] DrillRequest request() const;
    /// The first thing that is wrong or missing, one sentence; empty: nothing is.
    [[nodiscard]] QString problem() const;

Q_SIGNALS:
    void changed();

private:
    void build();
    void readChoices(ParameterField *field);
    void applyTheme();

    const widgets::ThemeSource &m_themes;
    DrillsPort &m_port;
    DrillEntry m_entry;
    std::vector<ParameterField *> m_fields;
    page::TextField *m_reason = nullptr; ///< null: it does not ask
    QWidget *m_content = nullptr;
    std::stop_source m_stop; ///< of the questions for choices
};

} // namespace readyroom::drillsui
