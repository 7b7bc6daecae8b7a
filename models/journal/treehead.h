// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <vector>

namespace readyroom::journal {

/// The newest entry of one writer's chain.
struct ChainHead {
    QString writer;
    std::uint64_t seq = 0;
    QByteArray hash; ///< 32 bytes
    bool operator==(const ChainHead &) const = default;
};

/// The whole journal at one moment in one hash: the Merkle tree hash of RFC 6962 section 2.1 over the canonical JSON of
/// {"hash":…,"seq":…,"writer":…} of every chain head, sorted by writer. Kept off the machine, it proves later that no
/// chain was cut or rewritten before `at`; it proves nothing about who wrote it, nor about what came after.
struct TreeHead {
    Timestamp at{};
    std::vector<ChainHead> heads; ///< sorted by writer, one each
    QByteArray root; ///< 32 bytes
    bool operator==(const TreeHead &) const = default;
};

[[nodiscard]] TreeHead treeHeadOf(std::vector<ChainHead> heads, Timestamp at);
/// One line of canonical JSON with a newline: {"at":…,"heads":[…],"root":…,"v":1}.
[[nodiscard]] QByteArray toJson(const TreeHead &head);
/// Kind::Parse with a sentence when the text is not such a head, or its root does not follow from its heads.
[[nodiscard]] Result<TreeHead> treeHeadFromJson(const QByteArray &text);

} // namespace readyroom::journal
