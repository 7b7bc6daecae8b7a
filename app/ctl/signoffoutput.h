// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/arguments.h"
#include "app/ctl/signofffindings.h"

#include <QByteArray>

namespace readyroom::ctl {

/// A line for each thing that was looked at, and last whether all is verified; or one JSON object on a line, with the
/// members `file`, `sha256`, `verified`, `record` (null when it is damaged), `changed`, `problem`, `evidence` ("whole",
/// "damaged", "absent"), `evidence_damage` and `roles`. Ends with a newline.
[[nodiscard]] QByteArray signOffText(const SignOffFindings &findings, Output output);

} // namespace readyroom::ctl
