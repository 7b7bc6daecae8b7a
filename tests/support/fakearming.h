// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/armingport.h"

namespace readyroom::fakes {

/// Arms whatever it is asked to, and remembers how it was confirmed.
class FakeArming final : public ArmingPort {
    Q_OBJECT
public:
    FakeArming();

    [[nodiscard]] std::vector<fleet::Environment> environments() const override { return known; }
    [[nodiscard]] std::optional<Armed> armed() const override { return now; }
    [[nodiscard]] Result<void> arm(const QString &environment, const ArmingConfirmation &confirmation) override;
    [[nodiscard]] Result<void> extend() override;
    void disarm() override { set(std::nullopt); }

    void set(std::optional<Armed> armed);

    std::vector<fleet::Environment> known;
    std::optional<Armed> now = {};
    std::vector<ArmingConfirmation> confirmations = {};
    QString refusal = {}; ///< when not empty, arm() fails with it
};

} // namespace readyroom::fakes
