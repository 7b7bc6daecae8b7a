// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace readyroom::actions {

/// A value of RESP2, the protocol of Redis (redis.io/docs/reference/protocol-spec).
struct RespValue {
    enum class Kind { Null, Simple, Error, Integer, Bulk, Array };
    Kind kind = Kind::Null;
    QByteArray text = {}; ///< of Simple, Error and Bulk; bytes
    std::int64_t integer = 0;
    std::vector<RespValue> elements = {}; ///< of an Array

    /// Its element, or Null beyond the end and where this is no array.
    [[nodiscard]] const RespValue &at(std::size_t index) const;
    /// Text, or an integer as text; empty otherwise.
    [[nodiscard]] QByteArray asText() const;
    /// The value behind `name` in an array of names and values, or Null.
    [[nodiscard]] const RespValue &field(QByteArrayView name) const;
    bool operator==(const RespValue &) const = default;
};

/// A command as an array of bulk strings, whatever its words hold.
[[nodiscard]] QByteArray respCommand(const QByteArrayList &words);

/// Takes one value in as it comes, in any pieces. Bounded in everything that the peer could make large.
class RespParser final {
public:
    struct Limits {
        int depth = 8; ///< of arrays in arrays
        std::size_t elements = 1'000'000; ///< of all arrays together
        std::int64_t bulkBytes = std::int64_t{8} * 1024 * 1024;
        qsizetype lineBytes = qsizetype{64} * 1024;
    };

    explicit RespParser(Limits limits);
    RespParser();

    /// The next bytes. True: the value is whole, and nothing came behind it. Kind::Http with a sentence when this is
    /// not RESP2, or more than one value; Kind::TooLarge at a limit. After an error nothing more is taken.
    [[nodiscard]] Result<bool> feed(QByteArrayView bytes);
    /// Once it is whole.
    [[nodiscard]] RespValue take() { return std::move(m_root); }

private:
    struct Open {
        RespValue array;
        std::int64_t missing = 0;
    };
    enum class Step { Again, Wait };

    [[nodiscard]] Result<Step> step();
    [[nodiscard]] Result<Step> line(QByteArrayView line);
    [[nodiscard]] Result<Step> array(std::int64_t count);
    [[nodiscard]] Result<Step> bulk();
    void put(RespValue value);

    Limits m_limits;
    QByteArray m_bytes; ///< not yet understood, from m_at on
    qsizetype m_at = 0;
    qsizetype m_searched = 0; ///< no line end before
    std::int64_t m_bulk = -1; ///< length of the bulk string that is to come; -1: a line comes
    std::size_t m_elements = 0;
    std::vector<Open> m_open;
    RespValue m_root;
    bool m_whole = false;
};

} // namespace readyroom::actions
