// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/cachelook.h"
#include "app/actions/varnishorder.h"
#include "app/actions/world.h"
#include "app/http/response.h"
#include "app/security/permit.h"
#include "models/drills/act.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QCoroTask>
#include <QString>

#include <cstdint>
#include <optional>
#include <stop_token>

namespace readyroom::actions {

/// Invalidations of Varnish over HTTP. An answer of 200 proves nothing: a VCL that does not know the method sends the
/// request on to the origin. So the path, where there is one, is fetched before and after, and it must be another
/// object then; a ban may be looked up by the admin socket instead.

/// How many objects an answer says were invalidated: `n` of a JSON object, or "12 objects" in the reason phrase or the
/// body. Nothing: it does not tell.
[[nodiscard]] std::optional<std::int64_t> invalidatedCount(const http::Response &response);

/// A GET of the path, as anybody would ask for it; loads it where it is not in the cache.
[[nodiscard]] QCoro::Task<Result<CacheLook>> lookAt(World &world, QString target, VarnishOrder order, Duration timeout,
                                                    std::stop_token stop);

/// What will be sent, and what is at the path now. Fetching it loads it where it is not in the cache.
[[nodiscard]] QCoro::Task<Result<drills::Preview>> previewInvalidation(World &world, QString target, VarnishOrder order,
                                                                       std::stop_token stop);
[[nodiscard]] QCoro::Task<drills::Outcome> invalidate(World &world, QString target, VarnishOrder order,
                                                      security::Permit permit, std::stop_token stop);
/// Yes when the object at the path is another one or gone, or the ban is listed; Unknown where neither can be seen.
[[nodiscard]] QCoro::Task<drills::Verification> verifyInvalidation(World &world, QString target, VarnishOrder order,
                                                                   drills::Preview preview, drills::Outcome outcome,
                                                                   Duration within, std::stop_token stop);

} // namespace readyroom::actions
