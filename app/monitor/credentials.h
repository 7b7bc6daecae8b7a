// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/request.h"
#include "models/fleet/fleet.h"
#include "models/ports/error.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace readyroom::monitor {

/// The resolved secrets of each service: fetched when first needed, kept until forgotten.
class Credentials final {
public:
    /// `fleet` outlives this.
    explicit Credentials(const fleet::Fleet &fleet);

    /// What to send to the instances of services[service]. Fails as resolveSecret() does, without naming the secret; a
    /// failure is not kept.
    [[nodiscard]] Result<http::Credentials> of(std::size_t service);
    /// They were refused: fetch them anew, since a token in a file may have been renewed.
    void forget(std::size_t service);

private:
    const fleet::Fleet &m_fleet;
    std::vector<std::optional<http::Credentials>> m_known; ///< by service
};

} // namespace readyroom::monitor
