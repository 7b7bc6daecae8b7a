// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/entry.h"
#include "models/journal/treehead.h"

#include <cstdint>
#include <map>
#include <vector>

namespace readyroom::journal {

struct EntryParts;

/// What is wrong with a stored journal, and where.
struct Damage {
    Place place; ///< of the first bad entry; seq 0 when a whole chain is missing
    QString text; ///< one whole sentence without full stop
    bool operator==(const Damage &) const = default;
};

/// What a store keeps beside the bytes, so that it can be searched. All of it follows from the bytes.
struct StoredRow {
    QString writer;
    std::uint64_t seq = 0;
    QByteArray bytes;
    QByteArray hash; ///< 32 bytes
    std::int64_t atMs = 0;
    QString kind;
    QString service;
    QString environment;
    QString text;
};

/// Checks a journal row by row, in the order (writer, seq): bytes against hash, hash against the next entry's prev,
/// sequence without holes, bytes in canonical form, and every column against the bytes. Time is no criterion: clocks of
/// workstations go wrong. At least 200,000 rows a second.
class Verifier final {
public:
    /// False when the row is damaged or breaks the chain; what is wrong is in damage(). Goes on with the next row.
    bool check(const StoredRow &row);
    /// Before the first check(): a head that was exported earlier. Every chain of it must reach at least as far and
    /// have the same hash at that place.
    void expect(const TreeHead &head);
    /// After the last row: reports what the expected head covers and the journal does not hold.
    void finish();

    [[nodiscard]] const std::vector<Damage> &damage() const { return m_damage; } ///< the first 100
    [[nodiscard]] std::uint64_t entries() const { return m_entries; }
    /// The heads of the chains that were checked, damaged or not.
    [[nodiscard]] std::vector<ChainHead> heads() const;

private:
    struct Chain {
        ChainHead head;
        QByteArray computed; ///< hash of the head's bytes: another one than head.hash when either was changed
    };

    void report(Place place, QString text);
    [[nodiscard]] QString flawInOrder(const StoredRow &row, const Chain &chain) const;
    [[nodiscard]] QString flawIn(const StoredRow &row, const QByteArray &computed, const Chain &chain);
    [[nodiscard]] QString flawInColumns(const StoredRow &row, const EntryParts &parts);
    [[nodiscard]] QString flawAgainstHead(const StoredRow &row);
    [[nodiscard]] bool spells(QByteArrayView part, const QString &column);

    std::map<QString, Chain> m_chains;
    std::map<QString, ChainHead> m_expected; ///< those whose place was not reached yet
    std::vector<Damage> m_damage;
    QByteArray m_scratch;
    std::uint64_t m_entries = 0;
};

} // namespace readyroom::journal
