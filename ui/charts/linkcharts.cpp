// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timechart.h"

namespace readyroom::charts {

void linkCharts(const std::vector<TimeChart *> &charts, QObject *context)
{
    for (TimeChart *from : charts) {
        QObject::connect(from, &TimeChart::crosshairMoved, context, [charts](std::optional<Timestamp> at) {
            for (TimeChart *chart : charts) {
                chart->setCrosshair(at);
            }
        });
        QObject::connect(from, &TimeChart::windowRequested, context, [charts, from](Timestamp begin, Timestamp end) {
            for (TimeChart *chart : charts) {
                if (chart != from) {
                    chart->setWindow(begin, end, false);
                }
            }
        });
    }
}

} // namespace readyroom::charts
