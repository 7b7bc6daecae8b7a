// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/rulefile.h"

#include "app/config/rulereader.h"
#include "app/config/textfile.h"

#include <QDir>

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>

static void initializeResources()
{
    // Resources of a static library are only there once somebody asks for them, outside of any namespace.
    Q_INIT_RESOURCE(readyroom_config);
}

namespace readyroom::config {

using namespace Qt::StringLiterals;

namespace {

template<typename T, typename Read> Loaded<T> read(const QByteArray &text, const QString &file, Read readValue)
{
    const auto document = YamlDocument::parse(text, file);
    if (!document) {
        return std::unexpected(document.error());
    }
    Complaints complaints(file);
    T value = readValue(RuleReader(*document, complaints));
    if (!complaints.empty()) {
        return std::unexpected(complaints.take());
    }
    return value;
}

bool isStateRule(const rules::AlertingRule &rule)
{
    return rule.annotations.contains(u"reason"_s);
}

/// A state rule whose severity the judge would not understand would never show: refuse it where it is written.
void checkSeverity(const rules::AlertingRule &rule, Errors &errors)
{
    static constexpr std::array severities{"critical"_L1, "warning"_L1, "unknown"_L1};
    const QString severity = rule.labels.value(u"severity"_s).text();
    if (std::ranges::none_of(severities, [&severity](auto known) { return severity == known; })) {
        errors.push_back({Error::Kind::Config,
                          u"The rule %1 has a reason and so decides a service's state; its label \"severity\" must be "
                          "critical, warning or unknown."_s.arg(rule.alert),
                          {},
                          rule.where});
    }
}

template<typename T> Loaded<std::vector<T>> rulesOf(const QStringList &files)
{
    std::vector<T> result;
    Errors errors;
    for (const QString &file : files) {
        auto groups = loadRuleFile(file);
        if (!groups) {
            std::ranges::move(groups.error(), std::back_inserter(errors));
            continue;
        }
        for (rules::RuleGroup &group : *groups) {
            for (rules::Rule &rule : group.rules) {
                if (auto *wanted = std::get_if<T>(&rule)) {
                    result.push_back(std::move(*wanted));
                }
            }
        }
    }
    if (!errors.empty()) {
        return std::unexpected(std::move(errors));
    }
    return result;
}

} // namespace

Loaded<std::vector<rules::RuleGroup>> loadRuleText(const QByteArray &text, const QString &file)
{
    auto groups = read<std::vector<rules::RuleGroup>>(text, file, [](const RuleReader &r) { return r.groups(); });
    if (!groups) {
        return groups;
    }
    Errors errors;
    for (const rules::RuleGroup &group : *groups) {
        for (const rules::Rule &rule : group.rules) {
            if (const auto *alerting = std::get_if<rules::AlertingRule>(&rule); alerting && isStateRule(*alerting)) {
                checkSeverity(*alerting, errors);
            }
        }
    }
    if (!errors.empty()) {
        return std::unexpected(std::move(errors));
    }
    return groups;
}

Loaded<std::vector<rules::RuleGroup>> loadRuleFile(const QString &path)
{
    const auto text = readTextFile(path);
    if (!text) {
        return std::unexpected(text.error());
    }
    return loadRuleText(*text, path);
}

Loaded<rules::SignalMap> loadSignalMapText(const QByteArray &text, const QString &file)
{
    return read<rules::SignalMap>(text, file, [](const RuleReader &r) { return r.signalMap(); });
}

Loaded<rules::SignalMap> loadSignalMap(const QString &path)
{
    const auto text = readTextFile(path);
    if (!text) {
        return std::unexpected(text.error());
    }
    return loadSignalMapText(*text, path);
}

Loaded<std::vector<rules::SignalMap>> loadSignalMaps()
{
    initializeResources();
    return loadSignalMaps(u":/readyroom/signals"_s);
}

Loaded<std::vector<rules::SignalMap>> loadSignalMaps(const QString &folder)
{
    std::vector<rules::SignalMap> result;
    Errors errors;
    const QDir dir(folder);
    for (const QString &name : dir.entryList({u"*.yaml"_s}, QDir::Files, QDir::Name)) {
        auto map = loadSignalMap(dir.filePath(name));
        if (map) {
            result.push_back(std::move(*map));
        } else {
            std::ranges::move(map.error(), std::back_inserter(errors));
        }
    }
    if (!errors.empty()) {
        return std::unexpected(std::move(errors));
    }
    std::ranges::sort(result, [](const rules::SignalMap &a, const rules::SignalMap &b) {
        return std::tie(a.order, a.name) < std::tie(b.order, b.name);
    });
    return result;
}

Loaded<std::vector<rules::AlertingRule>> loadStateRules(const fleet::Fleet &fleet)
{
    initializeResources();
    auto builtIn = rulesOf<rules::AlertingRule>({u":/readyroom/rules/state.yaml"_s});
    if (!builtIn) {
        return builtIn;
    }
    auto own = rulesOf<rules::AlertingRule>(fleet.ruleFiles);
    if (!own) {
        return own;
    }
    std::erase_if(*own, [](const rules::AlertingRule &rule) { return !isStateRule(rule); });
    std::erase_if(*builtIn, [&own](const rules::AlertingRule &rule) {
        return std::ranges::find(*own, rule.alert, &rules::AlertingRule::alert) != own->end();
    });
    std::ranges::move(*own, std::back_inserter(*builtIn));
    return builtIn;
}

Loaded<std::vector<rules::RecordingRule>> loadRecordingRules(const fleet::Fleet &fleet)
{
    return rulesOf<rules::RecordingRule>(fleet.ruleFiles);
}

} // namespace readyroom::config
