// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/parameterfield.h"

#include "ui/paint/typography.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;
using drills::Parameter;

namespace {

QString textOf(const QJsonValue &value)
{
    return value.isDouble() ? QString::number(value.toDouble(), 'g', 15) : value.toString();
}

QString hintOf(const Parameter &parameter)
{
    const auto number = [](double value) { return QString::number(value, 'g', 15); };
    if (parameter.least && parameter.most) {
        return ParameterField::tr("%1 to %2").arg(number(*parameter.least), number(*parameter.most));
    }
    if (parameter.least) {
        return ParameterField::tr("at least %1").arg(number(*parameter.least));
    }
    if (parameter.most) {
        return ParameterField::tr("at most %1").arg(number(*parameter.most));
    }
    if (parameter.type == Parameter::Type::Duration) {
        return ParameterField::tr("for example 30s");
    }
    return parameter.required ? QString() : ParameterField::tr("may be left out");
}

bool isNumber(Parameter::Type type)
{
    return type == Parameter::Type::Number || type == Parameter::Type::Integer;
}

} // namespace

ParameterField::ParameterField(const Parameter &parameter, QWidget *parent)
    : QWidget(parent)
    , m_parameter(parameter)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    QWidget *field = nullptr;
    if (parameter.type == Parameter::Type::Boolean) {
        field = m_tick = new QCheckBox(label(), this);
        m_tick->setChecked(parameter.initial.toBool());
        connect(m_tick, &QCheckBox::toggled, this, &ParameterField::changed);
    } else if (parameter.live || !parameter.choices.isEmpty()) {
        makeChoice();
        field = m_choice;
    } else {
        field = m_text = new QLineEdit(textOf(parameter.initial), this);
        m_text->setPlaceholderText(hintOf(parameter));
        m_text->setMaxLength(4096);
        connect(m_text, &QLineEdit::textChanged, this, &ParameterField::changed);
    }
    field->setObjectName(u"parameter-"_s + parameter.name);
    field->setAccessibleName(label());
    field->setFont(paint::font(paint::TextSize::Body));
    field->setMinimumHeight(paint::space::control);
    if (QLineEdit *line = m_choice != nullptr ? m_choice->lineEdit() : m_text) {
        line->setTextMargins(paint::space::half, 0, paint::space::half, 0);
    }
    layout->addWidget(field, 1);
    setFocusProxy(field);
}

void ParameterField::makeChoice()
{
    m_choice = new QComboBox(this);
    m_choice->setEditable(m_parameter.live);
    m_choice->setInsertPolicy(QComboBox::NoInsert);
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(12);
    for (const QString &each : m_parameter.choices) {
        m_choice->addItem(each, each);
    }
    const QString initial = textOf(m_parameter.initial);
    if (m_parameter.live) {
        m_choice->setEditText(initial);
        connect(m_choice, &QComboBox::editTextChanged, this, &ParameterField::changed);
        // What tells choices apart stands at their beginning.
        connect(m_choice, &QComboBox::activated, this, [this] { m_choice->lineEdit()->setCursorPosition(0); });
    } else {
        // Nothing is chosen for a person where the fleet file does not.
        m_choice->setCurrentIndex(m_choice->findData(initial));
        m_choice->setPlaceholderText(tr("Choose"));
        connect(m_choice, &QComboBox::currentIndexChanged, this, &ParameterField::changed);
    }
}

void ParameterField::widenList()
{
    constexpr int most = 720;
    QAbstractItemView *list = m_choice->view();
    const int wanted = list->sizeHintForColumn(0) + list->verticalScrollBar()->sizeHint().width();
    list->setMinimumWidth(std::min(wanted, most));
}

QString ParameterField::label() const
{
    return m_parameter.title.isEmpty() ? m_parameter.name : m_parameter.title;
}

QString ParameterField::text() const
{
    if (m_text != nullptr) {
        return m_text->text().trimmed();
    }
    if (m_choice == nullptr) {
        return {};
    }
    if (!m_parameter.live) {
        return m_choice->currentData().toString();
    }
    // The label of a choice stands for its value.
    const int place = m_choice->findText(m_choice->currentText(), Qt::MatchExactly | Qt::MatchCaseSensitive);
    return place >= 0 ? m_choice->itemData(place).toString() : m_choice->currentText().trimmed();
}

QJsonValue ParameterField::value() const
{
    if (m_tick != nullptr) {
        return m_tick->isChecked();
    }
    const QString given = text();
    if (given.isEmpty()) {
        return QJsonValue(QJsonValue::Undefined);
    }
    if (isNumber(m_parameter.type)) {
        bool ok = false;
        const double number = given.toDouble(&ok);
        return ok ? QJsonValue(number) : QJsonValue(given);
    }
    return given;
}

QString ParameterField::problem() const
{
    if (m_tick != nullptr) {
        return {};
    }
    const QString given = text();
    if (given.isEmpty()) {
        return m_parameter.required ? tr("%1 is missing.").arg(label()) : QString();
    }
    if (!isNumber(m_parameter.type)) {
        return {};
    }
    bool ok = false;
    const double number = given.toDouble(&ok);
    if (!ok || (m_parameter.type == Parameter::Type::Integer && number != std::floor(number))) {
        return m_parameter.type == Parameter::Type::Integer ? tr("%1 is a whole number.").arg(label())
                                                            : tr("%1 is a number.").arg(label());
    }
    if ((m_parameter.least && number < *m_parameter.least) || (m_parameter.most && number > *m_parameter.most)) {
        return tr("%1 is %2.").arg(label(), hintOf(m_parameter));
    }
    return {};
}

void ParameterField::setWaiting()
{
    if (m_choice != nullptr && m_choice->lineEdit() != nullptr) {
        m_choice->lineEdit()->setPlaceholderText(tr("reading what there is …"));
    }
}

void ParameterField::setChoices(const Result<std::vector<drills::Choice>> &choices)
{
    if (m_choice == nullptr || m_choice->lineEdit() == nullptr) {
        return;
    }
    if (!choices) {
        m_choice->lineEdit()->setPlaceholderText(tr("type it"));
        m_choice->setToolTip(choices.error().message);
        return;
    }
    const QString kept = text();
    {
        const QSignalBlocker blocker(m_choice);
        m_choice->clear();
        for (const drills::Choice &choice : *choices) {
            const QString label = choice.label.isEmpty() ? choice.value : choice.label;
            m_choice->addItem(choice.current ? tr("%1 (now)").arg(label) : label, choice.value);
        }
        widenList();
        const int place = m_choice->findData(kept);
        m_choice->setCurrentIndex(place);
        m_choice->setEditText(place >= 0 ? m_choice->itemText(place) : kept);
    }
    m_choice->lineEdit()->setPlaceholderText(choices->empty() ? tr("there is nothing to choose from") : tr("Choose"));
}

} // namespace readyroom::drillsui
