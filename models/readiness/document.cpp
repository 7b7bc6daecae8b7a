// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/document.h"

#include "models/journal/canonicaljson.h"
#include "models/journal/sha256.h"
#include "models/readiness/recordcheck.h"
#include "models/readiness/recorddigests.h"
#include "models/readiness/recordparts.h"
#include "models/readiness/statement.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;

namespace {

/// A number that is none, or not finite, is missing.
std::optional<double> finite(std::optional<double> number)
{
    return number && std::isfinite(*number) ? number : std::nullopt;
}

Document::ItemRecord recordOf(const AssessedItem &assessed, const QString &category)
{
    const Item &item = *assessed.item;
    const Evidence &evidence = assessed.evidence;
    const std::optional<QByteArray> kept = keptAnswer(evidence);
    return {.id = item.id,
            .title = item.title,
            .category = category,
            .severity = severityName(item.severity),
            .blocker = item.blocker,
            .weight = item.effectiveWeight(),
            .result = assessed.result,
            .kind = item.evidence ? evidenceKindName(*item.evidence) : QString(),
            .statement = item.evidence ? statementOf(*item.evidence) : QString(),
            .observed = evidence.observed,
            .target = evidence.target,
            .reason = evidence.reason,
            .value = finite(evidence.value),
            .takenAt = evidence.takenAt,
            .expires = evidence.expires,
            .rawSha256 = evidence.sha256,
            .keptSha256 = kept ? journal::sha256(*kept).toHex() : QByteArray(),
            .effortHours = toHours(item.effectiveEffort()),
            .effortAssumed = !item.effort,
            .owner = item.owner,
            .fix = item.fix,
            .description = item.description,
            .waiver = assessed.waiver,
            .notApplicable = assessed.notApplicable};
}

template<typename Record> QJsonObject written(std::span<const Part<Record>> parts, const Record &record)
{
    QJsonObject members;
    for (const Part<Record> &part : parts) {
        members.insert(part.name, part.write(record));
    }
    return members;
}

template<typename Record> QJsonArray written(std::span<const Part<Record>> parts, const std::vector<Record> &records)
{
    QJsonArray list;
    for (const Record &record : records) {
        list.append(written(parts, record));
    }
    return list;
}

} // namespace

std::optional<QByteArray> keptAnswer(const Evidence &evidence)
{
    if (evidence.sha256.isEmpty()) {
        return std::nullopt;
    }
    if (evidence.raw.isEmpty() && evidence.sha256 != journal::sha256({}).toHex()) {
        return std::nullopt;
    }
    return evidence.raw.first(std::min(evidence.raw.size(), maxRawBytes));
}

Document documentOf(const Assessment &assessment)
{
    const Profile &profile = *assessment.profile;
    Document document{.profile = profile.name,
                      .title = profile.title,
                      .profileSha256 = profile.sha256,
                      .service = assessment.service,
                      .environment = assessment.environment,
                      .at = assessment.at,
                      .verdict = assessment.verdict,
                      .score = finite(assessment.score),
                      .gate = profile.gate,
                      .floor = profile.floor,
                      .applicable = assessment.applicable,
                      .unknown = assessment.unknown,
                      .conditions = assessment.conditions,
                      .why = QStringList(assessment.why.begin(), assessment.why.end())};
    for (std::size_t i = 0; i < profile.categories.size(); ++i) {
        const Category &category = profile.categories[i];
        const CategoryScore &score = assessment.categories.at(i);
        document.categories.push_back({.name = category.name,
                                       .score = finite(score.score),
                                       .weight = category.weight,
                                       .assessed = category.assessed,
                                       .blocks = score.blocks});
    }
    for (const AssessedItem &item : assessment.items) {
        document.items.push_back(recordOf(item, profile.categories.at(item.category).name));
    }
    for (const Role &role : profile.approvals) {
        document.roles += role.name;
    }
    return document;
}

Result<QByteArray> documentBytes(const Document &document)
{
    if (const Result<void> checked = checkRecord(document); !checked) {
        return std::unexpected(checked.error());
    }
    QJsonObject record = written(documentParts(), document);
    record.insert("format"_L1, recordFormat);
    record.insert("categories"_L1, written(categoryParts(), document.categories));
    record.insert("items"_L1, written(itemParts(), document.items));
    record.insert("digests"_L1, recordDigests(record));
    Result<QByteArray> bytes = journal::canonicalJson(record);
    if (bytes) {
        *bytes += '\n';
    }
    return bytes;
}

} // namespace readyroom::readiness
