// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service/querychart.h"

#include "ui/charts/timechart.h"
#include "ui/widgets/card.h"

#include <QCollator>
#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::service {

using page::LiveQuery;

QueryChart::QueryChart(const page::PageContext &context, const QString &title, paint::Unit unit, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_chart(new charts::TimeChart(context.themes, this))
{
    auto *card = new widgets::Card(context.themes, this);
    card->setContent(m_chart);
    // The chart brings margins of its own.
    card->setContentMargins({0, 0, 0, 2});
    m_chart->setTitle(title);
    m_chart->setUnit(unit);
    m_chart->setAccessibleName(title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
    connect(m_chart, &charts::TimeChart::windowRequested, this,
            [this](Timestamp from, Timestamp to) { m_context.time.showWindow(from, to); });
    connect(m_chart, &charts::TimeChart::liveRequested, this, [this] { m_context.time.setPaused(false); });
}

void QueryChart::setSources(const std::vector<Source> &sources)
{
    const bool same = std::equal(sources.begin(), sources.end(), m_sources.begin(), m_sources.end(),
                                 [](const Source &a, const Source &b) { return a.expression == b.expression; });
    if (same) {
        return;
    }
    m_sources = sources;
    m_queries.clear();
    for (const Source &source : m_sources) {
        auto query = std::make_unique<LiveQuery>(m_context.queries);
        query->setExpression(source.expression);
        connect(query.get(), &LiveQuery::changed, this, &QueryChart::showLines);
        m_queries.push_back(std::move(query));
    }
    m_chart->setExpression(promql());
    showLines();
}

void QueryChart::setSubtitle(const QString &subtitle)
{
    m_chart->setSubtitle(subtitle);
}

QString QueryChart::promql() const
{
    QStringList lines;
    for (const Source &source : m_sources) {
        lines += source.expression;
    }
    return lines.join(u'\n');
}

void QueryChart::refresh(Duration atLeast)
{
    const page::ViewTime::Window window = m_context.time.window();
    const Duration step = LiveQuery::stepFor(window.to - window.from, m_chart->width(), atLeast);
    m_chart->setStep(step);
    m_chart->setWindow(window.from, window.to, !m_context.time.isPaused());
    for (const std::unique_ptr<LiveQuery> &query : m_queries) {
        query->refresh(window.from, window.to, step);
    }
}

void QueryChart::cancel()
{
    for (const std::unique_ptr<LiveQuery> &query : m_queries) {
        query->cancel();
    }
}

bool QueryChart::hasData() const
{
    return std::any_of(m_queries.begin(), m_queries.end(),
                       [](const std::unique_ptr<LiveQuery> &query) { return !query->lines().empty(); });
}

void QueryChart::showLines()
{
    std::vector<charts::Trace> traces;
    QString problem;
    bool answered = !m_queries.empty();
    for (std::size_t i = 0; i < m_queries.size(); ++i) {
        const std::size_t first = traces.size();
        for (const LiveQuery::Line &line : m_queries[i]->lines()) {
            traces.push_back({m_sources[i].nameOf(line.labels), line.samples, m_sources[i].tone});
        }
        QCollator byNumber(QLocale::c());
        byNumber.setNumericMode(true);
        std::sort(traces.begin() + static_cast<std::ptrdiff_t>(first), traces.end(),
                  [&byNumber](const charts::Trace &a, const charts::Trace &b) {
                      return byNumber.compare(a.name, b.name) < 0;
                  });
        if (m_queries[i]->error()) {
            problem = m_queries[i]->error()->message;
        }
        answered = answered && m_queries[i]->hasAnswered();
    }
    m_chart->setTraces(std::move(traces));
    m_chart->setNotice(problem);
    m_chart->setEmptyText(answered ? tr("No data in this span of time.") : tr("Reading …"));
    Q_EMIT dataChanged();
}

} // namespace readyroom::service
