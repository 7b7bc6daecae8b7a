// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/parameterform.h"

#include "ui/drills/parameterfield.h"
#include "ui/page/textfield.h"
#include "ui/page/whendone.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"
#include "ui/widgets/themesource.h"

#include <QGridLayout>
#include <QLabel>
#include <QPointer>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;

ParameterForm::ParameterForm(const widgets::ThemeSource &themes, DrillsPort &port, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_port(port)
{
    setObjectName(u"parameterForm"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    connect(&themes, &widgets::ThemeSource::changed, this, &ParameterForm::applyTheme);
    applyTheme();
    hide();
}

ParameterForm::~ParameterForm()
{
    m_stop.request_stop();
}

void ParameterForm::setEntry(const DrillEntry &entry)
{
    const bool same = entry.name == m_entry.name && entry.service == m_entry.service
        && entry.parameters == m_entry.parameters && entry.asksReason == m_entry.asksReason;
    m_entry = entry;
    if (!same) {
        m_stop.request_stop();
        m_stop = {};
        build();
    }
}

void ParameterForm::build()
{
    delete m_content;
    m_content = nullptr;
    m_fields.clear();
    m_reason = nullptr;
    const bool asks = !m_entry.parameters.empty() || m_entry.asksReason;
    setVisible(asks);
    if (!asks) {
        return;
    }
    auto *card = new widgets::Card(m_themes, this);
    m_content = card;
    auto *content = new QWidget(card);
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(paint::space::page);
    grid->setVerticalSpacing(paint::space::unit);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    const auto add = [&](const QString &title, QWidget *field, int place, int span) {
        auto *cell = new QVBoxLayout;
        cell->setSpacing(paint::space::half);
        auto *label = new QLabel(title, content);
        label->setTextFormat(Qt::PlainText);
        label->setFont(paint::font(paint::TextSize::Small));
        label->setBuddy(field);
        label->setMinimumWidth(40);
        cell->addWidget(label);
        cell->addWidget(field);
        cell->addStretch(1);
        grid->addLayout(cell, place / 2, place % 2, 1, span);
    };
    int place = 0;
    for (const drills::Parameter &parameter : m_entry.parameters) {
        auto *field = new ParameterField(parameter, content);
        m_fields.push_back(field);
        // A tick has its words beside it.
        add(parameter.type == drills::Parameter::Type::Boolean ? QString(QChar(0x00a0)) : field->label(), field, place,
            1);
        ++place;
        connect(field, &ParameterField::changed, this, &ParameterForm::changed);
        if (parameter.live) {
            readChoices(field);
        }
    }
    if (m_entry.asksReason) {
        m_reason = new page::TextField(2, content);
        m_reason->setObjectName(u"drillReason"_s);
        m_reason->setAccessibleName(tr("Reason"));
        m_reason->setPlaceholderText(tr("It goes into the journal."));
        add(tr("Reason"), m_reason, (place + 1) / 2 * 2, 2);
        connect(m_reason, &QPlainTextEdit::textChanged, this, &ParameterForm::changed);
    }
    card->setContent(content);
    card->setContentMargins({paint::space::card, 0, paint::space::card, paint::space::card});
    layout()->addWidget(card);
}

void ParameterForm::readChoices(ParameterField *field)
{
    field->setWaiting();
    page::whenDone(m_port.choices(request(), field->parameter().name, m_stop.get_token()), field,
                   [field](const Result<std::vector<drills::Choice>> &choices) { field->setChoices(choices); });
}

DrillRequest ParameterForm::request() const
{
    DrillRequest request{m_entry.name, m_entry.service};
    for (const ParameterField *field : m_fields) {
        if (const QJsonValue value = field->value(); !value.isUndefined()) {
            request.parameters.insert(field->parameter().name, value);
        }
    }
    if (m_reason != nullptr) {
        request.reason = m_reason->text();
    }
    return request;
}

QString ParameterForm::problem() const
{
    for (const ParameterField *field : m_fields) {
        if (const QString problem = field->problem(); !problem.isEmpty()) {
            return problem;
        }
    }
    return m_reason != nullptr && m_reason->text().isEmpty() ? tr("The reason is missing.") : QString();
}

void ParameterForm::applyTheme()
{
    QPalette palette = widgets::paletteOf(m_themes.theme());
    palette.setColor(QPalette::WindowText, m_themes.theme().mutedText);
    setPalette(palette);
}

} // namespace readyroom::drillsui
