// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"

#include <QByteArrayView>

#include <cstdint>
#include <expected>

namespace readyroom::journal {

/// The parts of an entry's bytes, as they stand there: nothing is copied. Texts are JSON strings with their quotes, and
/// empty when they are left out.
struct EntryParts {
    Timestamp at{};
    QByteArrayView host;
    QByteArrayView key;
    QByteArrayView user;
    QByteArrayView detail; ///< an object with at least one member; empty when left out
    QByteArrayView environment;
    QByteArrayView kind;
    QByteArrayView prev; ///< 64 hex digits, without quotes
    std::uint64_t seq = 0;
    QByteArrayView service;
    QByteArrayView text;
    QByteArrayView writer;
};

/// Splits the bytes of an entry. Unexpected, with the position in bytes where they go wrong, unless they are what
/// sealed() writes; only whether the kind is a known one is left to the caller.
[[nodiscard]] std::expected<EntryParts, qsizetype> entryParts(QByteArrayView bytes);

} // namespace readyroom::journal
