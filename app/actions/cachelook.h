// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/response.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <optional>

namespace readyroom::actions {

/// What an answer tells of the cache that it came through.
struct CacheLook {
    enum class Kind {
        Hit,
        Miss, ///< or not cached at all
        Unknown ///< nothing in the answer tells
    };
    Kind kind = Kind::Unknown;
    /// Which object: the request that loaded it, as Varnish numbers them in X-Varnish. Empty: not told.
    QByteArray object = {};
    std::optional<std::int64_t> age = {}; ///< Age, seconds (RFC 9111, 5.1)
    int status = 0;

    /// "a hit, 12 s old".
    [[nodiscard]] QString text() const;
    [[nodiscard]] QJsonObject json() const;
    bool operator==(const CacheLook &) const = default;
};

/// From X-Varnish (two numbers: a hit, and who loaded it), else the last word of X-Cache, else Age above 0.
[[nodiscard]] CacheLook cacheLookFrom(const http::Response &response);
[[nodiscard]] CacheLook cacheLookFrom(const QJsonObject &json);

/// Whether what is there now is another object than before, or none. Nothing: that cannot be told.
[[nodiscard]] std::optional<bool> wasReplaced(const CacheLook &before, const CacheLook &now);

} // namespace readyroom::actions
