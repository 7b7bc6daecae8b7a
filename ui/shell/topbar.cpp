// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/topbar.h"

#include "ui/page/viewtime.h"
#include "ui/paint/typography.h"
#include "ui/shell/armingcontrol.h"
#include "ui/shell/indicator.h"
#include "ui/shell/rail.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/themesource.h"

#include <QHBoxLayout>
#include <QPainter>

#include <iterator>
#include <utility>

namespace readyroom::shell {

using namespace Qt::StringLiterals;

TopBar::TopBar(const widgets::ThemeSource &themes, page::ViewTime &time, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_time(time)
    , m_search(new widgets::SearchField(themes, this))
    , m_ranges(new widgets::SegmentedControl(themes, this))
    , m_live(new Indicator(themes, this))
    , m_lock(new Indicator(themes, this))
{
    setObjectName(u"topBar"_s);
    setFixedHeight(48);
    auto *name = new widgets::ElidedLabel(themes, this);
    name->setTextFont(paint::TextSize::Body, paint::Weight::Strong);
    name->setText(u"Readyroom"_s);
    name->setFixedWidth(Rail::width - paint::space::page);

    m_search->setObjectName(u"search"_s);
    m_search->setPlaceholderText(tr("Search services and commands"));
    m_search->setAccessibleName(tr("Search services and commands"));
    m_search->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_K));
    m_search->setMaximumWidth(380);
    // The window starts with the keyboard on the page, not in a field that swallows it.
    m_search->setFocusPolicy(Qt::ClickFocus);

    QStringList texts;
    QStringList descriptions;
    for (const RangeChoice &choice : rangeChoices) {
        texts += tr(choice.text);
        descriptions += tr(choice.description);
    }
    m_ranges->setObjectName(u"ranges"_s);
    m_ranges->setAccessibleName(tr("Time range"));
    m_ranges->setChoices(texts, descriptions);

    m_live->setObjectName(u"live"_s);
    m_live->setFocusPolicy(Qt::TabFocus);
    m_live->reserve({tr("Live"), tr("Paused")});
    m_lock->setObjectName(u"lock"_s);
    m_lock->setFocusPolicy(Qt::NoFocus);
    m_lock->setSign(Indicator::Sign::Lock, tr("Read-only"));
    m_lock->setAccessibleName(tr("Read-only: Readyroom only looks, it changes nothing."));
    m_lock->setToolTip(m_lock->accessibleName());

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(paint::space::page, 0, paint::space::page, 0);
    layout->setSpacing(0);
    layout->addWidget(name);
    layout->addSpacing(paint::space::page);
    layout->addWidget(m_search, 4);
    layout->addStretch(1);
    layout->addSpacing(paint::space::page);
    layout->addWidget(m_ranges);
    layout->addSpacing(paint::space::page);
    layout->addWidget(m_live);
    layout->addSpacing(paint::space::page);
    layout->addWidget(m_lock);

    connect(m_ranges, &widgets::SegmentedControl::currentChanged, this, [this](int choice) {
        m_time.setRange(std::chrono::minutes(rangeChoices[static_cast<std::size_t>(choice)].minutes));
    });
    connect(m_live, &QAbstractButton::clicked, this, [this] { m_time.setPaused(!m_time.isPaused()); });
    connect(&time, &page::ViewTime::rangeChanged, this, &TopBar::refresh);
    connect(&time, &page::ViewTime::pausedChanged, this, &TopBar::refresh);
    connect(&themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
    refresh();
}

void TopBar::attachArming(ArmingPort &arming)
{
    m_arming = new ArmingControl(m_themes, arming, this);
    delete layout()->replaceWidget(m_lock, m_arming);
    delete std::exchange(m_lock, nullptr);
}

QLineEdit &TopBar::searchField()
{
    return *m_search;
}

void TopBar::setHasFleet(bool hasFleet)
{
    m_ranges->setVisible(hasFleet);
    m_live->setVisible(hasFleet);
}

void TopBar::refresh()
{
    for (std::size_t i = 0; i < std::size(rangeChoices); ++i) {
        if (std::chrono::minutes(rangeChoices[i].minutes) == m_time.range()) {
            m_ranges->setCurrent(static_cast<int>(i));
        }
    }
    const bool paused = m_time.isPaused();
    m_live->setSign(paused ? Indicator::Sign::Paused : Indicator::Sign::Live, paused ? tr("Paused") : tr("Live"));
    m_live->setTone(paused ? paint::Tone::Warning : paint::Tone::Neutral);
    const QString what = paused ? tr("The charts stand still. Press Space to follow live data again.")
                                : tr("The charts follow live data. Press Space to pause.");
    m_live->setToolTip(what);
    m_live->setAccessibleName(m_live->text());
    m_live->setAccessibleDescription(what);
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_themes.theme().surface);
    painter.setPen(m_themes.theme().hairline);
    painter.drawLine(0, rect().bottom(), width(), rect().bottom());
}

} // namespace readyroom::shell
