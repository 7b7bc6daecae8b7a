// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/runchart.h"

#include "models/items/comparisonmodel.h"
#include "models/items/drillwords.h"
#include "models/items/runseries.h"
#include "ui/charts/timechart.h"
#include "ui/drills/serieschoice.h"
#include "ui/paint/format.h"
#include "ui/widgets/card.h"

#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using items::RunSeries;

namespace {

/// Of the series colours, so that no trace has the colour of the markers.
constexpr std::size_t place = 1;

paint::Unit unitOf(readiness::Unit unit)
{
    switch (unit) {
    case readiness::Unit::Seconds:
        return paint::Unit::Seconds;
    case readiness::Unit::Ratio:
        return paint::Unit::Ratio;
    case readiness::Unit::PerSecond:
        return paint::Unit::PerSecond;
    case readiness::Unit::Bytes:
        return paint::Unit::Bytes;
    default:
        return paint::Unit::None;
    }
}

QString titleOf(RunSeries::Kind kind)
{
    switch (kind) {
    case RunSeries::Kind::Guard:
        return RunChart::tr("Guard");
    case RunSeries::Kind::Progress:
        return RunChart::tr("Progress");
    case RunSeries::Kind::Measure:
        break;
    }
    return RunChart::tr("Measure");
}

QString subtitleOf(const RunSeries &series, paint::Unit unit)
{
    if (series.limit) {
        return RunChart::tr("%1 against %2").arg(series.name, paint::text(*series.limit, unit));
    }
    return series.tolerance.isEmpty() ? series.name
                                      : RunChart::tr("%1, has to be %2").arg(series.name, series.tolerance);
}

/// Before is muted, so that what was done stands out.
std::vector<charts::Span> spansOf(const RunSeries &series)
{
    std::vector<charts::Span> spans;
    for (const items::SeriesWindow &window : series.windows) {
        const bool before = spans.empty();
        const QString mean = items::comparedText(window.mean, series.unit);
        spans.push_back({.from = window.from,
                         .to = window.to,
                         .value = window.mean,
                         .band = window.interval,
                         .label = before ? RunChart::tr("before %1").arg(mean) : RunChart::tr("after %1").arg(mean),
                         .tone = before ? paint::Tone::Neutral : paint::Tone::Accent});
    }
    return spans;
}

std::vector<charts::Marker> markersOf(const drills::Run &run)
{
    std::vector<charts::Marker> markers;
    for (const items::ActMoment &act : items::actMoments(run)) {
        markers.push_back({act.at, act.label, paint::clock(act.at) + u' ' + act.title,
                           act.rollback ? paint::Tone::Critical : paint::Tone::Accent});
    }
    return markers;
}

} // namespace

RunChart::RunChart(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_choice(new SeriesChoice(themes, this))
    , m_chart(new charts::TimeChart(themes, this))
{
    setObjectName(u"runChartCard"_s);
    m_chart->setObjectName(u"runChart"_s);
    m_chart->addHeaderWidget(m_choice);
    auto *card = new widgets::Card(themes, this);
    card->setContent(m_chart);
    // The chart brings margins of its own.
    card->setContentMargins({0, 0, 0, 2});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
    connect(m_choice, &SeriesChoice::chosen, this, [this](int index) {
        m_chosen = m_choice->choices().value(index);
        m_zoomed = false;
        setRun(drills::Run(m_shown), m_now);
    });
    connect(m_chart, &charts::TimeChart::windowRequested, this, [this] { m_zoomed = true; });
    connect(m_chart, &charts::TimeChart::liveRequested, this, [this] {
        m_zoomed = false;
        setRun(drills::Run(m_shown), m_now);
    });
}

void RunChart::setRun(const drills::Run &run, Timestamp now)
{
    if (run.id != m_run) {
        m_run = run.id;
        m_chosen.clear();
        m_zoomed = false;
    }
    m_shown = run;
    m_now = now;
    const std::vector<RunSeries> all = items::runSeries(run);
    QStringList names;
    for (const RunSeries &series : all) {
        names += series.name;
    }
    m_choice->setChoices(names);
    const qsizetype chosen = m_chosen.isEmpty() ? -1 : names.indexOf(m_chosen);
    const std::size_t shown = chosen < 0 ? items::mainSeries(run, all) : static_cast<std::size_t>(chosen);
    m_chart->setMarkers(markersOf(run));
    if (shown < all.size()) {
        m_choice->setCurrent(static_cast<int>(shown));
        draw(all[shown]);
    } else {
        drawNothing();
    }
}

bool RunChart::hasSomething() const
{
    return m_shown.experiment.steadyState || m_shown.experiment.measure || !m_choice->choices().isEmpty();
}

void RunChart::drawNothing()
{
    m_chart->setTitle(m_shown.experiment.steadyState ? tr("Guard") : tr("Measure"));
    m_chart->setSubtitle({});
    m_chart->setTraces({});
    m_chart->setThresholds({});
    m_chart->setSpans({});
    m_chart->setEmptyText(m_shown.experiment.steadyState ? tr("No guard has read a number yet.")
                                                         : tr("Nothing has been measured yet."));
    showWindow(nullptr);
}

void RunChart::draw(const RunSeries &series)
{
    const paint::Unit unit = unitOf(series.unit);
    m_chart->setTitle(titleOf(series.kind));
    m_chart->setUnit(unit);
    m_chart->setStep(series.every);
    m_chart->setSubtitle(subtitleOf(series, unit));
    m_chart->setTraces({{.name = series.line,
                         .samples = std::make_shared<const charts::Samples>(series.samples),
                         .tone = series.met ? std::nullopt : std::optional(paint::Tone::Critical),
                         .place = place}});
    std::vector<charts::Threshold> limits;
    if (series.limit) {
        limits.push_back({.value = *series.limit, .tone = paint::Tone::Critical, .always = true});
    }
    m_chart->setThresholds(std::move(limits));
    m_chart->setSpans(spansOf(series));
    showWindow(&series);
}

void RunChart::showWindow(const RunSeries *series)
{
    if (m_zoomed) {
        return;
    }
    Timestamp from = m_shown.startedAt;
    Timestamp to = m_shown.endedAt.value_or(m_now + items::timeLeft(m_shown, m_now).value_or(0ms));
    if (series != nullptr && !series->samples.empty()) {
        from = std::min(from, fromMillis(series->samples.front().t));
        to = std::max(to, fromMillis(series->samples.back().t));
    }
    // A short run is not stretched over the whole width.
    to = std::max(to, from + 10s);
    // What is done at once has its marker a little inside.
    m_chart->setWindow(from - std::max<Duration>((to - from) / 50, 200ms), to, false);
}

} // namespace readyroom::drillsui
