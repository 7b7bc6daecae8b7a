// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/fleetfile.h"
#include "models/rules/rule.h"

namespace readyroom::config {

/// Reads a Prometheus rule file; every expression and template is parsed, and an error inside one is placed at its line
/// and column in the file.
[[nodiscard]] Loaded<std::vector<rules::RuleGroup>> loadRuleFile(const QString &path);
[[nodiscard]] Loaded<std::vector<rules::RuleGroup>> loadRuleText(const QByteArray &text, const QString &file);

/// Reads a signal map: a rule file of recording rules with `signals:`, `title:`, `detect:` and `order:` on top.
[[nodiscard]] Loaded<rules::SignalMap> loadSignalMap(const QString &path);
[[nodiscard]] Loaded<rules::SignalMap> loadSignalMapText(const QByteArray &text, const QString &file);

/// The maps that Readyroom brings along, by `order`.
[[nodiscard]] Loaded<std::vector<rules::SignalMap>> loadSignalMaps();
/// The maps in a folder (*.yaml), by `order`.
[[nodiscard]] Loaded<std::vector<rules::SignalMap>> loadSignalMaps(const QString &folder);

/// The rules that decide a service's state: the built-in ones and those of the fleet's rule files that have an
/// annotation `reason`. An alert of the fleet replaces all built-in rules of the same name.
[[nodiscard]] Loaded<std::vector<rules::AlertingRule>> loadStateRules(const fleet::Fleet &fleet = {});
/// The recording rules of the fleet's own rule files, in order.
[[nodiscard]] Loaded<std::vector<rules::RecordingRule>> loadRecordingRules(const fleet::Fleet &fleet);

} // namespace readyroom::config
