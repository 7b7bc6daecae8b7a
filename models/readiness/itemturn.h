// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/document.h"

namespace readyroom::readiness {

/// One item in two documents; null where a document does not have it, never both.
struct ItemTurn {
    const Document::ItemRecord *before = nullptr;
    const Document::ItemRecord *after = nullptr;
    Timestamp at{}; ///< of the later document
};

/// Whether its result, a decision about it, or its text is another one.
[[nodiscard]] bool isTurn(const ItemTurn &turn);
/// Whether the profile says something else of it. What evidence brings, and who decided what, is no text.
[[nodiscard]] bool textChanged(const ItemTurn &turn);
/// How far it rose, negative when it fell, among pass or not applicable, waived, partial, unknown, fail. An item that a
/// document does not have stands as high as a pass.
[[nodiscard]] int turnRank(const ItemTurn &turn);
/// Why it turned, one whole sentence.
[[nodiscard]] QString turnSentence(const ItemTurn &turn);

} // namespace readyroom::readiness
