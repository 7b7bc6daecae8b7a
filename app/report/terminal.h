// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/itemresult.h"

#include <QString>
#include <QStringView>

#include <optional>

/// Type for a terminal: plain characters in columns.
namespace readyroom::report {

inline constexpr qsizetype terminalColumns = 100;

/// How many cells a text takes, a code point one each.
[[nodiscard]] qsizetype cellsOf(QStringView text);
/// Lines of at most terminalColumns that begin with `first`, then with as many spaces. Breaks between words, and inside
/// words that are longer than a line. Ends with a line end.
[[nodiscard]] QString wrapped(const QString &first, const QString &text);
/// Filled with spaces up to `width`, or cut and ended with "…".
[[nodiscard]] QString fitted(const QString &text, qsizetype width);
/// A score of 0 … 100 as a bar of `width` cells.
[[nodiscard]] QString textBar(const std::optional<double> &score, int width);
/// ● pass, ▲ partial, ◆ fail, ◌ unknown, △ waived, – not applicable.
[[nodiscard]] QChar shapeOf(readiness::ItemResult result);

} // namespace readyroom::report
