// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service/cachescard.h"

#include "models/items/quantity.h"
#include "ui/service/servicelimits.h"
#include "ui/widgets/card.h"
#include "ui/widgets/gauge.h"
#include "ui/widgets/statebadge.h"

#include <QGridLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace readyroom::service {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using page::LiveQuery;

namespace {

constexpr Duration trendSpan = 5min;
constexpr Duration trendStep = 15s;
/// A smaller change of the ratio over five minutes is no trend.
constexpr double flat = 0.005;

const std::vector<series::Sample> *samplesOf(const LiveQuery &query, const QString &cache)
{
    for (const LiveQuery::Line &line : query.lines()) {
        if (line.labels.value("cache") == cache.toUtf8()) {
            return line.samples.get();
        }
    }
    return nullptr;
}

std::optional<double> newest(const LiveQuery &query, const QString &cache)
{
    const auto *samples = samplesOf(query, cache);
    return samples == nullptr || samples->empty() ? std::nullopt : std::optional(samples->back().v);
}

paint::Trend trendOf(const LiveQuery &query, const QString &cache)
{
    const auto *samples = samplesOf(query, cache);
    if (samples == nullptr || samples->size() < 4) {
        return paint::Trend::None;
    }
    const double change = samples->back().v - samples->front().v;
    return !std::isfinite(change) ? paint::Trend::None
        : change > flat           ? paint::Trend::Up
        : change < -flat          ? paint::Trend::Down
                                  : paint::Trend::Flat;
}

} // namespace

CachesCard::CachesCard(const page::PageContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_trend(context.queries)
    , m_hits(context.queries)
    , m_misses(context.queries)
    , m_content(new QWidget(this))
    , m_grid(new QGridLayout(m_content))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(8);
    auto *card = new widgets::Card(context.themes, this);
    card->setTitle(tr("Caches"));
    card->setSubtitle(tr("hit ratio"));
    card->setContent(m_content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
    for (const LiveQuery *query : {&m_trend, &m_hits, &m_misses}) {
        connect(query, &LiveQuery::changed, this, &CachesCard::showFaces);
    }
}

void CachesCard::setQueries(const ServiceQueries &queries)
{
    m_trend.setExpression(queries.cacheHitRatio());
    m_hits.setExpression(queries.cacheHitsRate());
    m_misses.setExpression(queries.cacheMissesRate());
    qDeleteAll(m_gauges);
    m_gauges.clear();
    m_ratios.clear();
}

void CachesCard::setService(const fleet::ServiceStatus &service)
{
    m_ratios = service.signals_.cacheHitRatio;
    m_severities.clear();
    bool added = false;
    for (auto cache = m_ratios.cbegin(); cache != m_ratios.cend(); ++cache) {
        for (const fleet::StateReason &reason : service.reasons) {
            const bool about = reason.rule.contains("cache"_L1, Qt::CaseInsensitive)
                && (m_ratios.size() == 1 || reason.text.contains(cache.key()));
            if (about && reason.severity >= fleet::ServiceState::Warning) {
                m_severities[cache.key()] = std::max(m_severities.value(cache.key()), reason.severity);
            }
        }
        paint::GaugeFace band;
        setCacheBand(band, m_context.limits, service, cache.key());
        m_bands.insert(cache.key(), band);
        if (!m_gauges.contains(cache.key())) {
            auto *gauge = new widgets::Gauge(m_context.themes, m_content);
            gauge->setObjectName(u"gauge-"_s + cache.key());
            m_gauges.insert(cache.key(), gauge);
            added = true;
        }
    }
    showFaces();
    if (added) {
        m_columns = 0;
        arrange();
    }
}

void CachesCard::showFaces()
{
    for (auto gauge = m_gauges.cbegin(); gauge != m_gauges.cend(); ++gauge) {
        const QString &cache = gauge.key();
        paint::GaugeFace face = m_bands.value(cache);
        // A cache that told its ratio before and tells none now is missing, not empty.
        face.value = m_ratios.value(cache, std::numeric_limits<double>::quiet_NaN());
        face.tone = std::isnan(face.value) ? paint::Tone::Unknown
                                           : widgets::toneOf(m_severities.value(cache, fleet::ServiceState::Ok));
        face.trend = trendOf(m_trend, cache);
        face.title = cache;
        const std::optional<double> hits = newest(m_hits, cache);
        const std::optional<double> misses = newest(m_misses, cache);
        if (hits && misses) {
            face.caption =
                tr("%1 hit/s · %2 miss/s").arg(items::rateQuantity(*hits).text(), items::rateQuantity(*misses).text());
        }
        (*gauge)->setFace(face);
    }
}

void CachesCard::refresh()
{
    // Gauges tell how things are now, whatever span the charts show.
    const Timestamp now = m_context.time.now();
    for (LiveQuery *query : {&m_trend, &m_hits, &m_misses}) {
        query->refresh(now - trendSpan, now, trendStep);
    }
}

void CachesCard::cancel()
{
    for (LiveQuery *query : {&m_trend, &m_hits, &m_misses}) {
        query->cancel();
    }
}

void CachesCard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void CachesCard::arrange()
{
    if (m_gauges.isEmpty()) {
        return;
    }
    const int gaugeWidth = m_gauges.first()->minimumSizeHint().width() + m_grid->horizontalSpacing();
    const int columns = std::clamp((width() - 24) / std::max(1, gaugeWidth), 1, static_cast<int>(m_gauges.size()));
    if (columns == m_columns) {
        return;
    }
    m_columns = columns;
    int i = 0;
    for (widgets::Gauge *gauge : std::as_const(m_gauges)) {
        m_grid->addWidget(gauge, i / columns, i % columns);
        ++i;
    }
}

} // namespace readyroom::service
