// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service/eventmarkers.h"

#include "models/items/breakerboardmodel.h"
#include "models/items/journalwords.h"
#include "ui/widgets/eventtone.h"

#include <algorithm>

namespace readyroom::service {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using journal::EventKind;
using paint::Tone;

namespace {

/// Events of one poll are told a few milliseconds apart.
constexpr Duration oneMoment = 2000ms;
constexpr int mostLines = 12;
constexpr qsizetype longestLine = 200;

QString labelOf(const journal::Event &event)
{
    const QString to = event.detail.value("to"_L1).toString();
    switch (event.kind) {
    case EventKind::ServiceState:
        return to;
    case EventKind::BreakerState:
        return event.detail.value("breaker"_L1).toString() + u' ' + items::breakerWord(fleet::breakerStateFromName(to));
    default:
        return items::kindWord(event.kind);
    }
}

QString lineOf(const journal::Event &event)
{
    const QString text = event.text.size() <= longestLine ? event.text : QString(event.text.left(longestLine) + u'…');
    return items::timeOfDayText(event.at) + u' ' + text;
}

int weightOf(Tone tone)
{
    switch (tone) {
    case Tone::Critical:
        return 3;
    case Tone::Warning:
        return 2;
    case Tone::Ok:
    case Tone::HalfOpen:
        return 1;
    default:
        return 0;
    }
}

} // namespace

std::vector<charts::Marker> markersOf(const std::vector<journal::Entry> &entries)
{
    std::vector<charts::Marker> markers;
    int lines = 0;
    for (const journal::Entry &entry : entries) {
        const journal::Event &event = entry.event;
        const Tone tone = widgets::toneOf(event);
        if (markers.empty() || event.at - markers.back().at >= oneMoment) {
            markers.push_back({event.at, labelOf(event), lineOf(event), tone == Tone::Neutral ? Tone::Accent : tone});
            lines = 1;
            continue;
        }
        charts::Marker &marker = markers.back();
        // A service's own state says most about the moment.
        if (event.kind == EventKind::ServiceState || weightOf(tone) > weightOf(marker.tone)) {
            marker.label = labelOf(event);
            marker.tone = weightOf(tone) >= weightOf(marker.tone) ? tone : marker.tone;
        }
        if (++lines <= mostLines) {
            marker.tooltip += u'\n' + lineOf(event);
        } else if (lines == mostLines + 1) {
            marker.tooltip += u"\n…"_s;
        }
    }
    return markers;
}

} // namespace readyroom::service
