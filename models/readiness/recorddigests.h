// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace readyroom::readiness {

/// The member `digests` of a record, from its other members:
///
///     {"categories":{NAME:{MEMBER:SHA256}},"items":{ID:{MEMBER:SHA256}},"parts":{MEMBER:SHA256}}
///
/// Each is the SHA-256, in lower-case hex, of the canonical JSON of that member's value; a member that is null has
/// none. `parts` has the members of the document, and as `items` and `categories` the lists of the ids and names in
/// their order.
[[nodiscard]] QJsonObject recordDigests(const QJsonObject &record);

/// Where `record` differs from the digests in it, in words. Never fails: what is not of the expected shape differs.
[[nodiscard]] QStringList changedRecordParts(const QJsonObject &record);

} // namespace readyroom::readiness
