// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace readyroom::desktop {

/// Why no window can be opened, as one sentence; absent when one can. Qt itself would abort the program.
[[nodiscard]] std::optional<QString> missingDisplay();

} // namespace readyroom::desktop
