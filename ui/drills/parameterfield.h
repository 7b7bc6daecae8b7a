// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/act.h"
#include "models/drills/action.h"
#include "models/ports/error.h"

#include <QJsonValue>
#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace readyroom::drillsui {

/// The field of one parameter: a text, a choice, or a tick. Choices that are read live are filled in when they come;
/// until then, and besides, anything may be typed.
class ParameterField final : public QWidget {
    Q_OBJECT
public:
    explicit ParameterField(const drills::Parameter &parameter, QWidget *parent = nullptr);

    [[nodiscard]] const drills::Parameter &parameter() const { return m_parameter; }
    [[nodiscard]] QString label() const;
    /// Typed as the parameter is; Undefined where nothing is given.
    [[nodiscard]] QJsonValue value() const;
    /// One sentence; empty: nothing is wrong with it.
    [[nodiscard]] QString problem() const;
    /// What a live parameter may be now. What was chosen or typed stays.
    void setChoices(const Result<std::vector<drills::Choice>> &choices);
    void setWaiting();

Q_SIGNALS:
    void changed();

private:
    void makeChoice();
    void widenList();
    [[nodiscard]] QString text() const;

    drills::Parameter m_parameter;
    QLineEdit *m_text = nullptr;
    QComboBox *m_choice = nullptr;
    QCheckBox *m_tick = nullptr;
};

} // namespace readyroom::drillsui
