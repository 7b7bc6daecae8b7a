// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/haproxyorder.h"
#include "app/actions/haproxystate.h"
#include "models/drills/act.h"

#include <QJsonObject>
#include <QString>

namespace readyroom::actions {

/// What the order would do to `state`: now, effect, refusals, warnings, state and undo; not where and how it is sent.
/// Refused are names that HAProxy does not know, what would leave a backend without any server, and weights that come
/// to 0 without saying so.
[[nodiscard]] drills::Preview previewOf(const HaproxyOrder &order, const HaproxyState &state, const drills::Act &act);

/// What `state` shows of what was ordered: Yes, or No where it is not so, which may be "not yet". A server that shall
/// be ready must have come up, too, unless it was down before by its health checks: `before` is Preview::state.
[[nodiscard]] drills::Verification verificationOf(const HaproxyOrder &order, const HaproxyState &state,
                                                  const QJsonObject &before);

/// It is ready and takes traffic, but its health checks have yet to say that it should ("UP 1/2").
[[nodiscard]] bool isSettling(const HaproxyOrder &order, const HaproxyState &state);

/// The server in one sentence without a full stop: "be/s1 is ready and UP, weight 100, 3 sessions".
[[nodiscard]] QString sentenceOf(const HaproxyServer &server);

} // namespace readyroom::actions
