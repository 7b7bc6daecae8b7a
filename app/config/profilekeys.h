// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>

#include <array>

/// The keys of a readiness profile, map by map. The JSON schema in resources/schemas names the same (a test compares
/// them).
namespace readyroom::config::profilekeys {

using Key = QLatin1StringView;

inline constexpr std::array profile{Key("profile"),   Key("title"), Key("service"),    Key("source"),
                                    Key("gate"),      Key("floor"), Key("conditions"), Key("categories"),
                                    Key("scenarios"), Key("risks"), Key("phases"),     Key("claims"),
                                    Key("approvals")};
inline constexpr std::array category{Key("name"), Key("weight"), Key("assessed"), Key("summary"), Key("items")};
inline constexpr std::array item{
    Key("id"),     Key("title"),   Key("severity"),       Key("blocker"), Key("weight"),
    Key("effort"), Key("owner"),   Key("tags"),           Key("fix"),     Key("description"),
    Key("waiver"), Key("expires"), Key("not_applicable"), Key("evidence")};
inline constexpr std::array waiver{Key("owner"), Key("reason"), Key("expires")};
inline constexpr std::array notApplicable{Key("reason"), Key("by")};

inline constexpr std::array evidence{Key("query"),      Key("health"), Key("header"), Key("tls"),
                                     Key("http"),       Key("attest"), Key("drill"),  Key("coverage"),
                                     Key("rate_limit"), Key("load"),   Key("command")};
inline constexpr std::array query{Key("expr"), Key("pass"), Key("partial"), Key("for"), Key("unit"), Key("scope")};
inline constexpr std::array health{Key("component")};
inline constexpr std::array header{Key("path"),    Key("present"), Key("name"),
                                   Key("matches"), Key("unique"),  Key("answers")};
inline constexpr std::array tls{Key("min_version"), Key("min_days")};
inline constexpr std::array http{Key("path"), Key("status"), Key("at"), Key("equals"), Key("pass")};
inline constexpr std::array rateLimit{Key("path"), Key("requests"), Key("expect"), Key("client_header")};
inline constexpr std::array load{Key("path"), Key("users"), Key("duration"), Key("client_header"), Key("limits")};
inline constexpr std::array limits{Key("mean"), Key("p50"), Key("p95"), Key("p99"), Key("success"), Key("throughput")};
inline constexpr std::array limit{Key("pass"), Key("partial")};
inline constexpr std::array drill{Key("name"), Key("max_age")};
inline constexpr std::array command{Key("run"), Key("exit_code"), Key("matches"), Key("timeout")};
inline constexpr std::array coverage{Key("file"), Key("pass"), Key("partial")};
inline constexpr std::array attest{Key("says"), Key("by"), Key("statement"), Key("link"), Key("date"), Key("expires")};

inline constexpr std::array scenario{Key("name"),     Key("floor"),   Key("gate"),
                                     Key("requires"), Key("claimed"), Key("says")};
inline constexpr std::array risk{Key("title"), Key("now"), Key("before"), Key("mitigated_by"), Key("note")};
inline constexpr std::array phase{Key("name"), Key("items"), Key("tags"), Key("alone"), Key("claimed"), Key("says")};
inline constexpr std::array valueClaim{Key("says"), Key("where"), Key("claimed"), Key("expr"), Key("inputs")};
inline constexpr std::array input{Key("value"), Key("rounded")};
inline constexpr std::array conflictClaim{Key("conflict"), Key("where"), Key("note")};
inline constexpr std::array role{Key("name"), Key("title")};

} // namespace readyroom::config::profilekeys
