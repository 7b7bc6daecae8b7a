// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/exposition/content.h"
#include "models/exposition/page.h"

#include <span>

namespace readyroom::exposition {

/// One format: a new one is a file with such a value and a line in adapters.cpp.
struct Adapter {
    fleet::Format format; ///< the word of the fleet file that forces it
    QLatin1StringView name; ///< for people
    /// Whether Format::Auto chooses this one. Asked in the order of adapters(), so it may rely on those before it
    /// having declined.
    bool (*recognises)(const Content &content);
    /// Whether this format can be asked of an endpoint of that kind.
    bool (*serves)(fleet::EndpointKind kind);
    /// Reads any answer but 404 and transport errors; also decides which status is a failure.
    Result<Page> (*read)(const Content &content);
};

/// At most this many breakers or caches in one answer.
inline constexpr qsizetype maxJsonElements = 10'000;

/// Most specific first.
[[nodiscard]] std::span<const Adapter *const> adapters();

extern const Adapter prometheusText;
extern const Adapter healthJson;
extern const Adapter actuatorHealth;
extern const Adapter statusCode;
extern const Adapter resilience4j;
extern const Adapter mappedJson;

} // namespace readyroom::exposition
