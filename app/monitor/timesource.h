// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/timesource.h"

namespace readyroom::monitor {

using readyroom::MonotonicTime;
using readyroom::TimeSource;

/// The clocks of this machine.
class SystemTime final : public TimeSource {
public:
    [[nodiscard]] Timestamp now() const override;
    [[nodiscard]] MonotonicTime monotonic() const override;
    [[nodiscard]] MonotonicTime boot() const override;
};

} // namespace readyroom::monitor
