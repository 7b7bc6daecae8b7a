// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/catalogue.h"
#include "models/ports/error.h"
#include "models/ports/time.h"
#include "models/promql/value.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <optional>
#include <vector>

namespace readyroom::runner {

/// A button that suggests itself.
struct Suggestion {
    QString service;
    QString action; ///< its name
    QString why; ///< one sentence
    Timestamp since{}; ///< from then on its condition held
    bool operator==(const Suggestion &) const = default;
};

/// The triggers of all buttons, each pending until its condition has held for long enough, as an alerting rule is. Time
/// and answers are given; nothing here asks.
class Triggers final {
public:
    /// A condition is evaluated anew when nothing was heard of it for so long.
    static constexpr Duration longestSilence{60'000};

    /// A trigger whose expression is wrong is left out: the fleet file's lint says so.
    explicit Triggers(const std::vector<drills::ServiceActions> &services);

    /// PromQL, narrowed to the service of each.
    [[nodiscard]] const QStringList &questions() const { return m_questions; }
    /// The answer to a question, asked at `at`. One series that fulfils the condition is enough; none that does ends
    /// it. An error says nothing.
    void hear(std::size_t question, const Result<promql::QueryResult> &answer, Timestamp at);

    /// At most one for each button, the one that has held longest.
    [[nodiscard]] std::vector<Suggestion> suggestions() const;

private:
    struct State {
        QString service;
        QString action;
        drills::Trigger trigger;
        std::optional<Timestamp> since = {}; ///< its condition holds since
        std::optional<Timestamp> heard = {};
        double value = 0.0; ///< the worst one, while it holds
    };
    QStringList m_questions;
    std::vector<State> m_states; ///< as many as questions
};

} // namespace readyroom::runner
