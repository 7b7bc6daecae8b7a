// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartheader.h"

#include "ui/charts/legendentry.h"
#include "ui/paint/typography.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/iconbutton.h"

#include <QHBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace readyroom::charts {

namespace {

/// More traces than this have no place in one row; the table shows all of them.
constexpr std::size_t mostEntries = 4;

} // namespace

ChartHeader::ChartHeader(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_layout(new QHBoxLayout(this))
    , m_entryLayout(new QHBoxLayout)
    , m_title(new widgets::ElidedLabel(themes, this))
    , m_subtitle(new widgets::ElidedLabel(themes, this))
    , m_tableButton(new widgets::IconButton(themes, widgets::Symbol::Table, tr("Legend table"), this))
{
    m_title->setObjectName(u"title"_s);
    m_title->setTextFont(paint::TextSize::Body, paint::Weight::Strong);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_subtitle->setObjectName(u"subtitle"_s);
    m_subtitle->setMuted(true);
    // The words give way to the numbers when the chart is narrow.
    m_subtitle->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_tableButton->setObjectName(u"legendTableButton"_s);
    m_tableButton->setCheckable(true);
    m_tableButton->setToolTip(tr("Show last, lowest, mean and highest value."));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(paint::space::unit);
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_subtitle, 1);
    m_entryLayout->setSpacing(paint::space::quarter);
    m_layout->addLayout(m_entryLayout);
    m_layout->addWidget(m_tableButton);
    connect(m_tableButton, &QAbstractButton::toggled, this, &ChartHeader::tableToggled);
}

void ChartHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void ChartHeader::setSubtitle(const QString &subtitle)
{
    m_subtitle->setText(subtitle);
}

QString ChartHeader::title() const
{
    return m_title->text();
}

void ChartHeader::addWidget(QWidget *widget)
{
    m_layout->insertWidget(m_layout->indexOf(m_tableButton) - 1, widget);
}

void ChartHeader::setTableShown(bool shown)
{
    m_tableButton->setChecked(shown);
}

void ChartHeader::setRows(const std::vector<LegendRow> &rows)
{
    const std::size_t wanted = std::min(rows.size(), mostEntries);
    while (m_entries.size() > wanted) {
        delete m_entries.back();
        m_entries.pop_back();
    }
    while (m_entries.size() < wanted) {
        auto *entry = new LegendEntry(m_themes, this);
        connect(entry, &QAbstractButton::clicked, this,
                [this, entry](bool shown) { Q_EMIT traceToggled(entry->name(), shown); });
        m_entryLayout->addWidget(entry);
        m_entries.push_back(entry);
    }
    for (std::size_t i = 0; i < wanted; ++i) {
        m_entries[i]->setTrace(rows[i].name, rows[i].colours);
        m_entries[i]->setValue(rows[i].value);
        m_entries[i]->setChecked(rows[i].shown);
    }
}

} // namespace readyroom::charts
