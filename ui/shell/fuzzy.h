// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <optional>

namespace readyroom::shell {

/// How well what was typed fits a text; higher is better, absent when some letter does not occur in order. Letters that
/// follow each other, that begin a word, and early ones count more. Case is ignored; words may come in any order.
[[nodiscard]] std::optional<int> fuzzyScore(QStringView typed, QStringView text);

} // namespace readyroom::shell
