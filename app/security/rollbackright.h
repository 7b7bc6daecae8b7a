// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/security/permit.h"

#include <QString>

#include <memory>

namespace readyroom::security {

/// The right to take back what was done in one environment. Only ArmingGate gives one, while that environment is armed;
/// it outlasts being armed, because a run that loses its permit in the middle must still be able to put things back.
/// Whoever holds it uses it for nothing else. Ends with end(), and with the object.
class [[nodiscard]] RollbackRight final {
public:
    ~RollbackRight();
    RollbackRight(RollbackRight &&) noexcept = default;
    RollbackRight &operator=(RollbackRight &&) noexcept = default;
    RollbackRight(const RollbackRight &) = delete;
    RollbackRight &operator=(const RollbackRight &) = delete;

    [[nodiscard]] const QString &environment() const { return m_environment; }
    /// The right to one act of taking back; void once this has ended.
    [[nodiscard]] Permit permit(const QString &action) const;
    void end();

private:
    friend class ArmingGate;
    explicit RollbackRight(QString environment);

    std::shared_ptr<ArmedSpan> m_span;
    QString m_environment;
};

} // namespace readyroom::security
