// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace readyroom::report {

/// One line of text as GitHub-flavoured Markdown (spec 0.29) that shows exactly this text, also in a cell of a table
/// and at the beginning of a line: no markup, no HTML, no entity, no link, and nobody is called by "@name".
[[nodiscard]] QString escapedMarkdown(const QString &text);

} // namespace readyroom::report
