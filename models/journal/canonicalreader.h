// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QJsonValue>
#include <QString>

#include <cstdint>
#include <optional>

namespace readyroom::journal {

/// Reads JSON that is in canonical form (RFC 8785) and nothing else: what this accepts is byte for byte what
/// canonicalJson() writes of it. That a text is canonical is seen while reading, without writing it again, because a
/// journal of a million entries is verified so. After a refusal position() is where the form was broken.
class CanonicalReader final {
public:
    /// `text` outlives this.
    explicit CanonicalReader(QByteArrayView text)
        : m_begin(text.begin())
        , m_at(text.begin())
        , m_end(text.end())
    {
    }

    /// Takes exactly these bytes, or nothing.
    [[nodiscard]] bool take(QByteArrayView bytes);
    /// Takes a string; the view includes the quotes.
    [[nodiscard]] std::optional<QByteArrayView> takeString();
    /// Takes a whole number from 0 to 2^53 - 1.
    [[nodiscard]] std::optional<std::uint64_t> takeInteger();
    /// Takes any value, and builds it when `value` is not null.
    [[nodiscard]] bool takeValue(QJsonValue *value, int depth = 0);

    [[nodiscard]] bool isAtEnd() const { return m_at == m_end; }
    /// In bytes, from 0.
    [[nodiscard]] qsizetype position() const { return m_at - m_begin; }
    /// What was read from `from`, which is an earlier position().
    [[nodiscard]] QByteArrayView since(qsizetype from) const { return {m_begin + from, m_at}; }

private:
    [[nodiscard]] bool takeEscape();
    [[nodiscard]] bool takeUtf8();
    [[nodiscard]] bool takeNumber(QJsonValue *value);
    [[nodiscard]] bool takeArray(QJsonValue *value, int depth);
    [[nodiscard]] bool takeObject(QJsonValue *value, int depth);

    const char *m_begin;
    const char *m_at;
    const char *m_end;
};

/// The text of a string that CanonicalReader::takeString() took. Unlike QString::fromUtf8() it keeps a leading U+FEFF.
[[nodiscard]] QString stringOf(QByteArrayView quoted);

} // namespace readyroom::journal
