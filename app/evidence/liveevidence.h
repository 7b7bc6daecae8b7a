// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evidence/journalrecord.h"
#include "app/evidence/livecontext.h"
#include "app/evidence/querybatch.h"
#include "models/readiness/profile.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace readyroom::evidence {

/// Collects what a profile asks about a service without being told to, again and again:
///
///     query, health, drill   with each snapshot of the fleet, at most once a second
///     header, tls, http,     at once, and then every 30 s, or every half of the item's expiry when that is shorter
///     coverage
///
/// Evidence of an item that needs no collecting (attest), or that has to be asked for, is not its work.
class LiveEvidence final : public QObject {
    Q_OBJECT
public:
    /// `service` is a place in the fleet; absent: the fleet does not have it, and nothing can be measured. `context`
    /// and `record` outlive this.
    LiveEvidence(const LiveContext &context, std::shared_ptr<const readiness::Profile> profile,
                 std::optional<std::size_t> service, const JournalRecord &record, QObject *parent = nullptr);
    ~LiveEvidence() override;

    void start();
    /// One for each item of the profile, in its order; never tried where it is not ours.
    [[nodiscard]] const std::vector<readiness::Evidence> &evidence() const { return m_evidence; }
    /// Takes over what was known of items of an earlier version of the profile, by their ids.
    void inherit(const LiveEvidence &before);
    /// Everything has been collected at least once, with as much history as it takes, or as could be hoped for.
    [[nodiscard]] bool isSettled() const;

Q_SIGNALS:
    void changed();

private:
    /// An item that is asked for by the clock.
    struct Timed {
        std::size_t item = 0;
        Duration every{30'000};
        MonotonicTime due{};
        bool running = false;
        bool collected = false;
    };

    [[nodiscard]] const readiness::Item &item(std::size_t index) const { return *m_items.at(index); }
    void onSnapshot();
    void startRound();
    [[nodiscard]] QCoro::Task<> round();
    [[nodiscard]] QCoro::Task<> askQueries(Timestamp at);
    void judgeHealthItems(Timestamp at);
    void judgeDrillItems(Timestamp at);
    void onRecord();
    void startDue();
    [[nodiscard]] QCoro::Task<> collect(std::size_t timed);
    void accept(std::size_t index, readiness::Evidence evidence);
    [[nodiscard]] bool hopesForHistory(std::size_t index) const;
    [[nodiscard]] Duration slowestPoll() const;

    const LiveContext &m_context;
    std::shared_ptr<const readiness::Profile> m_profile;
    std::optional<std::size_t> m_service;
    const JournalRecord &m_record;
    std::vector<const readiness::Item *> m_items; ///< of m_profile
    std::vector<readiness::Evidence> m_evidence;
    std::shared_ptr<const QueryBatch> m_queries;
    std::vector<bool> m_wantsHistory; ///< by item
    std::vector<Timed> m_timed;
    QTimer m_roundTimer;
    QTimer m_dueTimer;
    std::stop_source m_stop;
    std::optional<MonotonicTime> m_lastRound;
    std::optional<MonotonicTime> m_completeSince; ///< when the first complete snapshot was seen
    bool m_roundRunning = false;
    bool m_roundWanted = false;
    bool m_settledRound = false; ///< a round over a complete snapshot has ended
};

} // namespace readyroom::evidence
