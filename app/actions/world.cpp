// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/world.h"

#include "app/http/origin.h"

#include <algorithm>

namespace readyroom::actions {

const fleet::Service *serviceAt(const fleet::Fleet &fleet, const QUrl &url)
{
    for (const fleet::Service &service : fleet.services) {
        const auto isThere = [&url](const QUrl &instance) { return http::sameOrigin(instance, url); };
        if (std::ranges::any_of(service.instances, isThere)) {
            return &service;
        }
    }
    return nullptr;
}

} // namespace readyroom::actions
