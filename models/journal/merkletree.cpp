// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/merkletree.h"

#include "models/journal/sha256.h"

#include <bit>

namespace readyroom::journal {

namespace {

QByteArray leafHash(const QByteArray &leaf)
{
    QByteArray bytes(1, '\0');
    bytes += leaf;
    return sha256(bytes);
}

QByteArray nodeHash(const QByteArray &left, const QByteArray &right)
{
    QByteArray bytes(1, '\1');
    bytes += left;
    bytes += right;
    return sha256(bytes);
}

} // namespace

QByteArray merkleTreeHash(std::span<const QByteArray> leaves)
{
    if (leaves.empty()) {
        return sha256({});
    }
    if (leaves.size() == 1) {
        return leafHash(leaves.front());
    }
    const std::size_t split = std::bit_floor(leaves.size() - 1);
    return nodeHash(merkleTreeHash(leaves.first(split)), merkleTreeHash(leaves.subspan(split)));
}

} // namespace readyroom::journal
