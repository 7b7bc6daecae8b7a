// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exposition/breakerpage.h"

#include "models/exposition/generated.h"

namespace readyroom::exposition {

void addBreaker(Page &page, const QString &breaker, fleet::BreakerState state)
{
    using enum fleet::BreakerState;
    for (const fleet::BreakerState each : {Closed, Open, HalfOpen, ForcedOpen, Disabled, MetricsOnly}) {
        addSample(page, "service:breaker_state",
                  {{"breaker", breaker.toUtf8()}, {"state", fleet::breakerStateName(each).toUtf8()}},
                  each == state ? 1.0 : 0.0);
    }
}

} // namespace readyroom::exposition
