// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/journalmodel.h"

#include "models/items/journalwords.h"
#include "models/items/quantity.h"
#include "models/journal/matching.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace readyroom::items {

using namespace Qt::StringLiterals;
using journal::Entry;

namespace {

bool entryReadsBefore(const Entry &a, const Entry &b)
{
    return journal::readsBefore(journal::cursorOf(a), journal::cursorOf(b));
}

} // namespace

JournalModel::JournalModel(JournalStore &store, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
{
    connect(&store, &JournalStore::recorded, this, &JournalModel::onRecorded);
}

JournalModel::~JournalModel()
{
    cancel();
}

void JournalModel::cancel()
{
    if (m_stop) {
        m_stop->request_stop();
        m_stop.reset();
    }
    ++m_generation;
}

void JournalModel::setFilter(const JournalFilter &filter)
{
    if (filter == m_filter && !m_error && (m_answered || m_stop)) {
        return;
    }
    m_filter = filter;
    reload();
}

void JournalModel::reload()
{
    cancel();
    m_answered = false;
    m_complete = false;
    m_error.reset();
    m_arrived.clear();
    ask({});
}

void JournalModel::retry()
{
    if (!m_error) {
        return;
    }
    m_error.reset();
    if (m_rows.empty()) {
        m_answered = false;
        ask({});
    } else {
        ask(journal::cursorOf(m_rows.back()));
    }
}

void JournalModel::ask(std::optional<JournalCursor> after)
{
    m_stop.emplace();
    ++m_generation;
    Q_EMIT stateChanged();
    start(std::move(after));
}

void JournalModel::start(std::optional<JournalCursor> after)
{
    // Ends by itself: it holds its own state and looks whether this object is still there.
    run(this, m_store, m_filter, after, m_stop->get_token(), m_generation);
}

QCoro::Task<void> JournalModel::run(QPointer<JournalModel> self, JournalStore &store, JournalFilter filter,
                                    std::optional<JournalCursor> after, std::stop_token stop, quint64 generation)
{
    const bool first = !after.has_value();
    Result<Entries> entries = co_await store.read(std::move(filter), pageSize, std::move(after), stop);
    if (self && self->m_generation == generation) {
        self->take(std::move(entries), first);
    }
}

void JournalModel::take(Result<Entries> entries, bool first)
{
    m_answered = true;
    if (first) {
        beginResetModel();
        m_rows.clear();
        if (entries) {
            m_rows.assign(std::make_move_iterator(entries->begin()), std::make_move_iterator(entries->end()));
        }
        endResetModel();
    }
    if (entries) {
        const bool full = entries->size() == pageSize;
        // A store whose times were tampered with may begin again where it ended: then there is nothing more to read.
        const bool more = first || append(std::move(*entries));
        m_complete = !full || !more;
        Entries arrived = std::exchange(m_arrived, {});
        std::erase_if(arrived, [this](const Entry &entry) { return isBeyond(entry); });
        insert(std::move(arrived));
    } else {
        m_error = std::move(entries.error());
        m_arrived.clear();
    }
    // Only now: a view that wants more while rows come in would have them come in twice at a time.
    m_stop.reset();
    Q_EMIT stateChanged();
}

bool JournalModel::append(Entries entries)
{
    std::erase_if(entries, [this](const Entry &entry) { return !entryReadsBefore(m_rows.back(), entry); });
    if (entries.empty()) {
        return false;
    }
    const int begin = rowCount();
    beginInsertRows({}, begin, begin + static_cast<int>(entries.size()) - 1);
    m_rows.insert(m_rows.end(), std::make_move_iterator(entries.begin()), std::make_move_iterator(entries.end()));
    endInsertRows();
    return true;
}

/// Older than all rows while more are to come: reading will find it.
bool JournalModel::isBeyond(const Entry &entry) const
{
    return !m_complete && (m_rows.empty() || entryReadsBefore(m_rows.back(), entry));
}

void JournalModel::onRecorded(const Entries &entries)
{
    Entries wanted;
    for (const Entry &entry : entries) {
        if (!journal::matches(m_filter, entry.event)) {
            continue;
        }
        if (m_stop && (!m_answered || isBeyond(entry))) {
            m_arrived.push_back(entry);
        } else if (m_answered && !isBeyond(entry)) {
            wanted.push_back(entry);
        }
    }
    insert(std::move(wanted));
}

void JournalModel::insert(Entries entries)
{
    std::ranges::sort(entries, entryReadsBefore);
    for (auto next = entries.begin(); next != entries.end();) {
        const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), *next, entryReadsBefore);
        if (at != m_rows.end() && at->place == next->place) {
            ++next;
            continue;
        }
        auto end = std::next(next);
        while (end != entries.end() && end->place != std::prev(end)->place
               && (at == m_rows.end() || entryReadsBefore(*end, *at))) {
            ++end;
        }
        const int row = static_cast<int>(at - m_rows.begin());
        beginInsertRows({}, row, row + static_cast<int>(end - next) - 1);
        m_rows.insert(at, std::make_move_iterator(next), std::make_move_iterator(end));
        endInsertRows();
        next = end;
    }
}

int JournalModel::firstOlderThan(Timestamp at) const
{
    const auto found =
        std::partition_point(m_rows.begin(), m_rows.end(), [at](const Entry &entry) { return entry.event.at >= at; });
    return static_cast<int>(found - m_rows.begin());
}

int JournalModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant JournalModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const journal::Event &event = at(index.row()).event;
    switch (role) {
    case Qt::DisplayRole:
    case TextRole:
        return event.text;
    case Qt::ToolTipRole:
        return toolTip(event.text);
    case Qt::AccessibleTextRole: {
        QStringList parts{timeOfDayText(event.at), kindWord(event.kind), event.service, event.text};
        parts.removeAll(QString());
        return parts.join(u", "_s);
    }
    case KindRole:
        return static_cast<int>(event.kind);
    case AtRole:
        return QVariant::fromValue<qint64>(toMillis(event.at));
    case ServiceRole:
        return event.service;
    case EnvironmentRole:
        return event.environment;
    case OperatorRole:
        return operatorText(event.by);
    case DetailRole:
        return event.detail;
    default:
        return {};
    }
}

QHash<int, QByteArray> JournalModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{KindRole, "kind"},
                  {AtRole, "at"},
                  {ServiceRole, "service"},
                  {EnvironmentRole, "environment"},
                  {TextRole, "text"},
                  {OperatorRole, "operator"},
                  {DetailRole, "detail"}});
    return names;
}

bool JournalModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_answered && !m_complete && !m_error && !m_stop;
}

void JournalModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent) || m_rows.empty()) {
        return;
    }
    m_stop.emplace();
    ++m_generation;
    // Views ask from within signals of this model, where an answer at once would be a change within a change.
    QMetaObject::invokeMethod(
        this,
        [this, generation = m_generation] {
            if (generation == m_generation) {
                start(journal::cursorOf(m_rows.back()));
            }
        },
        Qt::QueuedConnection);
    Q_EMIT stateChanged();
}

} // namespace readyroom::items
