// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/legendtable.h"

#include "ui/paint/typography.h"
#include "ui/widgets/themesource.h"

#include <QHeaderView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace readyroom::charts {

namespace {

constexpr int lineHeight = 22;
constexpr int mostRows = 5;

} // namespace

LegendTable::LegendTable(const widgets::ThemeSource &themes, QWidget *parent)
    : QTableView(parent)
    , m_themes(themes)
    , m_model(new LegendModel(this))
{
    setObjectName(u"legendTable"_s);
    setAccessibleName(tr("Legend table"));
    setModel(m_model);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setFont(paint::font(paint::TextSize::Small));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideMiddle);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(lineHeight);
    horizontalHeader()->setFixedHeight(lineHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setFont(paint::font(paint::TextSize::Small));
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setDefaultSectionSize(76);
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    connect(m_model, &LegendModel::toggled, this, &LegendTable::traceToggled);
    connect(&m_themes, &widgets::ThemeSource::changed, this, &LegendTable::applyTheme);
    applyTheme();
}

void LegendTable::applyTheme()
{
    const paint::Theme &theme = m_themes.theme();
    setPalette(widgets::paletteOf(theme));
    horizontalHeader()->setStyleSheet(
        u"QHeaderView { background: %1; } QHeaderView::section { background: %1; color: %2; border: none; border-bottom: 1px solid %3; padding: 0 4px; }"_s
            .arg(theme.surface.name(), theme.mutedText.name(), theme.hairline.name()));
}

void LegendTable::setRows(std::vector<LegendTableRow> rows)
{
    const int before = m_model->rowCount();
    m_model->setRows(std::move(rows));
    if (m_model->rowCount() != before) {
        updateGeometry();
    }
}

QSize LegendTable::sizeHint() const
{
    return {200, lineHeight * (1 + std::clamp(m_model->rowCount(), 1, mostRows)) + 2};
}

} // namespace readyroom::charts
