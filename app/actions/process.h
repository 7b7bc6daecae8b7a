// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/provider.h"
#include "app/actions/world.h"

namespace readyroom::actions {

/// A program of this machine with its arguments, never a shell: that of Chaos Toolkit (chaoslib, provider/process.py).
/// `arguments` are a list, a map (name and value, one after the other) or a text, which is taken apart as a shell
/// quotes words; there, what only a shell understands is refused. Its environment is what process::passedOn() lets
/// through, and `env`.
///
/// A program may change anything, so it needs a permit, as a probe, too: read() is Kind::Unsupported. Without one run
/// `preview`, the dry run (kubectl --dry-run=server), and `verify`, the re-read: whoever wrote the file has declared
/// that these change nothing.
class Process final : public Provider {
public:
    /// `world` outlives this.
    explicit Process(World &world)
        : m_world(world)
    {
    }

    [[nodiscard]] QString name() const override;
    [[nodiscard]] QCoro::Task<Result<QJsonValue>> read(drills::Act act, std::stop_token stop) override;
    /// What the dry run prints is its effect; a dry run that fails is a refusal.
    [[nodiscard]] QCoro::Task<Result<drills::Preview>> preview(drills::Act act, std::stop_token stop) override;
    /// {status, stdout, stderr}, also where the exit code is not `exit`, which is an error.
    [[nodiscard]] QCoro::Task<drills::Outcome> run(drills::Act act, drills::Preview preview, security::Permit permit,
                                                   std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Verification> verify(drills::Act act, drills::Preview preview,
                                                           drills::Outcome outcome, Duration within,
                                                           std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> choices(drills::Act act, QString argument,
                                                                           std::stop_token stop) override;

private:
    [[nodiscard]] QCoro::Task<drills::Verification> look(drills::Act act, Duration timeLeft, std::stop_token stop);

    World &m_world;
};

} // namespace readyroom::actions
