// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QByteArray>

#include <memory>

namespace re2 {
class RE2;
}

namespace readyroom::series {

/// One condition of a selector. Regular expressions are RE2, anchored at both ends, as in Prometheus; an absent label
/// counts as the empty string.
class Matcher {
public:
    enum class Type { Equal, NotEqual, Regex, NotRegex };

    /// Fails with Kind::Parse when `value` is not a valid regular expression.
    [[nodiscard]] static Result<Matcher> create(Type type, QByteArray name, QByteArray value);
    [[nodiscard]] static Matcher equal(QByteArray name, QByteArray value);

    [[nodiscard]] Type type() const { return m_type; }
    [[nodiscard]] const QByteArray &name() const { return m_name; }
    [[nodiscard]] const QByteArray &value() const { return m_value; }
    [[nodiscard]] bool matches(QByteArrayView labelValue) const;
    [[nodiscard]] bool matchesEmpty() const { return matches({}); }
    /// `name="value"`, `name=~"value"`, …
    [[nodiscard]] QByteArray toText() const;

    bool operator==(const Matcher &o) const { return m_type == o.m_type && m_name == o.m_name && m_value == o.m_value; }

private:
    Matcher(Type type, QByteArray name, QByteArray value);

    Type m_type;
    QByteArray m_name;
    QByteArray m_value;
    std::shared_ptr<const re2::RE2> m_regex;
};

} // namespace readyroom::series
