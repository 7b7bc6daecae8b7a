// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/entry.h"
#include "models/journal/treehead.h"
#include "models/journal/verifier.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QCoroTask>
#include <QObject>
#include <QString>

#include <cstddef>
#include <optional>
#include <stop_token>
#include <vector>

namespace readyroom {

/// Which entries are wanted; absent and empty fields do not restrict. Everything given must hold.
struct JournalFilter {
    QString service = {};
    QString environment = {};
    std::vector<journal::EventKind> kinds = {};
    std::optional<Timestamp> from = {}; ///< inclusive
    std::optional<Timestamp> to = {}; ///< exclusive
    QString text = {}; ///< every word of it occurs in text, service or detail, whatever the case
    bool operator==(const JournalFilter &) const = default;
};

/// A place in the order of reading (newest first: time, then writer, then seq), to go on after.
struct JournalCursor {
    Timestamp at{};
    journal::Place place;
    bool operator==(const JournalCursor &) const = default;
};

/// How well the store is. `text` is a sentence for people when something is wrong, else empty.
struct JournalHealth {
    enum class State {
        Good, ///< what is appended is recorded at once
        Away, ///< the team's server is away: recorded in the local outbox, sent on later
        Failing ///< cannot record now; events wait in memory and are tried again
    };
    State state = State::Good;
    QString text = {};
    std::size_t waiting = 0; ///< events not recorded yet, or not at the server yet
    bool operator==(const JournalHealth &) const = default;
};

/// The journal: everything that happened, append-only. Used from one thread with an event loop (the one it lives on);
/// all work happens on a thread of its own, so nothing here ever blocks. Signals come on the thread it lives on.
class JournalStore : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Records an event; the operator is filled in when empty. Completes when the commit has returned: only then is the
    /// event *recorded*. Events are recorded in the order of the calls. While the store fails the call waits (see
    /// health()) and the event is tried again; it ends with Kind::Io only when the program ends first.
    [[nodiscard]] virtual QCoro::Task<Result<journal::Entry>> append(journal::Event event) = 0;
    /// Appends without waiting for it. From any thread.
    virtual void post(std::vector<journal::Event> events) = 0;

    /// At most `limit` entries, newest first, those after `after`.
    [[nodiscard]] virtual QCoro::Task<Result<std::vector<journal::Entry>>> read(JournalFilter filter, std::size_t limit,
                                                                                std::optional<JournalCursor> after = {},
                                                                                std::stop_token stop = {}) = 0;
    /// Reads everything and checks it, against an exported head when one is given.
    [[nodiscard]] virtual QCoro::Task<Result<std::vector<journal::Damage>>>
    verify(std::optional<journal::TreeHead> expected = {}, std::stop_token stop = {}) = 0;
    [[nodiscard]] virtual QCoro::Task<Result<journal::TreeHead>> treeHead() = 0;

    [[nodiscard]] virtual JournalHealth health() const = 0;

Q_SIGNALS:
    /// Entries were recorded, by this program or by another one that shares the store; oldest first.
    void recorded(const std::vector<readyroom::journal::Entry> &entries);
    void healthChanged();
};

} // namespace readyroom
