// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/readiness/unit.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace readyroom::drills {

/// One thing to do, or to ask, at one place, in the words of a provider. It says all that is done: whoever has an Act
/// and the state that is told in its preview could do it by hand.
struct Act {
    QString provider; ///< "http", "haproxy", …: docs/actions.md
    /// A base URL, host:port, or the path of a Unix socket, as the provider wants it. Empty: this machine.
    QString target = {};
    QJsonObject arguments = {}; ///< by provider, docs/actions.md; nothing in it is a secret
    bool operator==(const Act &) const = default;
};

/// What an act would do, found out without changing anything. Secrets are blotted out everywhere.
struct Preview {
    QString target = {}; ///< for people, e.g. "10.0.0.1:8080"
    QString request = {}; ///< what is sent, exactly; several lines
    QString command = {}; ///< the same to be typed in a shell, e.g. a line with curl
    QString tool = {}; ///< of `command`: "curl", "kubectl", "socat", …
    QString now = {}; ///< what is there before, one sentence; empty: it cannot be read
    QString effect = {}; ///< what will be there after, one sentence
    QStringList refusals = {}; ///< not empty: it must not be done, sentence by sentence
    QStringList warnings = {};
    QJsonObject state = {}; ///< what run() and verify() need to know of the state before; by provider
    std::optional<Act> undo = {}; ///< leads back to the state before; absent: nothing does
    QString undoEffect = {}; ///< one sentence; of `undo`
    bool operator==(const Preview &) const = default;
};

/// What an act that takes its time, such as a load, says of itself meanwhile.
struct Progress {
    struct Figure {
        QString name; ///< as limits call it: "p95"
        double value = 0.0; ///< of about the last second; NaN when nothing came
        readiness::Unit unit = readiness::Unit::None;
        bool operator==(const Figure &) const = default;
    };
    double done = 0.0; ///< 0 … 1
    QString observed = {}; ///< so far, without full stop: "1,204 requests, 2 failed"
    std::vector<Figure> figures = {}; ///< the same ones in the same order each time
    bool operator==(const Progress &) const = default;
};

/// What came of an act. That something was answered does not yet mean that it was done.
struct Outcome {
    bool sent = false; ///< something may have reached the target; true also where its answer never came
    QJsonValue output =
        {}; ///< as it goes into a Chaos Toolkit journal: {status, headers, body}, {status, stdout, stderr}
    QString observed = {}; ///< one sentence without full stop, e.g. "200, 12 objects"
    std::optional<std::int64_t> count = {}; ///< of what was invalidated, where the target tells
    std::optional<Error> error = {};
    bool operator==(const Outcome &) const = default;
};

enum class Confirmed {
    Yes, ///< a re-read shows it
    No, ///< a re-read shows something else
    Unknown ///< it cannot be read, or has not been
};

/// What a re-read after an act shows.
struct Verification {
    Confirmed confirmed = Confirmed::Unknown;
    QString observed = {}; ///< one sentence without full stop
    std::optional<std::int64_t> count = {};
    bool operator==(const Verification &) const = default;
};

/// One value that an argument may have right now, e.g. the name of a cache.
struct Choice {
    QString value;
    QString label = {}; ///< for people, with what is worth knowing: "3 · version 1.0, 2 h ago"; empty: as the value
    bool current = false; ///< it is what is there now
    bool operator==(const Choice &) const = default;
};

} // namespace readyroom::drills
