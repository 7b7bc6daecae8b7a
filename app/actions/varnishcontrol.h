// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/varnishadmin.h"
#include "app/actions/varnishorder.h"
#include "app/actions/varnishtables.h"
#include "app/actions/world.h"
#include "app/security/permit.h"
#include "models/drills/act.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QCoroTask>
#include <QString>

#include <stop_token>
#include <vector>

namespace readyroom::actions {

/// What the admin socket of Varnish can do: use another VCL, which is its rollback, and set the health of a backend.

/// The socket at `address`, with the secret of the order. Kind::Config when it is no address; as Vault::resolve().
[[nodiscard]] QCoro::Task<Result<VarnishAdmin>> varnishAdminAt(World &world, QString address, VarnishOrder order,
                                                               std::stop_token stop);

/// Everything the two depend on.
struct VarnishState {
    std::vector<VarnishVcl> vcls;
    std::vector<VarnishBackend> backends; ///< of the active VCL
};
[[nodiscard]] QCoro::Task<Result<VarnishState>> varnishStateAt(World &world, QString target, VarnishOrder order,
                                                               std::stop_token stop);

/// What the order would do to `state`; refused are names that Varnish does not know and a cold VCL. `act` is what the
/// undo is made from.
[[nodiscard]] drills::Preview previewOf(const VarnishOrder &order, const VarnishState &state, const drills::Act &act);
[[nodiscard]] drills::Verification verificationOf(const VarnishOrder &order, const VarnishState &state);

/// Sends it, unless `state` of the preview is no longer so.
[[nodiscard]] QCoro::Task<drills::Outcome> control(World &world, drills::Act act, VarnishOrder order,
                                                   drills::Preview preview, security::Permit permit,
                                                   std::stop_token stop);
/// Reads again until it shows, or `within` is over.
[[nodiscard]] QCoro::Task<drills::Verification> verifyControl(World &world, QString target, VarnishOrder order,
                                                              Duration within, std::stop_token stop);

} // namespace readyroom::actions
