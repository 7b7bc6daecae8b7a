// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/experiment.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace readyroom::drills {

/// "actuator-breaker", "actuator-cache", "caddy", "etcd", "haproxy", "http", "lab", "load", "process", "promql",
/// "redis", "varnish": those that an experiment and an action may name.
[[nodiscard]] QStringList providerNames();
/// Whether doing it may change something, so that it needs an armed environment: all but promql, http with GET or HEAD,
/// and what a provider's `do` only reads. A process always may.
[[nodiscard]] bool mayChange(const QJsonObject &provider);
/// What is wrong with the arguments of a provider, which still may hold placeholders `${name}`; pointers are relative
/// to `provider`. An unknown key of http and process is left alone, because other tools have more of them; of ours it
/// is a problem that names the nearest known one.
[[nodiscard]] std::vector<Problem> problemsOf(const QJsonObject &provider);

} // namespace readyroom::drills
