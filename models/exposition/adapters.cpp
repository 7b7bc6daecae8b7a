// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exposition/adapter.h"

#include <array>

namespace readyroom::exposition {

std::span<const Adapter *const> adapters()
{
    // The status code comes last: it understands everything.
    static constexpr std::array all{&mappedJson, &resilience4j,   &prometheusText,
                                    &healthJson, &actuatorHealth, &statusCode};
    return all;
}

} // namespace readyroom::exposition
