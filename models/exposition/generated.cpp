// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exposition/generated.h"

namespace readyroom::exposition {

void addSample(Page &page, const QByteArray &metric, std::vector<series::Label> labels, double value)
{
    labels.push_back({series::metricNameLabel.toByteArray(), metric});
    page.generated.push_back(series::Labels::fromUnsorted(std::move(labels)).toText());
    page.samples.push_back({page.generated.back(), value, {}});
}

} // namespace readyroom::exposition
