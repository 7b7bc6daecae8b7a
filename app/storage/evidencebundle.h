// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/readiness/document.h"

#include <QByteArray>
#include <QStringList>

namespace readyroom::storage {

/// The raw answers that an assessment rests on, as canonical JSON that ends with a newline:
///
///     {"format":"readyroom-evidence/1","items":[{"answer":BASE64,"id":ID,"sha256":HEX}]}
///
/// in the order of the document. `answer` is what readiness::keptAnswer() keeps, `sha256` that of the whole answer.
/// It is not signed itself: the signed document has the SHA-256 of what is kept here.
[[nodiscard]] Result<QByteArray> bundleOf(const readiness::Assessment &assessment);

/// What in a bundle does not fit its document, in whole sentences, the first hundred of them; empty: all does.
/// Kind::Parse for what is no bundle.
[[nodiscard]] Result<QStringList> bundleDamage(const readiness::Document &document, const QByteArray &bundle);

inline constexpr qsizetype maxBundleBytes = 64 * 1024 * 1024;

} // namespace readyroom::storage
