// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/document.h"

#include <QStringView>

namespace readyroom::readiness {

/// What holds for every record beyond the types of its members: ids, categories and roles are there once, severities
/// are known, digests are digests, and the times have a spelling. Kind::Parse with a sentence.
[[nodiscard]] Result<void> checkRecord(const Document &document);

/// a-z, 0-9 and "-": a role is part of a file's name and of a namespace, so nothing else may be in it.
[[nodiscard]] bool isRoleName(QStringView name);

} // namespace readyroom::readiness
