// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QString>

#include <memory>

namespace readyroom::security {

class ArmingGate;
class ArmedSpan;

/// The right to do one action in one environment, once: whoever acts takes it by value. Only ArmingGate makes one. It
/// is void as soon as the environment is disarmed, for whatever reason, and when it has been moved from. May be passed
/// to another thread.
class [[nodiscard]] Permit final {
public:
    Permit(Permit &&) noexcept = default;
    Permit &operator=(Permit &&) noexcept = default;
    Permit(const Permit &) = delete;
    Permit &operator=(const Permit &) = delete;
    ~Permit() = default;

    [[nodiscard]] const QString &environment() const { return m_environment; }
    [[nodiscard]] const QString &action() const { return m_action; }

    /// To be asked immediately before acting, on whichever thread. Kind::Unsupported with a sentence when it is void.
    [[nodiscard]] Result<void> check() const;

private:
    friend class ArmingGate;
    friend class RollbackRight;
    Permit(std::shared_ptr<const ArmedSpan> span, QString environment, QString action);

    std::shared_ptr<const ArmedSpan> m_span;
    QString m_environment;
    QString m_action;
};

} // namespace readyroom::security
