// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/haproxyorder.h"
#include "app/actions/haproxystate.h"
#include "app/actions/world.h"
#include "app/security/permit.h"
#include "models/drills/act.h"
#include "models/ports/error.h"

#include <QByteArray>
#include <QCoroTask>
#include <QUrl>

#include <stop_token>

namespace readyroom::actions {

/// HAProxy's statistics page (`stats uri`, with `stats admin`) as a control API: it can set states, but no weights.
/// What a form did stands in the Location of the answer, which has the status 303 whatever happened.

/// What is sent: "s=s1&action=drain&b=be".
[[nodiscard]] QByteArray haproxyFormBody(const HaproxyOrder &order);
/// Reads the page as CSV.
[[nodiscard]] QCoro::Task<Result<HaproxyState>> haproxyFormState(World &world, QUrl page, Duration timeout,
                                                                 std::stop_token stop);
/// Sends the form.
[[nodiscard]] QCoro::Task<drills::Outcome> sendHaproxyForm(World &world, QUrl page, HaproxyOrder order,
                                                           security::Permit permit, std::stop_token stop);

} // namespace readyroom::actions
