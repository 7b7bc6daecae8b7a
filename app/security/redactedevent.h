// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/security/redactor.h"
#include "models/journal/event.h"

#include <vector>

namespace readyroom::security {

/// Events without the secrets that `redactor` knows, in no text and no detail, names of members included. Everything
/// that is journaled passes through here: names of breakers and components are whatever a server says.
[[nodiscard]] journal::Event redacted(journal::Event event, const Redactor &redactor);
[[nodiscard]] std::vector<journal::Event> redacted(std::vector<journal::Event> events, const Redactor &redactor);

} // namespace readyroom::security
