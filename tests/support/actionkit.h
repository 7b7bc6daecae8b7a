// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/provider.h"
#include "app/actions/world.h"
#include "app/monitor/timesource.h"
#include "app/security/arminggate.h"
#include "tests/support/await.h"

#include <memory>
#include <optional>

namespace readyroom::test {

/// What providers act with, and the gate that gives the permits: one environment, "lab", armed from the start.
class ActionKit final {
public:
    explicit ActionKit(security::Vault vault = security::Vault())
        : m_time(std::make_shared<monitor::SystemTime>())
        , m_transport(vault.redactor())
        , m_credentials(m_fleet, vault, *m_time)
        , m_gate(m_time)
        , m_world{.fleet = m_fleet,
                  .loadAllowed = {},
                  .time = m_time,
                  .vault = vault,
                  .transport = m_transport,
                  .credentials = m_credentials}
    {
        m_gate.setEnvironments({{.name = QStringLiteral("lab"), .confirm = fleet::Environment::Confirm::Click}});
        arm();
    }

    [[nodiscard]] actions::World &world() { return m_world; }
    [[nodiscard]] http::Transport &transport() { return m_transport; }
    void arm() { armed = m_gate.arm(QStringLiteral("lab"), {ArmingConfirmation::How::Clicked, {}}).has_value(); }
    void disarm() { m_gate.disarm(); }
    [[nodiscard]] security::Permit permit() { return *m_gate.permit(QStringLiteral("lab"), QStringLiteral("a test")); }

    /// The three steps of an act, as the runner takes them.
    [[nodiscard]] Result<drills::Preview> preview(actions::Provider &provider, const drills::Act &act)
    {
        return await(provider.preview(act, {}));
    }
    [[nodiscard]] drills::Outcome run(actions::Provider &provider, const drills::Act &act,
                                      const drills::Preview &preview)
    {
        return await(provider.run(act, preview, permit(), {}));
    }
    [[nodiscard]] drills::Verification verify(actions::Provider &provider, const drills::Act &act,
                                              const drills::Preview &preview, const drills::Outcome &outcome,
                                              Duration within = Duration{5000})
    {
        return await(provider.verify(act, preview, outcome, within, {}));
    }

    bool armed = false;

private:
    fleet::Fleet m_fleet;
    std::shared_ptr<const TimeSource> m_time;
    http::Transport m_transport;
    monitor::Credentials m_credentials;
    security::ArmingGate m_gate;
    actions::World m_world;
};

/// What came of all three steps; `outcome` and `verification` only when the preview refuses nothing.
struct Acted {
    std::optional<Error> error = {}; ///< of the preview
    drills::Preview preview = {};
    drills::Outcome outcome = {};
    drills::Verification verification = {};

    [[nodiscard]] bool isConfirmed() const
    {
        return !error && !outcome.error && verification.confirmed == drills::Confirmed::Yes;
    }
    /// For QVERIFY2.
    [[nodiscard]] QByteArray story() const
    {
        const QString text = (error ? error->message : QString()) + u" | " + preview.refusals.join(u' ') + u" | "
            + outcome.observed + u" | " + verification.observed;
        return text.toUtf8();
    }
};

[[nodiscard]] inline Acted acted(ActionKit &kit, actions::Provider &provider, const drills::Act &act)
{
    const Result<drills::Preview> preview = kit.preview(provider, act);
    if (!preview) {
        return {.error = preview.error()};
    }
    Acted all{.preview = *preview};
    if (preview->refusals.isEmpty()) {
        all.outcome = kit.run(provider, act, *preview);
        all.verification = kit.verify(provider, act, *preview, all.outcome);
    }
    return all;
}

} // namespace readyroom::test
