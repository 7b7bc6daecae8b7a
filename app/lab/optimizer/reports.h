// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/loader.h"
#include "app/lab/optimizer/failover.h"

#include <QJsonObject>

/// The JSON that latency-optimizer answers about itself.
namespace readyroom::lab {

inline constexpr const char *cacheName = "responses";
inline constexpr const char *optimizerVersion = "2.0.0";

/// draft-inadarei-api-health-check: fail when no origin can be asked, warn when one of them cannot.
[[nodiscard]] QJsonObject healthReport(const Cache &cache, Failover &failover);
/// `{"breakers":[{"name","state","failures","opened","rejected","for_s"}]}`.
[[nodiscard]] QJsonObject breakerReport(Failover &failover);
/// `{"caches":[{"name","hits","misses","evictions","expired","bytes","limit_bytes","entries","loads","joined"}]}`.
[[nodiscard]] QJsonObject cacheReport(const Cache &cache, const Loader &loader);
/// `{"strategy","preferred","weight","shares":{origin: 0…1},"percent":{origin:
/// 0…100},"observed":{"window_s","requests": {origin: n},"shares":{origin: 0…1 or null}},"in_effect":{origin: 0…100} or
/// null}`. `shares` and `percent` are what each origin shall be asked first for, `observed` is what was sent in the
/// last 10 s and since the plan was set. `in_effect` is `percent` again, once at least 6 requests show it within 15
/// points: the proof that the traffic follows.
[[nodiscard]] QJsonObject failoverReport(const Failover &failover);

} // namespace readyroom::lab
