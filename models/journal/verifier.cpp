// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/verifier.h"

#include "models/journal/canonicaljson.h"
#include "models/journal/entryparts.h"
#include "models/journal/sha256.h"

#include <algorithm>
#include <utility>

namespace readyroom::journal {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostDamage = 100;

/// Compares without making either into the other: this runs for every row of a journal.
bool isHexOf(QByteArrayView hex, const QByteArray &hash)
{
    constexpr char digits[] = "0123456789abcdef";
    if (hex.size() != 2 * hash.size()) {
        return false;
    }
    for (qsizetype i = 0; i < hash.size(); ++i) {
        const auto byte = static_cast<unsigned char>(hash[i]);
        if (hex[2 * i] != digits[byte >> 4U] || hex[2 * i + 1] != digits[byte & 15U]) {
            return false;
        }
    }
    return true;
}

QString missing(std::uint64_t from, std::uint64_t to)
{
    return from == to ? u"Entry %1 is missing"_s.arg(from) : u"Entries %1 to %2 are missing"_s.arg(from).arg(to);
}

} // namespace

bool Verifier::check(const StoredRow &row)
{
    ++m_entries;
    auto place = m_chains.find(row.writer);
    if (place == m_chains.end()) {
        place = m_chains.emplace(row.writer, Chain{{row.writer, 0, chainStart()}, chainStart()}).first;
    }
    Chain &chain = place->second;
    const QString disorder = flawInOrder(row, chain);
    if (!disorder.isEmpty()) {
        // A hole is told where it begins.
        report({row.writer, std::min(row.seq, chain.head.seq + 1)}, disorder);
    }
    QByteArray computed = sha256(row.bytes);
    QString flaw = flawIn(row, computed, chain);
    QString rewritten = flawAgainstHead(row);
    if (flaw.isEmpty()) {
        flaw = std::move(rewritten);
    }
    const bool isWhole = disorder.isEmpty() && flaw.isEmpty();
    if (!flaw.isEmpty()) {
        report({row.writer, row.seq}, std::move(flaw));
    }
    if (row.seq > chain.head.seq) {
        chain.head.seq = row.seq;
        chain.head.hash = row.hash;
        chain.computed = std::move(computed);
    }
    return isWhole;
}

QString Verifier::flawInOrder(const StoredRow &row, const Chain &chain) const
{
    const std::uint64_t next = chain.head.seq + 1;
    if (row.seq == next) {
        return {};
    }
    return row.seq > next
        ? missing(next, row.seq - 1)
        : u"Entry %1 stands behind entry %2, where it does not belong"_s.arg(row.seq).arg(chain.head.seq);
}

QString Verifier::flawIn(const StoredRow &row, const QByteArray &computed, const Chain &chain)
{
    if (computed != row.hash) {
        return u"The bytes of entry %1 do not have the hash that is stored with them"_s.arg(row.seq);
    }
    const auto parts = entryParts(row.bytes);
    if (!parts) {
        return u"Entry %1 is not in canonical form: byte %2 is out of place"_s.arg(row.seq).arg(parts.error() + 1);
    }
    if (QString flaw = flawInColumns(row, *parts); !flaw.isEmpty()) {
        return flaw;
    }
    // Across a hole nothing can be compared. When the entry before was changed, it is that one which is damaged.
    const bool follows =
        row.seq != chain.head.seq + 1 || isHexOf(parts->prev, chain.head.hash) || isHexOf(parts->prev, chain.computed);
    return follows ? QString()
                   : u"Entry %1 does not follow from the one before it: one of the two was replaced"_s.arg(row.seq);
}

QString Verifier::flawInColumns(const StoredRow &row, const EntryParts &parts)
{
    const char *column = parts.seq != row.seq         ? "seq"
        : !spells(parts.writer, row.writer)           ? "writer"
        : toMillis(parts.at) != row.atMs              ? "at"
        : !spells(parts.kind, row.kind)               ? "kind"
        : !spells(parts.service, row.service)         ? "service"
        : !spells(parts.environment, row.environment) ? "environment"
        : !spells(parts.text, row.text)               ? "text"
                                                      : nullptr;
    return column
        ? u"The column %1 of entry %2 does not follow from its bytes"_s.arg(QLatin1StringView(column)).arg(row.seq)
        : QString();
}

bool Verifier::spells(QByteArrayView part, const QString &column)
{
    if (column.isEmpty()) {
        return part.isEmpty();
    }
    m_scratch.truncate(0);
    return appendString(m_scratch, column) && part == m_scratch;
}

void Verifier::expect(const TreeHead &head)
{
    for (const ChainHead &chain : head.heads) {
        m_expected.insert_or_assign(chain.writer, chain);
    }
}

QString Verifier::flawAgainstHead(const StoredRow &row)
{
    if (m_expected.empty()) {
        return {};
    }
    const auto expected = m_expected.find(row.writer);
    if (expected == m_expected.end() || expected->second.seq != row.seq) {
        return {};
    }
    const bool isSame = expected->second.hash == row.hash;
    m_expected.erase(expected);
    return isSame ? QString()
                  : u"Entry %1 is not the one that the exported head names: the chain was rewritten"_s.arg(row.seq);
}

void Verifier::finish()
{
    for (const auto &[writer, expected] : std::exchange(m_expected, {})) {
        const auto chain = m_chains.find(writer);
        if (chain == m_chains.end()) {
            report(
                {writer, 0},
                u"The whole chain is missing, and the exported head covers its first %1 entries"_s.arg(expected.seq));
        } else if (const std::uint64_t last = chain->second.head.seq; last < expected.seq) {
            report({writer, last + 1}, missing(last + 1, expected.seq) + u" that the exported head covers"_s);
        } else {
            report({writer, expected.seq}, missing(expected.seq, expected.seq) + u" that the exported head covers"_s);
        }
    }
}

std::vector<ChainHead> Verifier::heads() const
{
    std::vector<ChainHead> heads;
    heads.reserve(m_chains.size());
    for (const auto &[writer, chain] : m_chains) {
        heads.push_back(chain.head);
    }
    return heads;
}

void Verifier::report(Place place, QString text)
{
    if (m_damage.size() < mostDamage) {
        m_damage.push_back({std::move(place), std::move(text)});
    }
}

} // namespace readyroom::journal
