// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/entry.h"
#include "models/journal/treehead.h"

#include <cstdint>
#include <map>
#include <vector>

namespace readyroom::journal {

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
    /// After the last row: compares with a head that was exported earlier. Every chain of it must reach at least as far
    /// and have the same hash at that place. Must have been given before the first check().
    void expect(const TreeHead &head);
    void finish();

    [[nodiscard]] const std::vector<Damage> &damage() const { return m_damage; } ///< the first 100
    [[nodiscard]] std::uint64_t entries() const { return m_entries; }
    /// The heads of the chains that were checked, damaged or not.
    [[nodiscard]] std::vector<ChainHead> heads() const;

private:
    void report(Place place, QString text);

    std::map<QString, ChainHead> m_heads;
    std::map<QString, ChainHead> m_expected;
    std::vector<Damage> m_damage;
    std::uint64_t m_entries = 0;
};

} // namespace readyroom::journal
