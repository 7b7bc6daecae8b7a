// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service/actionrow.h"

#include "models/items/drillwords.h"
#include "models/items/quantity.h"
#include "ui/page/tones.h"
#include "ui/paint/typography.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statebadge.h"
#include "ui/widgets/textbutton.h"
#include "ui/widgets/wrappedlabel.h"

#include <QVBoxLayout>

namespace readyroom::service {

using namespace Qt::StringLiterals;
using items::LineState;
using paint::Tone;

namespace {

/// How it went the last time, and how long ago that was.
std::pair<items::RunWords, QString> lastOf(const DrillEntry &entry, bool running, Timestamp now)
{
    if (!entry.problems.isEmpty()) {
        return {{LineState::Bad, ActionRow::tr("cannot be run")}, {}};
    }
    if (running) {
        return {{LineState::Doubtful, ActionRow::tr("running")}, {}};
    }
    if (!entry.last) {
        return {{LineState::Unknown, ActionRow::tr("never run")}, {}};
    }
    const items::RunWords words = items::runWords(entry.last->status, entry.last->deviated, entry.last->rollback);
    return {words,
            entry.last->endedAt ? ActionRow::tr("%1 ago").arg(items::ageText(now - *entry.last->endedAt)) : QString()};
}

} // namespace

ActionRow::ActionRow(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_button(new widgets::TextButton(themes, {}, {}, this))
    , m_state(new widgets::StateBadge(themes, this))
    , m_result(new widgets::ElidedLabel(themes, this))
    , m_why(new widgets::WrappedLabel(themes, 2, this))
{
    m_button->setObjectName(u"actionButton"_s);
    m_button->setMaximumWidth(240);
    m_state->setObjectName(u"actionState"_s);
    m_result->setObjectName(u"actionResult"_s);
    m_result->setMuted(true);
    m_result->setTextFont(paint::TextSize::Small);
    m_why->setObjectName(u"actionWhy"_s);
    m_why->setTextFont(paint::TextSize::Small);
    m_why->setTone(Tone::Warning);
    auto *row = new QHBoxLayout;
    row->setSpacing(paint::space::unit);
    row->addWidget(m_button);
    row->addStretch(1);
    row->addWidget(m_state);
    row->addWidget(m_result);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(paint::space::quarter);
    layout->addLayout(row);
    layout->addWidget(m_why);
    connect(m_button, &QAbstractButton::clicked, this, &ActionRow::clicked);
}

void ActionRow::setEntry(const DrillEntry &entry, bool running, Timestamp now)
{
    m_name = entry.name;
    const QString title = entry.title.isEmpty() ? entry.name : entry.title;
    const auto [words, age] = lastOf(entry, running, now);
    m_button->setText(title + u" …"_s);
    m_button->setTone(entry.suggested.isEmpty() ? Tone::Neutral : Tone::Warning);
    m_button->setToolTip(widgets::plainToolTip(entry.description.isEmpty() ? title : entry.description));
    m_button->updateGeometry();
    m_state->setState(page::toneOf(words.state), {}, words.word);
    m_result->setText(age.isEmpty() ? words.word : QString(words.word + u' ' + age));
    m_why->setText(entry.suggested.isEmpty() ? QString() : tr("Suggested: %1").arg(entry.suggested));
    m_why->setVisible(!entry.suggested.isEmpty());
    QStringList said{title, m_result->text(), m_why->text()};
    said.removeAll(QString());
    m_button->setAccessibleName(said.join(u", "_s));
}

} // namespace readyroom::service
