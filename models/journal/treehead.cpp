// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/treehead.h"

#include "models/journal/canonicaljson.h"
#include "models/journal/canonicalreader.h"
#include "models/journal/merkletree.h"
#include "models/journal/timetext.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace readyroom::journal {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype hashLength = 32;

QByteArray toJson(const ChainHead &head)
{
    QByteArray json =
        "{\"hash\":\"" + head.hash.toHex() + "\",\"seq\":" + QByteArray::number(qulonglong(head.seq)) + ",\"writer\":";
    appendString(json, head.writer);
    return json + '}';
}

QByteArray rootOf(const std::vector<ChainHead> &heads)
{
    std::vector<QByteArray> leaves;
    leaves.reserve(heads.size());
    for (const ChainHead &head : heads) {
        leaves.push_back(toJson(head));
    }
    return merkleTreeHash(leaves);
}

/// The 32 bytes that a JSON string spells in hex, or nothing.
std::optional<QByteArray> takeHash(CanonicalReader &reader)
{
    const auto text = reader.takeString();
    if (!text) {
        return std::nullopt;
    }
    const QByteArray digits = text->sliced(1).chopped(1).toByteArray();
    QByteArray hash = QByteArray::fromHex(digits);
    return hash.size() == hashLength && hash.toHex() == digits ? std::optional(std::move(hash)) : std::nullopt;
}

std::optional<ChainHead> takeChainHead(CanonicalReader &reader)
{
    const auto hash = reader.take("{\"hash\":") ? takeHash(reader) : std::nullopt;
    const auto seq = hash && reader.take(",\"seq\":") ? reader.takeInteger() : std::nullopt;
    const auto writer = seq && reader.take(",\"writer\":") ? reader.takeString() : std::nullopt;
    if (!writer || writer->size() <= 2 || *seq == 0 || !reader.take("}")) {
        return std::nullopt;
    }
    return ChainHead{.writer = stringOf(*writer), .seq = *seq, .hash = *hash};
}

std::optional<std::vector<ChainHead>> takeHeads(CanonicalReader &reader)
{
    std::vector<ChainHead> heads;
    if (!reader.take(",\"heads\":[")) {
        return std::nullopt;
    }
    if (reader.take("]")) {
        return heads;
    }
    do {
        std::optional<ChainHead> head = takeChainHead(reader);
        if (!head || (!heads.empty() && heads.back().writer >= head->writer)) {
            return std::nullopt;
        }
        heads.push_back(*std::move(head));
    } while (reader.take(","));
    return reader.take("]") ? std::optional(std::move(heads)) : std::nullopt;
}

std::optional<TreeHead> takeTreeHead(CanonicalReader &reader)
{
    const auto time = reader.take("{\"at\":") ? reader.takeString() : std::nullopt;
    const auto at = time ? timeFromText(time->sliced(1).chopped(1)) : std::nullopt;
    auto heads = at ? takeHeads(reader) : std::nullopt;
    auto root = heads && reader.take(",\"root\":") ? takeHash(reader) : std::nullopt;
    if (!root || !reader.take(",\"v\":1}")) {
        return std::nullopt;
    }
    (void)reader.take("\n"); // may have got lost on the way
    return reader.isAtEnd() ? std::optional(TreeHead{.at = *at, .heads = *std::move(heads), .root = *std::move(root)})
                            : std::nullopt;
}

} // namespace

TreeHead treeHeadOf(std::vector<ChainHead> heads, Timestamp at)
{
    std::ranges::sort(heads, [](const ChainHead &a, const ChainHead &b) {
        return std::tie(a.writer, b.seq) < std::tie(b.writer, a.seq);
    });
    const auto again = std::ranges::unique(heads, {}, &ChainHead::writer);
    heads.erase(again.begin(), again.end());
    QByteArray root = rootOf(heads);
    return {.at = at, .heads = std::move(heads), .root = std::move(root)};
}

QByteArray toJson(const TreeHead &head)
{
    QByteArray json = "{\"at\":\"" + timeText(head.at).value_or(QByteArray()) + "\",\"heads\":[";
    for (const ChainHead &chain : head.heads) {
        json += (&chain == head.heads.data() ? "" : ",") + toJson(chain);
    }
    return json + "],\"root\":\"" + head.root.toHex() + "\",\"v\":1}\n";
}

Result<TreeHead> treeHeadFromJson(const QByteArray &text)
{
    CanonicalReader reader(text);
    std::optional<TreeHead> head = takeTreeHead(reader);
    if (!head) {
        return failure(
            Error::Kind::Parse,
            u"This is not an exported head of a journal; byte %1 is out of place."_s.arg(reader.position() + 1));
    }
    if (head->root != rootOf(head->heads)) {
        return failure(Error::Kind::Parse, u"The root of the exported head does not follow from the heads in it."_s);
    }
    return *std::move(head);
}

} // namespace readyroom::journal
