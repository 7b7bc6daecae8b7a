// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/event.h"

namespace readyroom::storage {

/// The account this program runs under and the name of this machine. Without a key: that is configured, not guessed.
[[nodiscard]] journal::Operator localOperator();

} // namespace readyroom::storage
