// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service/saturationcard.h"

#include "models/items/quantity.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"

#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace readyroom::service {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using page::LiveQuery;

namespace {

constexpr Duration span = 1min;
constexpr Duration step = 5s;
constexpr int rowHeight = 28;

} // namespace

/// The bars, painted: name, track, percentage.
class SaturationCard::Bars final : public QWidget {
public:
    Bars(const widgets::ThemeSource &themes, QWidget *parent)
        : QWidget(parent)
        , m_themes(themes)
    {
        connect(&themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
    }

    void setBars(const std::vector<Bar> &bars)
    {
        m_bars = bars;
        setFixedHeight(static_cast<int>(m_bars.size()) * rowHeight);
        QStringList spoken;
        for (const Bar &bar : m_bars) {
            spoken += bar.name + u' ' + items::ratioQuantity(bar.ratio).text();
        }
        setAccessibleName(spoken.join(u", "_s));
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const paint::Theme &theme = m_themes.theme();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setFont(paint::font(paint::TextSize::Body));
        const int nameWidth = std::min(width() / 2, 160);
        for (std::size_t i = 0; i < m_bars.size(); ++i) {
            const QRect row(0, static_cast<int>(i) * rowHeight, width(), rowHeight);
            painter.setPen(theme.text);
            painter.drawText(row.adjusted(0, 0, nameWidth - width(), 0), Qt::AlignLeft | Qt::AlignVCenter,
                             painter.fontMetrics().elidedText(m_bars[i].name, Qt::ElideRight, nameWidth - 8));
            painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, items::ratioQuantity(m_bars[i].ratio).text());
            QRectF track(nameWidth, row.center().y() - 2, width() - nameWidth - 64, 5);
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.track);
            painter.drawRoundedRect(track, 2.5, 2.5);
            track.setWidth(track.width() * std::clamp(m_bars[i].ratio, 0.0, 1.0));
            painter.setBrush(theme.mutedText);
            painter.drawRoundedRect(track, 2.5, 2.5);
        }
    }

private:
    const widgets::ThemeSource &m_themes;
    std::vector<Bar> m_bars;
};

SaturationCard::SaturationCard(const page::PageContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_resources(context.queries)
    , m_pools(context.queries)
    , m_view(new Bars(context.themes, this))
{
    m_view->setObjectName(u"saturation"_s);
    auto *card = new widgets::Card(context.themes, this);
    card->setTitle(tr("Saturation"));
    card->setSubtitle(tr("resources and pools in use"));
    card->setContent(m_view);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
    connect(&m_resources, &LiveQuery::changed, this, &SaturationCard::take);
    connect(&m_pools, &LiveQuery::changed, this, &SaturationCard::take);
}

void SaturationCard::setQueries(const ServiceQueries &queries)
{
    m_resources.setExpression(queries.saturation());
    m_pools.setExpression(queries.poolUsedRatio());
    take();
}

void SaturationCard::refresh()
{
    const Timestamp now = m_context.time.now();
    m_resources.refresh(now - span, now, step);
    m_pools.refresh(now - span, now, step);
}

void SaturationCard::cancel()
{
    m_resources.cancel();
    m_pools.cancel();
}

void SaturationCard::take()
{
    std::vector<Bar> bars;
    const auto add = [&bars](const LiveQuery &query, QByteArrayView label, const QString &prefix) {
        for (const LiveQuery::Line &line : query.lines()) {
            if (!line.samples->empty() && std::isfinite(line.samples->back().v)) {
                bars.push_back({prefix + QString::fromUtf8(line.labels.value(label)), line.samples->back().v});
            }
        }
    };
    add(m_resources, "resource", {});
    add(m_pools, "pool", tr("pool "));
    std::sort(bars.begin(), bars.end(), [](const Bar &a, const Bar &b) { return a.name < b.name; });
    if (bars != m_bars) {
        m_bars = std::move(bars);
        m_view->setBars(m_bars);
        Q_EMIT changed();
    }
}

} // namespace readyroom::service
