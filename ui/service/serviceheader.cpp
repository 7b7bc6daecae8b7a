// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service/serviceheader.h"

#include "models/items/servicetile.h"
#include "ui/widgets/agelabel.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statebadge.h"

#include <QHBoxLayout>

namespace readyroom::service {

using namespace Qt::StringLiterals;

ServiceHeader::ServiceHeader(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_state(new widgets::StateBadge(themes, this))
    , m_name(new widgets::ElidedLabel(themes, this))
    , m_where(new widgets::ElidedLabel(themes, this))
    , m_word(new widgets::ElidedLabel(themes, this))
    , m_age(new widgets::AgeLabel(themes, this))
{
    m_state->setObjectName(u"serviceState"_s);
    m_name->setObjectName(u"serviceName"_s);
    m_name->setTextFont(paint::TextSize::Title, paint::Weight::Strong);
    m_where->setObjectName(u"serviceWhere"_s);
    m_where->setMuted(true);
    m_word->setObjectName(u"serviceWord"_s);
    m_age->setObjectName(u"serviceAge"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(paint::space::card);
    layout->addWidget(m_state);
    layout->addWidget(m_name);
    layout->addWidget(m_where, 1);
    layout->addWidget(m_word);
    layout->addWidget(m_age);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ServiceHeader::setService(const fleet::ServiceStatus &service)
{
    const items::ServiceTile tile = items::ServiceTile::of(service);
    const QString word = widgets::wordOf(service.state);
    m_state->setState(widgets::toneOf(service.state), {}, word);
    m_name->setText(service.name);
    m_word->setText(word);
    // The state is never what gives way to a long name.
    m_word->setFixedWidth(m_word->sizeHint().width());
    m_word->setTone(widgets::toneOf(service.state));
    QStringList where{service.environment, service.owner};
    where.removeAll(QString());
    const auto instances = service.instances.size();
    where += instances == 1 ? tr("1 instance") : tr("%1 instances").arg(instances);
    m_where->setText(where.join(u" · "_s));
    m_age->setTime(tile.dataAt);
    setAccessibleName(tr("%1, %2").arg(service.name, word));
}

void ServiceHeader::setNow(Timestamp now)
{
    m_age->setNow(now);
}

} // namespace readyroom::service
