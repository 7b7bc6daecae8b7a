// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/event.h"
#include "models/ports/error.h"

#include <QByteArray>

#include <cstdint>

namespace readyroom::journal {

/// Where an entry stands: the position in the chain of one installation.
struct Place {
    QString writer; ///< id of the installation, a UUID in lower case without braces
    std::uint64_t seq = 0; ///< 1, 2, 3, … within the writer
    bool operator==(const Place &) const = default;
};

/// An event in its chain. `bytes` is what is hashed and stored: the canonical JSON (RFC 8785) of
///
///     {"at":"2026-11-21T02:00:00.000Z","by":{"host":…,"key":…,"user":…},"detail":{…},"environment":…,"kind":…,
///      "prev":"<64 hex digits>","seq":7,"service":…,"text":…,"v":1,"writer":"<uuid>"}
///
/// where empty texts and an empty detail are left out. `hash` is SHA-256 over `bytes`; `prev` of the first entry of a
/// writer is 64 zeros.
struct Entry {
    Event event;
    Place place;
    QByteArray prev; ///< 32 bytes
    QByteArray hash; ///< 32 bytes
    QByteArray bytes;
    bool operator==(const Entry &) const = default;
};

/// Puts an event behind `prev` (32 bytes). Kind::Parse when the event cannot be written canonically (a number that is
/// not finite, a lone surrogate), or when seq is beyond 2^53 - 1.
[[nodiscard]] Result<Entry> sealed(Event event, Place place, QByteArray prev);
/// Reads stored bytes back and hashes them. Kind::Parse unless they are exactly what sealed() writes.
[[nodiscard]] Result<Entry> opened(QByteArray bytes);

/// The `prev` of a chain's first entry: 32 zero bytes.
[[nodiscard]] QByteArray chainStart();

} // namespace readyroom::journal
