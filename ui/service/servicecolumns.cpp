// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service/servicecolumns.h"

#include "ui/paint/typography.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::service {

namespace {

/// Holds a breaker, three instances and a time of day without cutting any of them short.
constexpr int narrowestRight = 428;

} // namespace

ServiceColumns::ServiceColumns(QWidget *parent)
    : QWidget(parent)
    , m_columns(new QBoxLayout(QBoxLayout::TopToBottom, this))
    , m_left(new QWidget(this))
    , m_right(new QWidget(this))
    , m_leftCards(new QVBoxLayout(m_left))
    , m_rightCards(new QVBoxLayout(m_right))
{
    m_columns->setContentsMargins(0, 0, 0, 0);
    m_columns->setSpacing(paint::space::card);
    for (QVBoxLayout *cards : {m_leftCards, m_rightCards}) {
        cards->setContentsMargins(0, 0, 0, 0);
        cards->setSpacing(paint::space::card);
    }
    m_rightCards->addStretch(1);
    m_columns->addWidget(m_left, 16);
    m_columns->addWidget(m_right, 9);
}

void ServiceColumns::addLeft(QWidget *card, int stretch)
{
    m_leftCards->addWidget(card, stretch);
}

void ServiceColumns::addRight(QWidget *card, int place)
{
    m_rightCards->insertWidget(place < 0 ? m_rightCards->count() - 1 : place, card);
}

bool ServiceColumns::isSideBySide() const
{
    return m_columns->direction() == QBoxLayout::LeftToRight;
}

bool ServiceColumns::event(QEvent *event)
{
    // A card that is shown or hidden asks for a new layout.
    if (event->type() == QEvent::LayoutRequest) {
        arrange();
    }
    return QWidget::event(event);
}

void ServiceColumns::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ServiceColumns::arrange()
{
    bool any = false;
    for (int i = 0; i < m_rightCards->count(); ++i) {
        const QWidget *card = m_rightCards->itemAt(i)->widget();
        any = any || (card != nullptr && !card->isHidden());
    }
    m_right->setVisible(any);
    const auto direction = width() >= twoColumnsFrom ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    if (m_columns->direction() != direction) {
        m_columns->setDirection(direction);
    }
    // Below each other, stretch would share out height by a ratio that is meant for widths.
    const bool beside = direction == QBoxLayout::LeftToRight;
    m_columns->setStretch(0, beside ? 16 : 1);
    m_columns->setStretch(1, beside ? 9 : 0);
    m_right->setMinimumWidth(beside ? narrowestRight : 0);
}

} // namespace readyroom::service
