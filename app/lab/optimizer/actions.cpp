// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/optimizer/actions.h"

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

// The hit ratio of the last ten seconds: the one of a minute, which the charts show, hardly notices a cache that is
// full again after three.
const QString guards = uR"yaml(  guards:
    - {name: error ratio, expr: "service:error_ratio", pass: "< 0.05", unit: ratio}
    - {name: p99, expr: 'service:latency_seconds{quantile="0.99"}', pass: "< 1.5", unit: seconds}
    - {name: open breakers, expr: 'sum(service:breaker_state{state="open"})', pass: "== 0"}
)yaml"_s;

const QString refill = uR"yaml(  hold: 5s
  recovery:
    name: hit ratio of the last 10 s
    expr: >-
      sum(rate(lab_cache_hits_total[10s]))
      / (sum(rate(lab_cache_hits_total[10s])) + sum(rate(lab_cache_misses_total[10s])))
    pass: ">= 0.95"
    unit: ratio
  recover_within: 2m
  measure: {histogram: lab_http_request_duration_seconds_bucket, window: 60s}
)yaml"_s;

const QString all = uR"yaml(- name: invalidate-all
  title: Invalidate all
  description: Empties the cache of each instance; it fills again by what is asked for.
  kind: invalidate
  with: {type: http, method: POST, path: /cache/invalidate, body: {by: all}, count: {at: /removed},
         verify: {path: "/cache/entries?older_than=5", at: /count, pass: "== 0"}}
  origin_load: {cache: responses, capacity: "300"}
)yaml"_s;

const QString staged = uR"yaml(- name: invalidate-staged
  title: Invalidate all, category by category
  description: The same as "Invalidate all", but at no time more than a fifth of the cache is missing.
  kind: invalidate
  with: {type: http, method: POST, path: /cache/invalidate, body: {by: tag, value: "category:${category}"},
         count: {at: /removed}, verify: {path: "/cache/entries?tag=category:${category}&older_than=5", at: /count, pass: "== 0"}}
  stages: [{category: 0}, {category: 1}, {category: 2}, {category: 3}, {category: 4}, {category: 5}, {category: 6},
           {category: 7}, {category: 8}, {category: 9}]
  origin_load: {cache: responses, capacity: "300"}
)yaml"_s;

const QString narrow = uR"yaml(- name: invalidate-key
  title: Invalidate one item
  kind: invalidate
  parameters: [{name: key, title: Number of the item, initial: "17"}]
  with: {type: http, method: POST, path: /cache/invalidate, body: {by: key, value: "${key}"}, count: {at: /removed},
         verify: {path: "/cache/entries?key=${key}&older_than=5", at: /count, pass: "== 0"}}
- name: invalidate-tag
  title: Invalidate by tag
  kind: invalidate
  parameters:
    - name: tag
      title: Tag
      choices: ["category:0", "category:1", "category:2", "category:3", "category:4", "category:5", "category:6",
                "category:7", "category:8", "category:9", "user:0", "user:1", "user:2", "user:3", "user:4", "user:5",
                "user:6", "user:7", "user:8", "user:9", "user:10", "user:11", "user:12", "user:13", "user:14", "user:15",
                "user:16", "user:17", "user:18", "user:19", "user:20", "user:21", "user:22", "user:23", "user:24"]
      initial: "user:1"
  with: {type: http, method: POST, path: /cache/invalidate, body: {by: tag, value: "${tag}"}, count: {at: /removed},
         verify: {path: "/cache/entries?tag=${tag}&older_than=5", at: /count, pass: "== 0"}}
- name: invalidate-pattern
  title: Invalidate by pattern
  description: An asterisk stands for any run of characters of the item's number.
  kind: invalidate
  parameters: [{name: pattern, title: Pattern, initial: "1*"}]
  with: {type: http, method: POST, path: /cache/invalidate, body: {by: pattern, value: "${pattern}"},
         count: {at: /removed}, verify: {path: "/cache/entries?pattern=${pattern}&older_than=5", at: /count, pass: "== 0"}}
- name: invalidate-dependency
  title: Invalidate what depends on something
  description: Takes the item and everything that was made from it, directly or not. GET /cache/graph shows who depends on whom.
  kind: invalidate
  parameters: [{name: dependency, title: Made from, initial: "3"}]
  with: {type: http, method: POST, path: /cache/invalidate, body: {by: dependency, value: "${dependency}"},
         count: {at: /removed}, verify: {path: "/cache/entries?dependency=${dependency}&older_than=5", at: /count, pass: "== 0"}}
- name: raise-version
  title: Raise the version of the data
  description: What is loaded from now on is of the next version; "Invalidate old versions" then takes what is older.
  kind: invalidate
  with: {type: http, method: POST, path: /cache/versions, verify: {path: "/cache/entries?stale=true", at: /count, pass: "> 0"}}
