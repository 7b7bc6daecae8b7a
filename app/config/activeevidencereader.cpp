// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/activeevidencereader.h"

#include "app/config/profilekeys.h"

#include <array>

namespace readyroom::config {

using namespace Qt::StringLiterals;
using namespace readiness;
namespace keys = profilekeys;

std::optional<EvidenceSpec> ActiveEvidenceReader::read(const MapReader &evidence) const
{
    if (const YamlPtr node = evidence.get("rate_limit"_L1)) {
        return rateLimit(node);
    }
    if (const YamlPtr node = evidence.get("load"_L1)) {
        return load(node);
    }
    if (const YamlPtr node = evidence.get("command"_L1)) {
        return command(node);
    }
    return std::nullopt;
}

RateLimitEvidence ActiveEvidenceReader::rateLimit(const YamlPtr &node) const
{
    RateLimitEvidence limit;
    const MapReader map(node, keys::rateLimit, u"\"rate_limit\""_s, m_complaints);
    limit.path = m_scalars.path(map.need("path"_L1)).value_or(QString());
    limit.requests = m_values.integer(map.get("requests"_L1), u"\"requests\""_s, 2, 10'000).value_or(limit.requests);
    limit.expect = m_values.integer(map.get("expect"_L1), u"\"expect\""_s, 100, 599).value_or(limit.expect);
    limit.clientHeader = m_values.headerName(map.get("client_header"_L1), u"\"client_header\""_s).value_or(QString());
    return limit;
}

LoadEvidence ActiveEvidenceReader::load(const YamlPtr &node) const
{
    LoadEvidence load;
    const MapReader map(node, keys::load, u"\"load\""_s, m_complaints);
    load.path = m_scalars.path(map.need("path"_L1)).value_or(QString());
    load.users = m_values.integer(map.get("users"_L1), u"\"users\""_s, 1, 500).value_or(load.users);
    load.duration =
        m_scalars.duration(map.get("duration"_L1), u"\"duration\""_s, std::chrono::seconds{1}, std::chrono::minutes{10})
            .value_or(load.duration);
    load.clientHeader = m_values.headerName(map.get("client_header"_L1), u"\"client_header\""_s).value_or(QString());
    load.limits = limits(map.need("limits"_L1));
    return load;
}

std::vector<LoadEvidence::Limit> ActiveEvidenceReader::limits(const YamlPtr &node) const
{
    using Figure = LoadEvidence::Figure;
    static constexpr std::array figures{
        Choice{"mean"_L1, Figure::Mean},       Choice{"p50"_L1, Figure::P50},
        Choice{"p95"_L1, Figure::P95},         Choice{"p99"_L1, Figure::P99},
        Choice{"success"_L1, Figure::Success}, Choice{"throughput"_L1, Figure::Throughput}};
    std::vector<LoadEvidence::Limit> result;
    if (!node) {
        return result;
    }
    const MapReader map(node, keys::limits, u"\"limits\""_s, m_complaints);
    if (map.isMap() && node->entries.empty()) {
        m_complaints.at(*node, u"\"limits\" must name at least one figure, such as p95: \"< 2s\"."_s);
    }
    for (const Choice<Figure> &figure : figures) {
        const YamlPtr value = map.get(figure.word);
        if (!value) {
            continue;
        }
        LoadEvidence::Limit limit{.figure = figure.value, .pass = {}};
        if (value->isMap()) {
            m_expressions.thresholds(MapReader(value, keys::limit, u"A limit"_s, m_complaints), limit.pass,
                                     limit.partial);
        } else {
            limit.pass = m_expressions.threshold(value, u"The limit of %1"_s.arg(figure.word)).value_or(limit.pass);
        }
        result.push_back(limit);
    }
    return result;
}

CommandEvidence ActiveEvidenceReader::command(const YamlPtr &node) const
{
    CommandEvidence command;
    const MapReader map(node, keys::command, u"\"command\""_s, m_complaints);
    if (const YamlPtr run = map.need("run"_L1)) {
        const std::vector<YamlPtr> &words = itemsOf(*run, u"\"run\""_s, m_complaints);
        if (run->isSequence() && words.empty()) {
            m_complaints.at(*run, u"\"run\" must name a program."_s);
        }
        for (const YamlPtr &word : words) {
            command.command << m_scalars.text(word, u"A part of a command"_s).value_or(QString());
        }
    }
    command.exitCode = m_values.integer(map.get("exit_code"_L1), u"\"exit_code\""_s, 0, 255).value_or(command.exitCode);
    command.matches = m_values.pattern(map.get("matches"_L1), u"\"matches\""_s).value_or(QString());
    command.timeout =
        m_scalars.duration(map.get("timeout"_L1), u"\"timeout\""_s, std::chrono::seconds{1}, std::chrono::minutes{10})
            .value_or(command.timeout);
    return command;
}

} // namespace readyroom::config
