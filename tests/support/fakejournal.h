// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/journalstore.h"

#include <coroutine>
#include <deque>
#include <map>

namespace readyroom::fakes {

/// A journal in memory: really chained, answers at once or when the test says so, fails when told to, and remembers
/// what it was asked.
class FakeJournal final : public JournalStore {
    Q_OBJECT
public:
    struct Asked {
        JournalFilter filter;
        std::size_t limit;
        std::optional<JournalCursor> after;
        std::stop_token stop;
    };

    explicit FakeJournal(std::vector<journal::Event> events = {}, QObject *parent = nullptr);

    /// Records events of this installation, and tells it.
    std::vector<journal::Entry> record(std::vector<journal::Event> events);
    /// The same by another installation that shares the store.
    std::vector<journal::Entry> recordElsewhere(const QString &writer, std::vector<journal::Event> events);

    /// From now on reading and verifying wait for release().
    void hold() { m_holds = true; }
    /// Lets what waits go on, oldest first, and holds no longer.
    void release();
    [[nodiscard]] std::size_t waiting() const { return m_waiting.size(); }

    /// Reading, verifying and the tree head fail with this; absent: they work.
    void failWith(std::optional<Error> error) { m_error = std::move(error); }
    /// What verify() finds.
    void setDamage(std::vector<journal::Damage> damage) { m_damage = std::move(damage); }
    void setHealth(JournalHealth health);

    std::vector<Asked> asked;
    std::vector<std::optional<journal::TreeHead>> verified; ///< what verify() was given, call by call
    /// Oldest first, in the order of reading.
    [[nodiscard]] const std::vector<journal::Entry> &entries() const { return m_entries; }

    [[nodiscard]] QCoro::Task<Result<journal::Entry>> append(journal::Event event) override;
    void post(std::vector<journal::Event> events) override;
    [[nodiscard]] QCoro::Task<Result<std::vector<journal::Entry>>> read(JournalFilter filter, std::size_t limit,
                                                                        std::optional<JournalCursor> after = {},
                                                                        std::stop_token stop = {}) override;
    [[nodiscard]] QCoro::Task<Result<std::vector<journal::Damage>>>
    verify(std::optional<journal::TreeHead> expected = {}, std::stop_token stop = {}) override;
    [[nodiscard]] QCoro::Task<Result<journal::TreeHead>> treeHead() override;
    [[nodiscard]] JournalHealth health() const override { return m_health; }

    /// The id of this installation.
    [[nodiscard]] static QString writer();

private:
    struct Gate;

    std::vector<journal::Entry> m_entries;
    std::map<QString, journal::ChainHead> m_heads;
    std::vector<journal::Damage> m_damage;
    std::optional<Error> m_error;
    JournalHealth m_health;
    bool m_holds = false;
    std::deque<std::coroutine_handle<>> m_waiting;
};

/// An event of `service` at a moment; the sentence and the detail follow from the kind.
[[nodiscard]] journal::Event event(journal::EventKind kind, Timestamp at, const QString &service = {});
/// `count` events of every kind that end at `newest`, some minutes apart, oldest first.
[[nodiscard]] std::vector<journal::Event> manyEvents(int count, Timestamp newest);
/// Five events of one incident, the newest at `newest`, oldest first.
[[nodiscard]] std::vector<journal::Event> fiveEvents(Timestamp newest);
/// Sentences, names and details that are longer than any window, and hostile ones.
[[nodiscard]] std::vector<journal::Event> longEvents(Timestamp newest);

} // namespace readyroom::fakes
