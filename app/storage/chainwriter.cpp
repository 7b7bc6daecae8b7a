// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/chainwriter.h"

#include "app/storage/journalsql.h"

#include <iterator>
#include <limits>
#include <utility>

namespace readyroom::storage {

using namespace Qt::StringLiterals;

namespace {

constexpr auto everything = std::size_t{std::numeric_limits<qint32>::max()};

const journal::Entry *lastWritten(const std::vector<Result<journal::Entry>> &outcomes)
{
    for (auto outcome = outcomes.rbegin(); outcome != outcomes.rend(); ++outcome) {
        if (*outcome) {
            return &**outcome;
        }
    }
    return nullptr;
}

Result<void> insertAll(const QSqlDatabase &database, const std::vector<Result<journal::Entry>> &outcomes)
{
    Result<QSqlQuery> insertion = rowInsertion(database);
    if (!insertion) {
        return std::unexpected(insertion.error());
    }
    for (const Result<journal::Entry> &outcome : outcomes) {
        if (outcome) {
            if (const Result<void> inserted = insertRow(*insertion, storedRow(*outcome)); !inserted) {
                return inserted;
            }
        }
    }
    return {};
}

} // namespace

Result<void> ChainWriter::attach(const QSqlDatabase &database, const QString &writer)
{
    if (m_known.writer == writer) {
        return {};
    }
    Result<journal::ChainHead> head = headOf(database, writer);
    if (!head) {
        return std::unexpected(std::move(head).error());
    }
    m_known = *std::move(head);
    return {};
}

Result<ChainWriter::Recorded> ChainWriter::record(const QSqlDatabase &database,
                                                  const std::vector<journal::Event> &events,
                                                  const std::function<bool()> &inPlace)
{
    // Immediate: where the chain ends is read under the lock under which it is lengthened.
    if (const Result<void> begun = execute(database, u"BEGIN IMMEDIATE"_s); !begun) {
        return std::unexpected(begun.error());
    }
    Result<Recorded> recorded = recordInside(database, events);
    if (recorded) {
        if (const Result<void> committed = execute(database, u"COMMIT"_s); !committed) {
            recorded = std::unexpected(committed.error());
        }
    }
    if (!recorded) {
        (void)execute(database, u"ROLLBACK"_s);
        return recorded;
    }
    if (!inPlace()) {
        return failure(Error::Kind::Io, u"The journal file was deleted or replaced."_s);
    }
    m_attempt.clear();
    know(recorded->fresh);
    return recorded;
}

Result<ChainWriter::Recorded> ChainWriter::recordInside(const QSqlDatabase &database,
                                                        const std::vector<journal::Event> &events)
{
    const Result<journal::ChainHead> head = headOf(database, m_known.writer);
    if (!head) {
        return std::unexpected(head.error());
    }
    Recorded recorded;
    if (head->seq > m_known.seq) {
        auto others = entriesBehind(database, {m_known.writer, m_known.seq}, everything);
        if (!others) {
            return std::unexpected(std::move(others).error());
        }
        recorded.fresh = *std::move(others);
    }
    const Result<bool> arrived = attemptArrived(database);
    if (!arrived) {
        return std::unexpected(arrived.error());
    }
    if (*arrived) {
        recorded.outcomes = m_attempt;
        return recorded;
    }
    // Not what the file says when it ends earlier than what was acknowledged: the gap shall be seen.
    recorded.cut = head->seq < m_known.seq ? m_known.seq - head->seq : 0;
    journal::ChainHead end = head->seq > m_known.seq ? *head : m_known;
    for (const journal::Event &event : events) {
        recorded.outcomes.push_back(journal::sealed(event, {end.writer, end.seq + 1}, end.hash));
        if (const Result<journal::Entry> &entry = recorded.outcomes.back()) {
            end = {end.writer, entry->place.seq, entry->hash};
            recorded.fresh.push_back(*entry);
        }
    }
    m_attempt = recorded.outcomes;
    if (const Result<void> inserted = insertAll(database, recorded.outcomes); !inserted) {
        return std::unexpected(inserted.error());
    }
    return recorded;
}

Result<bool> ChainWriter::attemptArrived(const QSqlDatabase &database) const
{
    const journal::Entry *last = lastWritten(m_attempt);
    if (!last) {
        return false;
    }
    const auto row = rowAt(database, last->place);
    if (!row) {
        return std::unexpected(row.error());
    }
    return *row && (*row)->hash == last->hash;
}

Result<std::vector<journal::Entry>> ChainWriter::catchUp(const QSqlDatabase &database)
{
    auto others = entriesBehind(database, {m_known.writer, m_known.seq}, everything);
    if (others) {
        know(*others);
    }
    return others;
}

void ChainWriter::know(const std::vector<journal::Entry> &entries)
{
    if (!entries.empty()) {
        m_known.seq = entries.back().place.seq;
        m_known.hash = entries.back().hash;
    }
}

} // namespace readyroom::storage
