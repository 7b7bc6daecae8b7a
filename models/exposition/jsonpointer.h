// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QJsonValue>
#include <QStringList>

namespace readyroom::exposition {

/// A JSON pointer, RFC 6901, in its string form: "" is the whole document, "/a/0/b~1c" a member of it.
class JsonPointer {
public:
    /// The whole document.
    JsonPointer() = default;
    /// Kind::Config when the text does not begin with "/" or has a "~" that is not "~0" or "~1".
    [[nodiscard]] static Result<JsonPointer> parse(const QString &text);

    /// Undefined when it points at nothing; so does "-", the element after the last of an array.
    [[nodiscard]] QJsonValue resolve(const QJsonValue &root) const;
    /// The last reference token, unescaped; empty for the whole document.
    [[nodiscard]] QString lastToken() const { return m_tokens.isEmpty() ? QString() : m_tokens.last(); }

private:
    QStringList m_tokens;
};

} // namespace readyroom::exposition
