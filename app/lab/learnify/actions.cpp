// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/learnify/actions.h"

namespace readyroom::lab {

using namespace Qt::StringLiterals;

QString learnifyActions()
{
    return uR"yaml(- name: learnify-rollback
  title: Roll back
  description: Installs the version of an earlier revision, as a revision of its own.
  kind: rollback
  parameters: [{name: revision, title: Revision, type: integer, least: 1, live: true}]
  with: {type: lab, do: rollback, body: {revision: "${revision}"}, verify: {at: /restores, equals: "${revision}"}}
  undo: {type: lab, do: rollback, body: {revision: previous}}
  triggers:
    - {name: error ratio above 10 % for 2 min, expr: "service:error_ratio", when: "> 0.1", for: 2m}
    - {name: health check failing, expr: 'min(service:health) or max(up{endpoint="health"})', when: "== 0", for: 10s}
  hold: 5s
- name: learnify-deploy
  title: Deploy a version
  description: Installs a version; 1.1 brings /health and /metrics.
  kind: rollback
  parameters: [{name: version, title: Version, choices: ["1.0", "1.1"], initial: "1.1"}]
  with: {type: lab, do: deploy, body: {version: "${version}"}, verify: {at: /version, equals: "${version}"}}
  undo: {type: lab, do: rollback, body: {revision: previous}}
- name: learnify-load
  title: Load of 20 users
  kind: load
  with: {type: load, path: /api/courses, users: 20, duration: 10s, limits: {p95: "< 0.2", success: "> 0.99"}}
)yaml"_s;
}

} // namespace readyroom::lab
