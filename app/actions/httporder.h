// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/request.h"
#include "models/drills/act.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QByteArray>
#include <QUrl>

#include <vector>

namespace readyroom::actions {

/// How long a request may take, unless something is said. Chaos Toolkit sets no limit at all.
inline constexpr Duration usualHttpTimeout{30'000};

/// One HTTP request, as the arguments of the provider `http` describe it: those of Chaos Toolkit (chaoslib,
/// provider/http.py) and ours (docs/actions.md).
///
/// `arguments` become the query of a GET or HEAD, JSON where the Content-Type says so, and a form otherwise, in which a
/// list repeats its name and null is left out. A text of `arguments` goes out as it is.
struct HttpOrder {
    QUrl url;
    QByteArray method = "GET"; ///< upper case
    std::vector<Answer::Header> headers = {}; ///< those of the arguments, and Content-Type where there is a body
    QByteArray body = {};
    Duration timeout = usualHttpTimeout; ///< of one request; connect and read together
    bool verifyTls = true;
    int retries = 0; ///< of reads that got no answer

    /// By GET or HEAD, so that it changes nothing.
    [[nodiscard]] bool isReading() const { return method == "GET" || method == "HEAD"; }
    [[nodiscard]] http::Reading reading() const { return method == "HEAD" ? http::Reading::Head : http::Reading::Get; }
    bool operator==(const HttpOrder &) const = default;
};

/// Kind::Config with a sentence about the first argument that makes no sense.
[[nodiscard]] Result<HttpOrder> httpOrderFrom(const drills::Act &act);

/// A GET of `path` below what `order` goes to: its target, or the origin of its `url`. Empty: of the same address.
[[nodiscard]] HttpOrder readingBeside(const HttpOrder &order, const drills::Act &act, const QString &path);

} // namespace readyroom::actions
