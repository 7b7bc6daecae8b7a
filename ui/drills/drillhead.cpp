// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/drillhead.h"

#include "models/items/drillwords.h"
#include "models/items/quantity.h"
#include "ui/paint/typography.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statusstrip.h"
#include "ui/widgets/wrappedlabel.h"

#include <QVBoxLayout>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;

DrillHead::DrillHead(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout)
    , m_title(new widgets::WrappedLabel(themes, 2, this))
    , m_where(new widgets::ElidedLabel(themes, this))
    , m_description(new widgets::WrappedLabel(themes, 4, this))
    , m_suggested(new widgets::StatusStrip(themes, this))
{
    m_title->setObjectName(u"drillTitle"_s);
    m_title->setTextFont(paint::TextSize::Title, paint::Weight::Strong);
    m_where->setObjectName(u"drillWhere"_s);
    m_where->setMuted(true);
    m_description->setObjectName(u"drillDescription"_s);
    m_description->setMuted(true);
    m_suggested->setObjectName(u"drillSuggested"_s);
    m_where->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_row->setSpacing(paint::space::unit);
    m_row->addWidget(m_title, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(m_row);
    layout->addWidget(m_where);
    layout->addWidget(m_description);
    layout->addWidget(m_suggested);
}

void DrillHead::setEntry(const DrillEntry &entry, Timestamp now)
{
    m_title->setText(entry.title.isEmpty() ? entry.name : entry.title);
    QStringList where{items::actionKindWord(entry.kind), entry.service, entry.environment, entry.file};
    where.removeAll(QString());
    m_where->setText(where.join(u" · "_s));
    m_description->setText(entry.description.simplified());
    m_description->setVisible(!entry.description.isEmpty());
    QString suggested;
    if (!entry.suggested.isEmpty()) {
        suggested = entry.suggestedSince
            ? tr("Suggested for %1: %2.").arg(items::longAgeText(now - *entry.suggestedSince), entry.suggested)
            : tr("Suggested: %1.").arg(entry.suggested);
    }
    m_suggested->say(paint::Tone::Warning, suggested);
    setAccessibleName(m_title->text());
}

void DrillHead::addButton(QWidget *button)
{
    m_row->addWidget(button, 0, Qt::AlignTop);
}

} // namespace readyroom::drillsui
