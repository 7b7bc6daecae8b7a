// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/run.h"
#include "models/ports/drillsport.h"
#include "models/ports/error.h"
#include "models/promql/value.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <optional>
#include <vector>

namespace readyroom::runner {

/// Something that is forced right now, as series tell it, whoever did it.
struct Forced {
    enum class What { ServerDrained, ServerInMaintenance, ServerWithoutWeight, BreakerForcedOpen, BreakerDisabled };
    What what = What::ServerDrained;
    QString service;
    QString environment = {};
    QString instance = {}; ///< that told it
    QString group = {}; ///< the backend of a server
    QString name; ///< of the server or the breaker
    Timestamp since{}; ///< when it was first seen
    bool operator==(const Forced &) const = default;
};
/// One sentence without full stop: "Server s1 of backend be is drained".
[[nodiscard]] QString sentenceOf(const Forced &forced);

/// Remembers since when what is forced. Time and answers are given; nothing here asks.
class ForcedThings final {
public:
    /// What nothing was heard of for so long is not known to be forced any more.
    static constexpr Duration longestSilence{60'000};

    /// PromQL over the whole fleet.
    [[nodiscard]] static const QStringList &questions();
    /// The answer to a question, asked at `at`. An error says nothing.
    void hear(std::size_t question, const Result<promql::QueryResult> &answer, Timestamp at);

    /// By service, each thing once.
    [[nodiscard]] std::vector<Forced> now() const;

private:
    struct Heard {
        std::vector<Forced> forced;
        std::optional<Timestamp> at = {};
    };
    std::vector<Heard> m_heard = std::vector<Heard>(static_cast<std::size_t>(questions().size()));
};

/// An earlier run with something left in force.
struct Undoable {
    RunSummary run;
    std::vector<drills::Undo> undo = {};
};

/// All that is listed until it is undone: what series show, with the run that did it where there is one, the last one
/// if several did; then those runs that no series tells of.
[[nodiscard]] std::vector<Override> overridesOf(const std::vector<Forced> &forced, const std::vector<Undoable> &runs);

} // namespace readyroom::runner