- name: invalidate-version
  title: Invalidate old versions
  description: Takes what was loaded at an older version of the data than the current one.
  kind: invalidate
  with: {type: http, method: POST, path: /cache/invalidate, body: {by: version}, count: {at: /removed},
         verify: {path: "/cache/entries?stale=true", at: /count, pass: "== 0"}}
- name: invalidate-condition
  title: Invalidate by condition
  kind: invalidate
  parameters:
    - {name: field, title: Field, choices: [age_s, bytes, hits, version], initial: hits}
    - {name: op, title: Comparison, choices: [lt, le, eq, ge, gt], initial: lt}
    - {name: value, title: Value, type: number, initial: 2}
  with: {type: http, method: POST, path: /cache/invalidate,
         body: {by: condition, value: {field: "${field}", op: "${op}", value: "${value}"}}, count: {at: /removed},
         verify: {path: "/cache/entries?field=${field}&op=${op}&value=${value}&older_than=5", at: /count, pass: "== 0"}}
- name: invalidate-ttl
  title: Invalidate what is older
  kind: invalidate
  parameters: [{name: age, title: Loaded longer ago than, type: duration, initial: 5m}]
  with: {type: http, method: POST, path: /cache/invalidate, body: {by: ttl, value: "${age}"}, count: {at: /removed},
         verify: {path: "/cache/entries?older_than=${age}", at: /count, pass: "== 0"}}
)yaml"_s;

// Two requests a second reach an origin, of which six prove a share: hence the time to verify.
const QString failover = uR"yaml(- name: failover-rehearsal
  title: Fail over to the backup, step by step
  description: >-
    Gives the backup a quarter of the loads, then half, and so on; at each step the traffic itself must show it. A slow or
    failing origin sends everything back to the primary.
  kind: failover
  strategy: gradual
  steps: [25, 50, 75, 100]
  hold: 10s
  with: {type: http, method: PUT, path: /failover, if_match: true, within: 15s,
         body: {strategy: weighted, to: primary, weight: "${percent}"},
         verify: {path: /failover, at: /in_effect/backup, equals: "${percent}"}}
  undo: {type: http, method: PUT, path: /failover, within: 15s, body: {strategy: immediate, to: primary, weight: 0.2},
         verify: {path: /failover, at: /in_effect/primary, equals: 100}}
  guards:
    - {name: error ratio, expr: "service:error_ratio", pass: "< 0.05", unit: ratio}
    - {name: p95, expr: 'service:latency_seconds{quantile="0.95"}', pass: "< 0.75", unit: seconds}
    - name: p90 of the slower origin
      expr: >-
        max(histogram_quantile(0.9, sum by (le, origin) (rate(lab_origin_request_seconds_bucket[15s]))) >= 0) or vector(0)
      pass: "< 1"
      unit: seconds
  measure: {histogram: lab_origin_request_seconds_bucket, window: 30s}
- name: failover-immediate
  title: Fail over at once
  kind: failover
  strategy: immediate
  parameters: [{name: to, title: Origin, choices: [backup, primary], initial: backup}]
  with: {type: http, method: PUT, path: /failover, if_match: true, within: 15s,
         body: {strategy: "${strategy}", to: "${to}"}, verify: {path: /failover, at: "/in_effect/${to}", equals: 100}}
  undo: {type: http, method: PUT, path: /failover, within: 15s, body: {strategy: immediate, to: primary, weight: 0.2},
         verify: {path: /failover, at: /in_effect/primary, equals: 100}}
  hold: 5s
  guards: [{name: error ratio, expr: "service:error_ratio", pass: "< 0.05", unit: ratio}]
- name: failover-round-robin
  title: Use both origins in turn
  kind: failover
  strategy: round-robin
  with: {type: http, method: PUT, path: /failover, if_match: true, within: 15s, body: {strategy: "${strategy}"},
         verify: {path: /failover, at: /in_effect/backup, equals: 50}}
  undo: {type: http, method: PUT, path: /failover, within: 15s, body: {strategy: immediate, to: primary, weight: 0.2},
         verify: {path: /failover, at: /in_effect/primary, equals: 100}}
- name: failover-weighted
  title: Give the backup a share
  kind: failover
  strategy: weighted
  parameters: [{name: percent, title: Percent of the loads, type: integer, least: 0, most: 100, initial: 20}]
  with: {type: http, method: PUT, path: /failover, if_match: true, within: 15s,
         body: {strategy: "${strategy}", to: primary, weight: "${percent}%"},
         verify: {path: /failover, at: /in_effect/backup, equals: "${percent}"}}
  undo: {type: http, method: PUT, path: /failover, within: 15s, body: {strategy: immediate, to: primary, weight: 0.2},
         verify: {path: /failover, at: /in_effect/primary, equals: 100}}
)yaml"_s;

} // namespace

QString optimizerActions()
{
    return all + refill + guards + staged + refill + guards + narrow + failover;
}

} // namespace readyroom::lab
