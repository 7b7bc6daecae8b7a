// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/journalstore.h"

#include <QObject>
#include <QPointer>

#include <optional>
#include <vector>

namespace readyroom::page {

/// What happened to one service in a span of time, kept up to date as the span moves on: read once, then lengthened by
/// what is recorded. One request at a time.
class LiveEvents final : public QObject {
    Q_OBJECT
public:
    /// More than a chart can show apart from each other; of a busier span the newest.
    static constexpr std::size_t most = 500;

    /// `store` outlives it.
    explicit LiveEvents(JournalStore &store, QObject *parent = nullptr);
    ~LiveEvents() override;

    /// Another service starts anew.
    void setService(const QString &environment, const QString &name);
    /// Reads what is missing for this span; `live`: its end is now and moves on.
    void refresh(Timestamp from, Timestamp to, bool live);
    void cancel();

    /// Oldest first; those around the span that were read too included.
    [[nodiscard]] const std::vector<journal::Entry> &entries() const { return m_entries; }

Q_SIGNALS:
    void changed();

private:
    struct Span {
        Timestamp from;
        Timestamp to; ///< while live: of no meaning
        bool live = false;
        bool operator==(const Span &) const = default;
    };

    [[nodiscard]] bool covers(const Span &wanted) const;
    void ask(const Span &span);
    static QCoro::Task<void> run(QPointer<LiveEvents> self, JournalStore &store, JournalFilter filter, Span span,
                                 std::stop_token stop, quint64 generation);
    void take(const Span &span, Result<std::vector<journal::Entry>> entries);
    void onRecorded(const std::vector<journal::Entry> &entries);
    bool insert(const journal::Entry &entry);

    JournalStore &m_store;
    JournalFilter m_subject;
    std::vector<journal::Entry> m_entries;
    std::vector<journal::Entry> m_arrived; ///< recorded while a request was on its way that may have missed them
    std::optional<Span> m_held;
    bool m_cut = false; ///< the span held more than `most`
    std::optional<Span> m_asked;
    std::optional<Span> m_wish;
    std::optional<std::stop_source> m_stop;
    quint64 m_generation = 0;
};

} // namespace readyroom::page
