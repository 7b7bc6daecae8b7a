// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/exposition/page.h"

namespace readyroom::exposition {

/// Adds `service:breaker_state{breaker,state}`: one series per state, 1 for the one it is in (as resilience4j does it).
void addBreaker(Page &page, const QString &breaker, fleet::BreakerState state);

} // namespace readyroom::exposition
