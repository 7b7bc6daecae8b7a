// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fleet/fleetsparklines.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace readyroom::fleetui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A sparkline is about 72 px wide; more points than that, so that there is a line within seconds of the start.
constexpr int points = 180;
/// With less history than the window a sparkline shows what there is, but no fewer points than this.
constexpr qsizetype fewestPoints = 12;

Duration stepOf(const page::ViewTime::Window &window)
{
    return page::LiveQuery::stepFor(window.to - window.from, points, 5s);
}

} // namespace

FleetSparklines::FleetSparklines(QuerySource &queries, const page::ViewTime &time, QObject *parent)
    : QObject(parent)
    , m_time(time)
    , m_latency(queries)
    , m_probes(queries)
{
    m_latency.setExpression(u"max by (service, environment) (service:latency_seconds{quantile=\"0.95\"})"_s);
    m_probes.setExpression(u"max by (service, environment) (probe_seconds{phase=\"total\"})"_s);
    connect(&m_latency, &page::LiveQuery::changed, this, &FleetSparklines::changed);
    connect(&m_probes, &page::LiveQuery::changed, this, &FleetSparklines::changed);
}

void FleetSparklines::refresh(bool needProbes)
{
    const page::ViewTime::Window window = m_time.window();
    m_latency.refresh(window.from, window.to, stepOf(window));
    if (needProbes) {
        m_probes.refresh(window.from, window.to, stepOf(window));
    }
}

void FleetSparklines::cancel()
{
    m_latency.cancel();
    m_probes.cancel();
}

QHash<QString, QList<double>> FleetSparklines::values() const
{
    const page::ViewTime::Window window = m_time.window();
    const std::int64_t step = stepOf(window).count();
    const std::int64_t first = toMillis(window.from) / step * step;
    const std::int64_t count = toMillis(window.to) / step - first / step + 1;
    QHash<QString, QList<double>> byKey;
    std::int64_t earliest = count;
    for (const page::LiveQuery *query : {&m_latency, &m_probes}) {
        for (const page::LiveQuery::Line &line : query->lines()) {
            const QString key = QString::fromUtf8(line.labels.value("environment")) + u'/'
                + QString::fromUtf8(line.labels.value("service"));
            if (byKey.contains(key)) {
                continue;
            }
            QList<double> values(count, std::numeric_limits<double>::quiet_NaN());
            for (const series::Sample &sample : *line.samples) {
                const std::int64_t i = (sample.t - first) / step;
                if (i >= 0 && i < count) {
                    values[i] = sample.v;
                    earliest = std::min(earliest, i);
                }
            }
            byKey.insert(key, values);
        }
    }
    const qsizetype unlived = std::clamp<qsizetype>(earliest, 0, std::max<qsizetype>(0, count - fewestPoints));
    for (QList<double> &values : byKey) {
        values.remove(0, unlived);
    }
    return byKey;
}

} // namespace readyroom::fleetui
