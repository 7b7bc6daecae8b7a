// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/journalstore.h"

#include <QAbstractListModel>
#include <QPointer>

#include <deque>
#include <optional>

namespace readyroom::items {

/// The entries of a journal that match a filter, newest first; more are read as a view asks for them. What is recorded
/// while it is shown comes in at its place. Only a new filter resets it, and not before its first entries are there:
/// until then the old ones stay in sight.
class JournalModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        KindRole = Qt::UserRole + 1, ///< int of journal::EventKind
        AtRole, ///< qint64, ms since the epoch
        ServiceRole,
        EnvironmentRole,
        TextRole, ///< also Qt::DisplayRole
        OperatorRole, ///< QString, "ops@ws1"
        DetailRole ///< QJsonObject
    };
    static constexpr std::size_t pageSize = 200;

    /// `store` outlives it. Nothing is read before the first setFilter().
    explicit JournalModel(JournalStore &store, QObject *parent = nullptr);
    ~JournalModel() override;

    /// Does nothing when the filter is the same, unless reading had failed.
    void setFilter(const JournalFilter &filter);
    [[nodiscard]] const JournalFilter &filter() const { return m_filter; }
    /// Reads again what could not be read.
    void retry();
    /// Reads everything anew: a server is there again whose entries were never told.
    void reload();

    /// A request is on its way.
    [[nodiscard]] bool isReading() const { return m_stop.has_value(); }
    /// The first entries of the filter are there, or could not be read.
    [[nodiscard]] bool hasAnswered() const { return m_answered; }
    /// Everything that matches is there.
    [[nodiscard]] bool isComplete() const { return m_complete; }
    /// Why reading stopped; retry() goes on.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    [[nodiscard]] const journal::Entry &at(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    /// The first row that is older than this moment; rowCount() when none is.
    [[nodiscard]] int firstOlderThan(Timestamp at) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    /// isReading(), hasAnswered(), isComplete() or error() changed.
    void stateChanged();

private:
    using Entries = std::vector<journal::Entry>;

    void ask(std::optional<JournalCursor> after);
    void start(std::optional<JournalCursor> after);
    void cancel();
    static QCoro::Task<void> run(QPointer<JournalModel> self, JournalStore &store, JournalFilter filter,
                                 std::optional<JournalCursor> after, std::stop_token stop, quint64 generation);
    void take(Result<Entries> entries, bool first);
    /// False when nothing of it follows the rows that are there.
    bool append(Entries entries);
    void onRecorded(const Entries &entries);
    void insert(Entries entries);
    [[nodiscard]] bool isBeyond(const journal::Entry &entry) const;

    JournalStore &m_store;
    JournalFilter m_filter;
    std::deque<journal::Entry> m_rows; ///< newest first; live ones are put in front cheaply
    Entries m_arrived; ///< recorded while a request was on its way that may have missed them
    std::optional<std::stop_source> m_stop;
    quint64 m_generation = 0;
    std::optional<Error> m_error;
    bool m_answered = false;
    bool m_complete = false;
};

} // namespace readyroom::items
