// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"

#include <QString>

namespace readyroom::ctl {

/// The table of `readyroomctl status`: a line for each service, its reasons and failed endpoints beneath; ends with a
/// newline.
[[nodiscard]] QString statusTable(const fleet::FleetSnapshot &snapshot);

/// Left-aligned columns, as wide as their widest cell; `numeric` columns are right-aligned. Ends with a newline.
[[nodiscard]] QString alignedTable(const QStringList &header, const std::vector<QStringList> &rows,
                                   const QList<int> &numericColumns = {});

/// Remote text must not move the cursor or colour the terminal: what is not printable becomes U+FFFD.
[[nodiscard]] QString printable(QString text);

} // namespace readyroom::ctl
