// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/guardchart.h"

#include "models/items/drillwords.h"
#include "models/items/guardseries.h"
#include "ui/charts/timechart.h"
#include "ui/paint/format.h"
#include "ui/widgets/card.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using items::GuardSeries;

namespace {

/// More do not fit beside the title.
constexpr qsizetype mostProbes = 4;
/// Of the series colours, so that no trace has the colour of the markers.
constexpr std::size_t guardPlace = 1;

paint::Unit unitOf(readiness::Unit unit)
{
    switch (unit) {
    case readiness::Unit::Seconds:
        return paint::Unit::Seconds;
    case readiness::Unit::Ratio:
        return paint::Unit::Ratio;
    case readiness::Unit::Bytes:
        return paint::Unit::Bytes;
    default:
        return paint::Unit::None;
    }
}

} // namespace

GuardChart::GuardChart(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_choice(new widgets::SegmentedControl(themes, this))
    , m_chart(new charts::TimeChart(themes, this))
{
    setObjectName(u"guardCard"_s);
    m_choice->setObjectName(u"guardChoice"_s);
    m_choice->setAccessibleName(tr("Which guard is drawn"));
    m_choice->hide();
    m_chart->setObjectName(u"guardChart"_s);
    m_chart->setTitle(tr("Guard"));
    m_chart->addHeaderWidget(m_choice);
    auto *card = new widgets::Card(themes, this);
    card->setContent(m_chart);
    // The chart brings margins of its own.
    card->setContentMargins({0, 0, 0, 2});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
    connect(m_choice, &widgets::SegmentedControl::currentChanged, this, [this](int index) {
        m_probe = m_probes.value(index);
        setRun(m_shown, m_now);
    });
    connect(m_chart, &charts::TimeChart::windowRequested, this, [this] { m_zoomed = true; });
    connect(m_chart, &charts::TimeChart::liveRequested, this, [this] {
        m_zoomed = false;
        showWindow(m_shown, m_now);
    });
}

void GuardChart::setRun(const drills::Run &run, Timestamp now)
{
    if (run.id != m_run) {
        m_run = run.id;
        m_probe.clear();
        m_zoomed = false;
    }
    m_shown = run;
    m_now = now;
    const std::vector<GuardSeries> all = items::guardSeries(run);
    choose(all);
    const auto chosen = std::ranges::find(all, m_probe, &GuardSeries::probe);
    if (chosen != all.end()) {
        showProbe(*chosen);
    } else if (!all.empty()) {
        showProbe(all.front());
    } else {
        m_chart->setSubtitle({});
        m_chart->setTraces({});
        m_chart->setThresholds({});
        m_chart->setEmptyText(run.experiment.steadyState ? tr("No guard has read a number yet.")
                                                         : tr("This run has no steady state that is watched."));
    }
    std::vector<charts::Marker> markers;
    for (const items::ActMoment &act : items::actMoments(run)) {
        markers.push_back({act.at, act.label, paint::clock(act.at) + u' ' + act.title,
                           act.rollback ? paint::Tone::Critical : paint::Tone::Accent});
    }
    m_chart->setMarkers(std::move(markers));
    showWindow(run, now);
}

void GuardChart::choose(const std::vector<GuardSeries> &all)
{
    QStringList probes;
    for (const GuardSeries &series : all) {
        probes += series.probe;
    }
    if (probes == m_probes) {
        return;
    }
    m_probes = probes;
    QStringList words = probes.mid(0, mostProbes);
    for (QString &word : words) {
        word = word.size() > 18 ? QString(word.left(17) + u'…') : word;
    }
    const QSignalBlocker blocker(m_choice);
    m_choice->setChoices(words, probes.mid(0, mostProbes));
    m_choice->setCurrent(std::max<int>(0, static_cast<int>(probes.indexOf(m_probe))));
    m_choice->setVisible(words.size() > 1);
}

void GuardChart::showProbe(const GuardSeries &series)
{
    const paint::Unit unit = unitOf(series.unit);
    m_chart->setUnit(unit);
    m_chart->setSubtitle(series.limit ? tr("%1 against %2").arg(series.probe, paint::text(*series.limit, unit))
                                      : tr("%1, has to be %2").arg(series.probe, series.tolerance));
    m_chart->setTraces({{.name = series.probe,
                         .samples = std::make_shared<const charts::Samples>(series.samples),
                         .tone = series.met ? std::nullopt : std::optional(paint::Tone::Critical),
                         .place = guardPlace}});
    std::vector<charts::Threshold> limits;
    if (series.limit) {
        limits.push_back({.value = *series.limit, .tone = paint::Tone::Critical, .always = true});
    }
    m_chart->setThresholds(std::move(limits));
}

void GuardChart::showWindow(const drills::Run &run, Timestamp now)
{
    if (m_zoomed) {
        return;
    }
    Timestamp from = run.startedAt;
    if (!run.guard.empty()) {
        from = std::min(from, run.guard.front().at);
    }
    const Timestamp end = run.endedAt.value_or(now + items::timeLeft(run, now).value_or(0ms));
    // A short run is not stretched over the whole width.
    const Timestamp to = std::max({end, from + 10s, run.guard.empty() ? end : run.guard.back().at});
    m_chart->setWindow(from, to, false);
}

} // namespace readyroom::drillsui
