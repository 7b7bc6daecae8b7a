// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/evidencereader.h"

#include "app/config/profilekeys.h"

#include <algorithm>
#include <array>
#include <utility>

namespace readyroom::config {

using namespace Qt::StringLiterals;
using namespace readiness;
namespace keys = profilekeys;

namespace {

constexpr std::array scopes{Choice{"service"_L1, QueryEvidence::Scope::Service},
                            Choice{"fleet"_L1, QueryEvidence::Scope::Fleet}};
constexpr std::array versions{Choice{"1.0"_L1, 10}, Choice{"1.1"_L1, 11}, Choice{"1.2"_L1, 12}, Choice{"1.3"_L1, 13}};
constexpr std::array answers{Choice{"pass"_L1, AttestEvidence::Says::Pass},
                             Choice{"partial"_L1, AttestEvidence::Says::Partial},
                             Choice{"fail"_L1, AttestEvidence::Says::Fail}};
constexpr int usualAnswers = 5; // of a header that must be unique
constexpr Duration longestHold = std::chrono::hours{24 * 31};
constexpr Duration longestAge = std::chrono::hours{24 * 3660};

} // namespace

std::optional<EvidenceSpec> EvidenceReader::read(const YamlPtr &node) const
{
    using Kind = EvidenceSpec (EvidenceReader::*)(const YamlPtr &) const;
    static constexpr std::array<std::pair<QLatin1StringView, Kind>, 8> kinds{
        {{"query"_L1, &EvidenceReader::query},
         {"health"_L1, &EvidenceReader::health},
         {"header"_L1, &EvidenceReader::header},
         {"tls"_L1, &EvidenceReader::tls},
         {"http"_L1, &EvidenceReader::http},
         {"drill"_L1, &EvidenceReader::drill},
         {"coverage"_L1, &EvidenceReader::coverage},
         {"attest"_L1, &EvidenceReader::attest}}};
    if (!node) {
        return std::nullopt;
    }
    const MapReader map(node, keys::evidence, u"\"evidence\""_s, m_complaints);
    if (!map.isMap()) {
        return std::nullopt;
    }
    if (node->entries.size() != 1) {
        m_complaints.at(*node,
                        u"\"evidence\" needs exactly one kind, such as {health: {}}; several make several items."_s);
        return std::nullopt;
    }
    for (const auto &[name, kind] : kinds) {
        if (const YamlPtr value = map.get(name)) {
            return (this->*kind)(value);
        }
    }
    return m_active.read(map);
}

EvidenceSpec EvidenceReader::query(const YamlPtr &node) const
{
    QueryEvidence query;
    const MapReader map(node, keys::query, u"\"query\""_s, m_complaints);
    query.parsed = m_expressions.expression(map.need("expr"_L1), u"an item"_s, query.expr);
    m_expressions.thresholds(map, query.pass, query.partial);
    query.holdFor = m_scalars.duration(map.get("for"_L1), u"\"for\""_s, Duration{0}, longestHold).value_or(Duration{0});
    query.unit =
        m_values.choice<Unit>(map.get("unit"_L1), u"\"unit\""_s, u"a unit"_s, unitChoices).value_or(query.unit);
    query.scope = m_values.choice<QueryEvidence::Scope>(map.get("scope"_L1), u"\"scope\""_s, u"a scope"_s, scopes)
                      .value_or(query.scope);
    return query;
}

EvidenceSpec EvidenceReader::health(const YamlPtr &node) const
{
    HealthEvidence health;
    const MapReader map(node, keys::health, u"\"health\""_s, m_complaints);
    health.component = m_scalars.text(map.get("component"_L1), u"\"component\""_s).value_or(QString());
    return health;
}

EvidenceSpec EvidenceReader::header(const YamlPtr &node) const
{
    HeaderEvidence header;
    const MapReader map(node, keys::header, u"\"header\""_s, m_complaints);
    header.path = m_scalars.path(map.get("path"_L1)).value_or(header.path);
    const bool several = node->value(u"present") != nullptr;
    if (map.isMap() && several == (node->value(u"name") != nullptr)) {
        m_complaints.at(*node, u"\"header\" needs either \"present\", a list of names, or \"name\", a single one."_s);
        return header;
    }
    if (several) {
        readHeaderNames(map, header);
    } else {
        readOneHeader(map, header);
    }
    return header;
}

void EvidenceReader::readHeaderNames(const MapReader &map, HeaderEvidence &header) const
{
    for (const auto key : {"matches"_L1, "unique"_L1, "answers"_L1}) {
        if (const YamlPtr misplaced = map.node().value(QString(key))) {
            m_complaints.at(*misplaced, u"\"%1\" is only for a single header, which \"name\" names."_s.arg(key));
        }
    }
    const YamlPtr names = map.get("present"_L1);
    if (!names) {
        return;
    }
    const std::vector<YamlPtr> &items = itemsOf(*names, u"\"present\""_s, m_complaints);
    if (names->isSequence() && items.empty()) {
        m_complaints.at(*names, u"\"present\" must name at least one header."_s);
    }
    for (const YamlPtr &item : items) {
        if (const auto name = m_values.headerName(item, u"A header name"_s)) {
            header.present << *name;
        }
    }
}

void EvidenceReader::readOneHeader(const MapReader &map, HeaderEvidence &header) const
{
    header.name = m_values.headerName(map.get("name"_L1), u"\"name\""_s).value_or(QString());
    header.matches = m_values.pattern(map.get("matches"_L1), u"\"matches\""_s).value_or(QString());
    header.unique = m_scalars.truth(map.get("unique"_L1), u"\"unique\""_s).value_or(false);
    const YamlPtr count = map.get("answers"_L1);
    header.answers =
        m_values.integer(count, u"\"answers\""_s, 1, 20).value_or(header.unique ? usualAnswers : header.answers);
    if (header.unique && header.answers < 2) {
        m_complaints.at(*count, u"Whether a header is unique shows only in two answers or more."_s);
    }
}

EvidenceSpec EvidenceReader::tls(const YamlPtr &node) const
{
    TlsEvidence tls;
    const MapReader map(node, keys::tls, u"\"tls\""_s, m_complaints);
    tls.minVersion =
        m_values.choice<int>(map.get("min_version"_L1), u"\"min_version\""_s, u"a version of TLS"_s, versions)
            .value_or(tls.minVersion);
    tls.minDays = m_values.integer(map.get("min_days"_L1), u"\"min_days\""_s, 0, 3650).value_or(tls.minDays);
    return tls;
}

EvidenceSpec EvidenceReader::http(const YamlPtr &node) const
{
    HttpEvidence http;
    const MapReader map(node, keys::http, u"\"http\""_s, m_complaints);
    http.path = m_scalars.path(map.need("path"_L1)).value_or(QString());
    if (const YamlPtr status = map.get("status"_L1)) {
        http.status = statuses(status);
    }
    http.pointer = m_scalars.pointer(map.get("at"_L1), u"\"at\""_s).value_or(QString());
    http.text = m_scalars.text(map.get("equals"_L1), u"\"equals\""_s);
    http.number = m_expressions.threshold(map.get("pass"_L1), u"\"pass\""_s);
    const bool at = node->value(u"at") != nullptr;
    const int wanted = (node->value(u"equals") ? 1 : 0) + (node->value(u"pass") ? 1 : 0);
    if (map.isMap() && wanted != (at ? 1 : 0)) {
        m_complaints.at(*node,
                        u"\"at\" says where in the answer to look, and either \"equals\" or \"pass\" what must stand "
                        "there: they need each other."_s);
    }
    return http;
}

std::vector<int> EvidenceReader::statuses(const YamlPtr &node) const
{
    std::vector<int> result;
    const std::vector<YamlPtr> items =
        node->isScalar() ? std::vector{node} : itemsOf(*node, u"\"status\""_s, m_complaints);
    if (node->isSequence() && items.empty()) {
        m_complaints.at(*node, u"\"status\" must name at least one status."_s);
    }
    for (const YamlPtr &item : items) {
        if (const auto status = m_values.integer(item, u"A status"_s, 100, 599)) {
            result.push_back(*status);
        }
    }
    return result;
}

EvidenceSpec EvidenceReader::drill(const YamlPtr &node) const
{
    DrillEvidence drill;
    const MapReader map(node, keys::drill, u"\"drill\""_s, m_complaints);
    drill.drill = m_scalars.text(map.need("name"_L1), u"The name of a drill"_s).value_or(QString());
    drill.maxAge = m_scalars.duration(map.get("max_age"_L1), u"\"max_age\""_s, std::chrono::minutes{1}, longestAge)
                       .value_or(drill.maxAge);
    return drill;
}

EvidenceSpec EvidenceReader::coverage(const YamlPtr &node) const
{
    CoverageEvidence coverage;
    const MapReader map(node, keys::coverage, u"\"coverage\""_s, m_complaints);
    if (const auto file = m_scalars.text(map.need("file"_L1), u"\"file\""_s)) {
        coverage.file = QDir::cleanPath(m_folder.absoluteFilePath(*file));
    }
    m_expressions.thresholds(map, coverage.pass, coverage.partial);
    return coverage;
}

EvidenceSpec EvidenceReader::attest(const YamlPtr &node) const
{
    AttestEvidence attest;
    const MapReader map(node, keys::attest, u"\"attest\""_s, m_complaints);
    attest.says =
        m_values.choice<AttestEvidence::Says>(map.need("says"_L1), u"\"says\""_s, u"what can be attested"_s, answers)
            .value_or(attest.says);
    attest.by = m_scalars.text(map.need("by"_L1), u"\"by\""_s).value_or(QString());
    attest.statement = m_scalars.prose(map.need("statement"_L1), u"\"statement\""_s).value_or(QString());
    attest.link = m_scalars.text(map.get("link"_L1), u"\"link\""_s).value_or(QString());
    const auto date = m_values.moment(map.need("date"_L1), u"\"date\""_s, ProfileScalars::Day::Begins);
    const YamlPtr expires = map.get("expires"_L1);
    attest.expires = m_values.moment(expires, u"\"expires\""_s, ProfileScalars::Day::Ends);
    attest.date = date.value_or(attest.date);
    if (date && attest.expires && *attest.expires <= *date) {
        m_complaints.at(*expires, u"This attestation would expire before it is made."_s);
    }
    return attest;
}

} // namespace readyroom::config
