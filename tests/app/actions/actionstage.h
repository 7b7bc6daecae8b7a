// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/world.h"
#include "app/monitor/timesource.h"
#include "app/security/arminggate.h"
#include "models/drills/act.h"
#include "tests/support/await.h"

#include <QString>

#include <memory>
#include <stop_token>

namespace readyroom::test {

/// All that a provider acts with, and an environment that is armed.
struct ActionStage {
    fleet::Fleet fleet;
    std::shared_ptr<const monitor::SystemTime> time = std::make_shared<const monitor::SystemTime>();
    security::Vault vault;
    http::Transport transport;
    monitor::Credentials credentials{fleet, vault, *time};
    actions::World world{.fleet = fleet,
                         .loadAllowed = {},
                         .time = time,
                         .vault = vault,
                         .transport = transport,
                         .credentials = credentials};
    security::ArmingGate gate{time};

    explicit ActionStage(fleet::Fleet of = {})
        : fleet(std::move(of))
    {
        gate.setEnvironments({{.name = QStringLiteral("lab"), .confirm = fleet::Environment::Confirm::Click}});
        arm();
    }
    ActionStage(const ActionStage &) = delete;
    ActionStage &operator=(const ActionStage &) = delete;

    void arm() { (void)gate.arm(QStringLiteral("lab"), {.how = ArmingConfirmation::How::Clicked}); }
    [[nodiscard]] security::Permit permit() { return *gate.permit(QStringLiteral("lab"), QStringLiteral("act")); }
};

/// One act with a provider, step by step, each awaited.
template<typename Provider> struct Acting {
    ActionStage stage = ActionStage();
    Provider provider{stage.world};

    [[nodiscard]] Result<drills::Preview> preview(const drills::Act &act) { return await(provider.preview(act, {})); }
    [[nodiscard]] drills::Outcome run(const drills::Act &act, const drills::Preview &preview)
    {
        return await(provider.run(act, preview, stage.permit(), {}));
    }
    [[nodiscard]] drills::Verification verify(const drills::Act &act, const drills::Preview &preview,
                                              Duration within = Duration{5000}, const drills::Outcome &outcome = {})
    {
        return await(provider.verify(act, preview, outcome, within, {}));
    }
    struct Story {
        Result<drills::Preview> preview;
        drills::Outcome outcome = {};
        drills::Verification verification = {};
    };
    /// All three; what was refused is not run.
    [[nodiscard]] Story act(const drills::Act &act, Duration within = Duration{5000})
    {
        Story story{preview(act)};
        if (story.preview && story.preview->refusals.isEmpty()) {
            story.outcome = run(act, *story.preview);
            story.verification = verify(act, *story.preview, within, story.outcome);
        }
        return story;
    }
};

} // namespace readyroom::test
