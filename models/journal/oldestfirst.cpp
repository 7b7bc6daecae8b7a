// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/oldestfirst.h"

#include "models/journal/matching.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace readyroom::journal {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> withdrawn()
{
    return failure(Error::Kind::Cancelled, u"Reading the journal was withdrawn."_s);
}

} // namespace

OldestFirst::OldestFirst(JournalStore &store, JournalFilter filter, std::size_t pageSize)
    : m_store(store)
    , m_filter(std::move(filter))
    , m_pageSize(pageSize)
{
}

QCoro::Task<Result<void>> OldestFirst::findPages(std::stop_token stop)
{
    std::optional<JournalCursor> after;
    for (;;) {
        const Result<std::vector<Entry>> page = co_await m_store.read(m_filter, m_pageSize, after, stop);
        if (!page) {
            co_return std::unexpected(page.error());
        }
        if (stop.stop_requested()) {
            co_return withdrawn();
        }
        // Where a time was tampered with, a page may end where the one before did; verifying names that.
        if (page->empty() || (after && !readsBefore(*after, cursorOf(page->back())))) {
            break;
        }
        if (!m_newest) {
            m_newest = cursorOf(page->front());
        }
        after = cursorOf(page->back());
        m_ends.push_back(*after);
        if (page->size() < m_pageSize) {
            break;
        }
    }
    m_knowsPages = true;
    co_return Result<void>{};
}

QCoro::Task<Result<std::vector<Entry>>> OldestFirst::next(std::stop_token stop)
{
    if (!m_knowsPages) {
        if (const Result<void> found = co_await findPages(stop); !found) {
            co_return std::unexpected(found.error());
        }
    }
    std::vector<Entry> entries;
    if (m_ends.empty()) {
        co_return entries;
    }
    const JournalCursor end = m_ends.back();
    m_ends.pop_back();
    std::optional<JournalCursor> after;
    if (!m_ends.empty()) {
        after = m_ends.back();
    }
    // A page may have grown meanwhile: another desktop's clock may lie in the past. Then it takes more than one read.
    for (bool reached = false; !reached;) {
        Result<std::vector<Entry>> page = co_await m_store.read(m_filter, m_pageSize, after, stop);
        if (!page) {
            co_return std::unexpected(page.error());
        }
        if (stop.stop_requested()) {
            co_return withdrawn();
        }
        reached = page->size() < m_pageSize || (after && !readsBefore(*after, cursorOf(page->back())));
        for (Entry &entry : *page) {
            const JournalCursor at = cursorOf(entry);
            reached = reached || !readsBefore(at, end);
            if (readsBefore(end, at)) {
                break;
            }
            if (!readsBefore(at, *m_newest)) {
                entries.push_back(std::move(entry));
            }
            after = at;
        }
    }
    std::ranges::reverse(entries);
    co_return entries;
}

} // namespace readyroom::journal
