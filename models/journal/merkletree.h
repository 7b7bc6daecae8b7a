// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <span>

namespace readyroom::journal {

/// The Merkle tree hash of RFC 6962 section 2.1 over `leaves` with SHA-256; 32 bytes. Leaves and inner nodes are hashed
/// with different prefixes, so that no node passes for a leaf.
[[nodiscard]] QByteArray merkleTreeHash(std::span<const QByteArray> leaves);

} // namespace readyroom::journal
