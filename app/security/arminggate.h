// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/security/permit.h"
#include "app/security/rollbackright.h"
#include "models/journal/event.h"
#include "models/ports/armingport.h"
#include "models/ports/timesource.h"

#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace readyroom::security {

class ArmedSpan;
class SessionWatch;

/// The one gate before everything that changes something outside this program. Read-only at first; a person arms one
/// environment for a limited time; every action then asks for a Permit, without which nothing that changes something
/// can be sent (http::Transport::change). Armed ends by itself after the environment's `armFor` (time in suspend
/// counts), when the screen is locked, when the machine is suspended, when the program quits, and with the gate.
///
/// Everything that happens is told by happened(), for the journal; what a person typed never is part of it.
class ArmingGate final : public ArmingPort {
    Q_OBJECT
public:
    enum class Why { Operator, Time, Lock, Suspend, Quit, Fleet };

    explicit ArmingGate(std::shared_ptr<const TimeSource> time, QObject *parent = nullptr);
    ~ArmingGate() override;

    /// Of a fleet file; disarms.
    void setEnvironments(std::vector<fleet::Environment> environments);
    /// Disarms when it says that the screen is locked or the machine is suspended.
    void follow(SessionWatch &watch);

    [[nodiscard]] std::vector<fleet::Environment> environments() const override { return m_environments; }
    [[nodiscard]] std::optional<Armed> armed() const override;
    [[nodiscard]] Result<void> arm(const QString &environment, const ArmingConfirmation &confirmation) override;
    [[nodiscard]] Result<void> extend() override;
    void disarm() override { disarmBecause(Why::Operator); }
    void disarmBecause(Why why);

    /// The right to do `action` (one sentence without full stop, as it goes into the journal) in `environment`, once.
    /// Kind::Unsupported with a sentence when that environment is not armed.
    [[nodiscard]] Result<Permit> permit(const QString &environment, const QString &action);

    /// The right to take back what will be done in `environment`, also when it is disarmed meanwhile. Asked for before
    /// the first change. As permit().
    [[nodiscard]] Result<RollbackRight> rollbackRight(const QString &environment, const QString &action);

    /// Looks at the clocks; a timer does it, too, while armed.
    void review();

Q_SIGNALS:
    /// Armed, disarmed or refused; the operator is left to whoever records it.
    void happened(const readyroom::journal::Event &event);

private:
    [[nodiscard]] const fleet::Environment *find(const QString &environment) const;
    [[nodiscard]] std::unexpected<Error> refuse(const QString &environment, const QString &action, const QString &why,
                                                Error::Kind kind);
    void tellArmed(const QString &how);

    std::shared_ptr<const TimeSource> m_time;
    std::vector<fleet::Environment> m_environments;
    QString m_environment; ///< while armed
    std::shared_ptr<ArmedSpan> m_span; ///< null: read-only
    QTimer m_reviews;
};

} // namespace readyroom::security
