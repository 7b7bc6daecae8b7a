// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>

#include <array>

/// The keys of an action of a fleet file, map by map (docs/actions.md). The JSON schema in resources/schemas names the
/// same.
namespace readyroom::config::actionkeys {

using Key = QLatin1StringView;

inline constexpr std::array action{Key("name"),        Key("title"),    Key("description"),    Key("kind"),
                                   Key("with"),        Key("targets"),  Key("parameters"),     Key("undo"),
                                   Key("stages"),      Key("strategy"), Key("steps"),          Key("hold"),
                                   Key("guards"),      Key("recovery"), Key("recover_within"), Key("triggers"),
                                   Key("asks_reason"), Key("measure"),  Key("origin_load")};
inline constexpr std::array parameter{Key("name"),     Key("title"),   Key("type"),     Key("choices"), Key("live"),
                                      Key("argument"), Key("initial"), Key("required"), Key("least"),   Key("most")};
inline constexpr std::array guard{Key("name"), Key("expr"), Key("pass"), Key("unit")};
inline constexpr std::array trigger{Key("name"), Key("expr"), Key("when"), Key("for")};
inline constexpr std::array measure{Key("histogram"), Key("values"), Key("throughput"), Key("window"), Key("unit")};
inline constexpr std::array originLoad{Key("request_rate"), Key("hit_ratio"), Key("cache"), Key("capacity")};

} // namespace readyroom::config::actionkeys
