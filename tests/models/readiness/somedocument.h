// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/sha256.h"
#include "models/readiness/document.h"

#include <QString>

#include <chrono>

namespace readyroom::test {

inline Timestamp someTime()
{
    return std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(2)
        + std::chrono::milliseconds(7);
}

inline QByteArray hexOf(QByteArrayView bytes)
{
    return journal::sha256(bytes).toHex();
}

/// A document in which no member of any part is missing.
inline readiness::Document someDocument()
{
    using namespace std::chrono_literals;
    using namespace readiness;
    const Timestamp at = someTime();
    Document document{.profile = QStringLiteral("learnify-api"),
                      .title = QStringLiteral("Learnify backend: before the first release"),
                      .profileSha256 = hexOf("the profile"),
                      .service = QStringLiteral("learnify-api"),
                      .environment = QStringLiteral("production"),
                      .at = at,
                      .verdict = Verdict::Conditional,
                      .score = 89.96428571428571,
                      .gate = 90,
                      .floor = 60,
                      .applicable = 3,
                      .unknown = 1,
                      .conditions = {QStringLiteral("The load test passes in staging."),
                                     QStringLiteral("\"Secrets rotate\" is waived until 2027-01-01.")},
                      .why = {QStringLiteral("The score 89.9 is below the gate 90.")},
                      .reason = QStringLiteral("Good enough for the pilot"),
                      .roles = {QStringLiteral("security"), QStringLiteral("operations")}};
    document.categories = {
        {.name = QStringLiteral("Observability"), .score = 95.0, .weight = 2, .assessed = 70.0, .blocks = false},
        {.name = QStringLiteral("Security"), .score = 79.1, .weight = 1, .assessed = 60.0, .blocks = true}};
    Document::ItemRecord health{.id = QStringLiteral("health-endpoint"),
                                .title = QStringLiteral("Health endpoint answers"),
                                .category = QStringLiteral("Observability"),
                                .severity = QStringLiteral("critical"),
                                .blocker = true,
                                .weight = 10,
                                .result = ItemResult::Pass,
                                .kind = QStringLiteral("http"),
                                .statement = QStringLiteral("GET /health answers 200"),
                                .observed = QStringLiteral("200"),
                                .target = QStringLiteral("200"),
                                .reason = QStringLiteral("answered by both instances"),
                                .value = 200.0,
                                .takenAt = at - 3100ms,
                                .expires = at + 5min,
                                .rawSha256 = hexOf("{\"status\":\"UP\"}"),
                                .keptSha256 = hexOf("{\"status\":\"UP\"}"),
                                .effortHours = 4,
                                .effortAssumed = false,
                                .owner = QStringLiteral("Platform Team"),
                                .fix = QStringLiteral("Mount the health router."),
                                .description = QStringLiteral("Kubernetes asks for it.")};
    health.waiver = Waiver{QStringLiteral("Ana"), QStringLiteral("not before the pilot"), at - 48h};
    health.notApplicable = NotApplicable{QStringLiteral("it is asleep"), QStringLiteral("Ana")};
    Document::ItemRecord rotate{.id = QStringLiteral("secrets-rotate"),
                                .title = QStringLiteral("Secrets rotate"),
                                .category = QStringLiteral("Security"),
                                .severity = QStringLiteral("high"),
                                .weight = 7.5,
                                .result = ItemResult::Waived,
                                .effortHours = 8,
                                .effortAssumed = true};
    rotate.waiver = Waiver{QStringLiteral("Ben"), QStringLiteral("the vault comes in Q1"), at + 24h * 41};
    Document::ItemRecord tracing{.id = QStringLiteral("tracing"),
                                 .title = QStringLiteral("Spurverfolgung („tracing“) 🔭"),
                                 .category = QStringLiteral("Observability"),
                                 .severity = QStringLiteral("low"),
                                 .weight = 2.5,
                                 .result = ItemResult::Unknown,
                                 .reason = QStringLiteral("nobody has attested it"),
                                 .effortHours = 0.5};
    document.items = {health, tracing, rotate};
    return document;
}

} // namespace readyroom::test
