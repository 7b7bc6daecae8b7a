// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/readiness/assessment.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace readyroom::readiness {

/// The canonical record of an assessment: what is signed, kept, compared and drawn in reports. RFC 8785 JSON with a
/// member `format` ("readyroom-assessment/1"); numbers are unrounded, missing is null. Raw answers are not in it but in
/// the bundle beside it, by their SHA-256.
struct Document {
    struct ItemRecord {
        QString id;
        QString title; ///< the exact text that was signed
        QString category;
        QString severity;
        bool blocker = false;
        double weight = 0.0;
        ItemResult result = ItemResult::Unknown;
        QString kind = {}; ///< of the evidence: "query", …; empty: none
        QString statement = {}; ///< what the evidence asks, as text: the expression, the header, the attestation
        QString observed = {};
        QString target = {};
        QString reason = {};
        std::optional<double> value = {};
        std::optional<Timestamp> takenAt = {};
        std::optional<Timestamp> expires = {};
        QByteArray rawSha256 = {}; ///< of the whole answer, lower-case hex; empty: there was none
        QByteArray keptSha256 = {}; ///< of what the bundle keeps of it: the same unless it was capped
        double effortHours = 0.0;
        bool effortAssumed = false;
        QString owner = {};
        QString fix = {};
        std::optional<Waiver> waiver = {};
        std::optional<NotApplicable> notApplicable = {};
        bool operator==(const ItemRecord &) const = default;
    };
    struct CategoryRecord {
        QString name;
        std::optional<double> score = {};
        double weight = 1.0;
        std::optional<double> assessed = {};
        bool blocks = false;
        bool operator==(const CategoryRecord &) const = default;
    };

    QString profile;
    QString title = {};
    QByteArray profileSha256 = {};
    QString service;
    QString environment = {};
    Timestamp at{};
    Verdict verdict = Verdict::NoGo;
    std::optional<double> score = {};
    double gate = 90.0;
    double floor = 60.0;
    int applicable = 0;
    int unknown = 0;
    std::vector<CategoryRecord> categories = {};
    std::vector<ItemRecord> items = {};
    QStringList conditions = {};
    QStringList why = {};
    QString reason = {}; ///< what the person who signs says; empty in a mere record
    QStringList roles = {}; ///< that have to sign
    bool operator==(const Document &) const = default;
};

[[nodiscard]] Document documentOf(const Assessment &assessment);

/// Canonical JSON, ending with a newline. A member `digests` has the SHA-256 of each part (each item by its id, the
/// verdict, the conditions, …), so that a changed file can be told where. Fails only for text that JSON cannot hold.
[[nodiscard]] Result<QByteArray> documentBytes(const Document &document);
/// Kind::Parse with a sentence. Reads what documentBytes() writes, and nothing that is not canonical.
[[nodiscard]] Result<Document> documentFrom(const QByteArray &bytes);
/// The parts whose digest is not theirs, in words ("the result of health-endpoint", "the verdict"): what was changed by
/// somebody who did not change the digests, too. The signature tells of every change, this tells where.
[[nodiscard]] Result<QStringList> changedParts(const QByteArray &bytes);

} // namespace readyroom::readiness
