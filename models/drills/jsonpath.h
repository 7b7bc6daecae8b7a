// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QJsonValue>
#include <QString>
#include <QStringView>

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace readyroom::drills {

/// A JSONPath, RFC 9535 without its functions and without "&&", "||" and "!" in filters:
///
///     $  .name  .*  ..name  ..*  ['name']  ["name"]  [0]  [-1]  [*]  [1:3]  [::2]  [0,'a']  ..[0]
///     [?(@.kind == 'x')]   with == (or =) != < <= > >=; [?(@.kind)] asks whether it is there
///
/// As in jsonpath2 (which Chaos Toolkit uses) a filter that follows a wildcard tests what the wildcard found; elsewhere
/// it tests the members of the node, as the RFC says. A member that is not there passes no comparison, not even "!=".
class JsonPath {
public:
    /// Kind::Parse with a sentence that says what is wrong and where, or what is not understood here.
    [[nodiscard]] static Result<JsonPath> parse(QStringView text);

    /// What is found, duplicates included, in the order of the document, depth first; empty when it points at nothing.
    /// At most `budget` values are looked at and found: a document from outside cannot make it look for ever.
    [[nodiscard]] std::vector<QJsonValue> find(const QJsonValue &root, std::size_t budget = 1'000'000) const;

    struct Name {
        QString name;
        bool operator==(const Name &) const = default;
    };
    struct Index {
        qint64 index = 0; ///< negative: from the end
        bool operator==(const Index &) const = default;
    };
    struct Slice {
        std::optional<qint64> from = {};
        std::optional<qint64> to = {};
        qint64 step = 1; ///< not 0
        bool operator==(const Slice &) const = default;
    };
    struct Wildcard {
        bool operator==(const Wildcard &) const = default;
    };
    struct Filter {
        enum class Operator { Exists, Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };
        std::vector<std::variant<Name, Index>> path; ///< behind "@"
        Operator op = Operator::Exists;
        QJsonValue literal = {};
        bool ofItself = false; ///< tests the node, not its members
        bool operator==(const Filter &) const = default;
    };
    using Selector = std::variant<Name, Index, Slice, Wildcard, Filter>;
    struct Segment {
        std::vector<Selector> selectors; ///< not empty
        bool descendants = false; ///< of the node and of everything below it
        bool operator==(const Segment &) const = default;
    };

    bool operator==(const JsonPath &) const = default;

private:
    std::vector<Segment> m_segments;
};

} // namespace readyroom::drills
