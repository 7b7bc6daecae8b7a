// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/bagtrack/actions.h"

namespace readyroom::lab {

using namespace Qt::StringLiterals;

QString bagtrackActions()
{
    return uR"yaml(- name: bagtrack-invalidate-all
  title: Invalidate all three caches
  kind: invalidate
  with: {type: http, method: POST, path: /cache/invalidate, body: {by: all}, count: {at: /removed},
         verify: {path: "/cache/entries?older_than=5", at: /count, pass: "== 0"}}
  guards:
    - {name: error ratio, expr: "service:error_ratio", pass: "< 0.05", unit: ratio}
    - {name: open breakers, expr: 'sum(service:breaker_state{state="open"})', pass: "== 0"}
  hold: 5s
  recovery:
    name: hit ratio of the last 10 s
    expr: >-
      sum(rate(readyroom_cache_hits_total[10s]))
      / (sum(rate(readyroom_cache_hits_total[10s])) + sum(rate(readyroom_cache_misses_total[10s])))
    pass: ">= 0.75"
    unit: ratio
  recover_within: 5m
  measure: {histogram: flask_http_request_duration_seconds_bucket, window: 60s}
  origin_load: {capacity: "60"}
- name: bagtrack-invalidate-cache
  title: Invalidate one cache
  kind: invalidate
  parameters: [{name: cache, title: Cache, choices: [dashboard_stats, bag_lookups, user_data], initial: dashboard_stats}]
  with: {type: http, method: POST, path: /cache/invalidate, body: {by: all, cache: "${cache}"}, count: {at: /removed},
         verify: {path: "/cache/entries?cache=${cache}&older_than=5", at: /count, pass: "== 0"}}
  guards: [{name: error ratio, expr: "service:error_ratio", pass: "< 0.05", unit: ratio}]
)yaml"_s;
}

} // namespace readyroom::lab
