// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/caplab/actions.h"

namespace readyroom::lab {

using namespace Qt::StringLiterals;

QString capActions()
{
    return uR"yaml(- name: cap-mode
  title: Choose consistency or availability
  description: CP refuses what the primary cannot confirm; AP answers from the follower and hands back later.
  kind: failover
  parameters: [{name: mode, title: Mode, choices: [CP, AP], initial: AP}]
  with: {type: http, method: PUT, path: /mode, body: {mode: "${mode}"}, verify: {path: /mode, at: /mode, equals: "${mode}"}}
  undo: {type: http, method: PUT, path: /mode, body: {mode: CP}, verify: {path: /mode, at: /mode, equals: CP}}
)yaml"_s;
}

} // namespace readyroom::lab
