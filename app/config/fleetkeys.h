// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>

#include <array>

/// The keys of a fleet file, map by map. The JSON schema in resources/schemas names the same (a test compares them).
namespace readyroom::config::keys {

using Key = QLatin1StringView;

inline constexpr std::array fleet{Key("environments"), Key("defaults"), Key("services"), Key("sources"),
                                  Key("alertmanager"), Key("rules"),    Key("store"),    Key("drills")};
inline constexpr std::array environment{Key("confirm"), Key("arm_for"), Key("load")};
inline constexpr std::array defaults{Key("every"), Key("timeout"), Key("body_limit")};
inline constexpr std::array service{Key("name"),      Key("environment"), Key("owner"),    Key("depends_on"),
                                    Key("instances"), Key("health"),      Key("metrics"),  Key("breakers"),
                                    Key("caches"),    Key("headers"),     Key("auth"),     Key("tls"),
                                    Key("signals"),   Key("source"),      Key("selector"), Key("slo"),
                                    Key("profile"),   Key("actions"),     Key("lab")};
inline constexpr std::array health{Key("path"),    Key("kind"),       Key("every"),
                                   Key("timeout"), Key("body_limit"), Key("required")};
inline constexpr std::array metrics = health;
inline constexpr std::array breakers{Key("path"),     Key("kind"), Key("every"), Key("timeout"), Key("body_limit"),
                                     Key("required"), Key("at"),   Key("name"),  Key("state")};
inline constexpr std::array caches{Key("path"),       Key("kind"),     Key("every"), Key("timeout"),
                                   Key("body_limit"), Key("required"), Key("at"),    Key("name"),
                                   Key("hits"),       Key("misses"),   Key("size"),  Key("evictions")};
inline constexpr std::array auth{Key("bearer"), Key("basic")};
inline constexpr std::array basic{Key("user"), Key("password")};
inline constexpr std::array secret{Key("env"), Key("file"), Key("keychain")};
inline constexpr std::array tls{Key("ca"), Key("cert"), Key("key"), Key("verify")};
inline constexpr std::array slo{Key("objective"), Key("window")};
inline constexpr std::array source{Key("name"), Key("type"), Key("url")};

} // namespace readyroom::config::keys
