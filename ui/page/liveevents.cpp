// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/liveevents.h"

#include "models/journal/matching.h"

#include <algorithm>
#include <utility>

namespace readyroom::page {

using journal::Entry;

namespace {

bool olderFirst(const Entry &a, const Entry &b)
{
    return journal::readsBefore(journal::cursorOf(b), journal::cursorOf(a));
}

} // namespace

LiveEvents::LiveEvents(JournalStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    connect(&store, &JournalStore::recorded, this, &LiveEvents::onRecorded);
}

LiveEvents::~LiveEvents()
{
    cancel();
}

void LiveEvents::setService(const QString &environment, const QString &name)
{
    if (m_subject.environment == environment && m_subject.service == name) {
        return;
    }
    cancel();
    m_subject.environment = environment;
    m_subject.service = name;
    m_held.reset();
    m_entries.clear();
    Q_EMIT changed();
}

void LiveEvents::cancel()
{
    if (m_stop) {
        m_stop->request_stop();
        m_stop.reset();
    }
    m_asked.reset();
    m_wish.reset();
    m_arrived.clear();
    ++m_generation;
}

bool LiveEvents::covers(const Span &wanted) const
{
    if (!m_held || wanted.from < m_held->from) {
        return false;
    }
    if (!m_held->live && (wanted.live || wanted.to > m_held->to)) {
        return false;
    }
    // Of a cut span only the newest are there; they are all that a live chart asks for.
    return !m_cut || wanted.live || wanted == *m_held;
}

void LiveEvents::refresh(Timestamp from, Timestamp to, bool live)
{
    const Span wanted{from, to, live};
    if (m_subject.service.isEmpty() || from >= to || covers(wanted)) {
        return;
    }
    if (m_stop) {
        m_wish = wanted;
        return;
    }
    ask(wanted);
}

void LiveEvents::ask(const Span &span)
{
    Span wider = span;
    if (!m_cut || span.live) {
        // Panning goes to the left most of the time.
        wider.from -= span.to - span.from;
    }
    JournalFilter filter = m_subject;
    filter.from = wider.from;
    if (!wider.live) {
        filter.to = wider.to;
    }
    m_stop.emplace();
    m_asked = wider;
    ++m_generation;
    // Ends by itself: it holds its own state and looks whether this object is still there.
    run(this, m_store, filter, wider, m_stop->get_token(), m_generation);
}

QCoro::Task<void> LiveEvents::run(QPointer<LiveEvents> self, JournalStore &store, JournalFilter filter, Span span,
                                  std::stop_token stop, quint64 generation)
{
    Result<std::vector<Entry>> entries = co_await store.read(std::move(filter), most, {}, stop);
    if (self && self->m_generation == generation) {
        self->take(span, std::move(entries));
    }
}

void LiveEvents::take(const Span &span, Result<std::vector<Entry>> entries)
{
    m_stop.reset();
    m_asked.reset();
    const std::optional<Span> wish = std::exchange(m_wish, std::nullopt);
    const std::vector<Entry> arrived = std::exchange(m_arrived, {});
    if (!entries) {
        // Asked again with the next refresh; the Journal page tells what is wrong.
        return;
    }
    m_held = span;
    m_cut = entries->size() >= most;
    m_entries = std::move(*entries);
    std::ranges::sort(m_entries, olderFirst);
    for (const Entry &entry : arrived) {
        insert(entry);
    }
    Q_EMIT changed();
    if (wish && !m_stop) {
        refresh(wish->from, wish->to, wish->live);
    }
}

void LiveEvents::onRecorded(const std::vector<Entry> &entries)
{
    bool any = false;
    for (const Entry &entry : entries) {
        if (m_subject.service.isEmpty() || !journal::matches(m_subject, entry.event)) {
            continue;
        }
        if (m_asked && entry.event.at >= m_asked->from && (m_asked->live || entry.event.at < m_asked->to)) {
            m_arrived.push_back(entry);
        }
        if (m_held && entry.event.at >= m_held->from && (m_held->live || entry.event.at < m_held->to)) {
            any = insert(entry) || any;
        }
    }
    if (any) {
        Q_EMIT changed();
    }
}

bool LiveEvents::insert(const Entry &entry)
{
    const auto at = std::lower_bound(m_entries.begin(), m_entries.end(), entry, olderFirst);
    if (at != m_entries.end() && at->place == entry.place) {
        return false;
    }
    m_entries.insert(at, entry);
    if (m_entries.size() > 2 * most) {
        m_entries.erase(m_entries.begin(), m_entries.begin() + static_cast<std::ptrdiff_t>(m_entries.size() - most));
        m_cut = true;
    }
    return true;
}

} // namespace readyroom::page
