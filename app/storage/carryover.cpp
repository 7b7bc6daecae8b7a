// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/carryover.h"

#include "app/storage/journalsql.h"

namespace readyroom::storage {

using namespace Qt::StringLiterals;

namespace {

enum class Joint { Behind, Within, Apart };

/// How the chain that ends with `head` in `from` meets the one that ends with `reached` in `to`.
Result<Joint> joint(const QSqlDatabase &from, const QSqlDatabase &to, const journal::ChainHead &head,
                    const journal::ChainHead &reached)
{
    if (reached.seq == 0) {
        return Joint::Behind;
    }
    const bool behind = reached.seq < head.seq;
    const auto row = behind ? rowAt(from, {reached.writer, reached.seq}) : rowAt(to, {head.writer, head.seq});
    if (!row) {
        return std::unexpected(row.error());
    }
    if (!*row || (*row)->hash != (behind ? reached.hash : head.hash)) {
        return Joint::Apart;
    }
    return behind ? Joint::Behind : Joint::Within;
}

Result<std::uint64_t> copyChain(const QSqlDatabase &from, const QSqlDatabase &to, const journal::Place &behind)
{
    Result<QSqlQuery> insertion = rowInsertion(to);
    if (!insertion) {
        return std::unexpected(insertion.error());
    }
    Result<QSqlQuery> rows =
        run(from, u"SELECT "_s + journalColumns() + u" FROM journal WHERE writer = ? AND seq > ? ORDER BY seq"_s,
            {behind.writer, static_cast<qlonglong>(behind.seq)});
    if (!rows) {
        return std::unexpected(rows.error());
    }
    std::uint64_t copied = 0;
    while (rows->next()) {
        if (const Result<void> inserted = insertRow(*insertion, storedRow(*rows)); !inserted) {
            return std::unexpected(inserted.error());
        }
        ++copied;
    }
    if (rows->lastError().isValid()) {
        return std::unexpected(
            databaseError(u"The entries of the former journal file cannot be read."_s, rows->lastError()));
    }
    return copied;
}

Result<CarriedOver> carryInside(const QSqlDatabase &from, const QSqlDatabase &to)
{
    const auto heads = allHeads(from);
    if (!heads) {
        return std::unexpected(heads.error());
    }
    CarriedOver carried;
    for (const journal::ChainHead &head : *heads) {
        const auto reached = headOf(to, head.writer);
        if (!reached) {
            return std::unexpected(reached.error());
        }
        const Result<Joint> meets = joint(from, to, head, *reached);
        if (!meets) {
            return std::unexpected(meets.error());
        }
        if (*meets == Joint::Behind) {
            const auto copied = copyChain(from, to, {head.writer, reached->seq});
            if (!copied) {
                return std::unexpected(copied.error());
            }
            carried.entries += *copied;
        }
        carried.joined = carried.joined && *meets != Joint::Apart;
    }
    return carried;
}

} // namespace

Result<CarriedOver> carryOver(const QSqlDatabase &from, const QSqlDatabase &to)
{
    if (const Result<void> begun = execute(to, u"BEGIN IMMEDIATE"_s); !begun) {
        return std::unexpected(begun.error());
    }
    Result<CarriedOver> carried = carryInside(from, to);
    if (carried) {
        if (const Result<void> committed = execute(to, u"COMMIT"_s); !committed) {
            carried = std::unexpected(committed.error());
        }
    }
    if (!carried) {
        (void)execute(to, u"ROLLBACK"_s);
    }
    return carried;
}

} // namespace readyroom::storage
