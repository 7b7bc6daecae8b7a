// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"
#include "models/items/quantity.h"

#include <QCoreApplication>
#include <QMetaType>

namespace readyroom::items {

/// What the tile of one service says, in words and figures; how it looks is the view's business.
class ServiceTile {
    Q_DECLARE_TR_FUNCTIONS(readyroom::items::ServiceTile)
public:
    struct Figure {
        QString label; ///< "p95"
        Quantity quantity;
        fleet::ServiceState severity = fleet::ServiceState::Ok; ///< Warning or Critical when a state rule is about it
        bool operator==(const Figure &) const = default;
    };

    [[nodiscard]] static ServiceTile of(const fleet::ServiceStatus &status);

    QString name;
    QString environment;
    fleet::ServiceState state = fleet::ServiceState::Unknown;
    QString headline; ///< contradiction, reason, or what is known about a service without a reason; may be empty
    QStringList details; ///< every contradiction and reason, for a tool tip; plain text
    std::vector<Figure> figures;
    std::optional<Timestamp> dataAt; ///< newest good answer that bears the numbers
    std::optional<Timestamp> attemptAt; ///< newest finished poll
    bool stale = false; ///< every endpoint that answered before is stale

    /// The sentence that stands where numbers would: never empty when `figures` is empty.
    [[nodiscard]] QString note(Timestamp now) const;
    /// Age of the numbers; of the last poll when there are none. Empty before the first poll.
    [[nodiscard]] QString age(Timestamp now) const;
    /// One sentence for screen readers.
    [[nodiscard]] QString spoken(Timestamp now) const;

    bool operator==(const ServiceTile &) const = default;

private:
    QString m_note;
};

/// Reasons begin in lower case, as rules word them; alone on a line they begin like a sentence. A first word that is no
/// plain word stays as it is: "p95 is high".
[[nodiscard]] QString sentenceCase(QString text);

/// The state in a word, for people: "critical".
[[nodiscard]] QString stateWord(fleet::ServiceState state);

} // namespace readyroom::items

Q_DECLARE_METATYPE(readyroom::items::ServiceTile)
