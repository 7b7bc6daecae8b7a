// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/readiness/assessment.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace readyroom::readiness {

/// The canonical record of an assessment: what is signed, kept, compared and drawn in reports. RFC 8785 JSON with a
/// member `format` ("readyroom-assessment/1"); numbers are unrounded, missing is null, times are RFC 3339 in UTC with
/// milliseconds. Raw answers are not in it but in the bundle beside it, by their SHA-256. See docs/sign-off.md.
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
        /// Of what the bundle keeps of it, lower-case hex: the same unless it was capped. Empty: the bundle keeps
        /// nothing.
        QByteArray keptSha256 = {};
        double effortHours = 0.0;
        bool effortAssumed = false;
        QString owner = {};
        QString fix = {};
        QString description = {};
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

/// Of everything that was judged; `reason` is left to the one who signs. The same assessment yields the same document.
[[nodiscard]] Document documentOf(const Assessment &assessment);

/// What a bundle keeps of an answer: its first maxRawBytes bytes. Absent when there was no answer, and when only its
/// digest has come (evidence of an earlier run, from the journal).
[[nodiscard]] std::optional<QByteArray> keptAnswer(const Evidence &evidence);

/// Canonical JSON, ending with a newline. A member `digests` has the SHA-256 of each part (each member of each item,
/// the verdict, the conditions, …), so that a changed file can be told where. Kind::Parse with a sentence for a
/// document that could not be read again: with text or a number that JSON cannot hold, a time beyond the year 9999, an
/// id, a category or a role twice, a severity that there is not, or a SHA-256 that is none.
[[nodiscard]] Result<QByteArray> documentBytes(const Document &document);
/// Kind::Parse with a sentence. Reads what documentBytes() writes, and nothing else: documentBytes() of what is read
/// gives the same bytes again.
[[nodiscard]] Result<Document> documentFrom(const QByteArray &bytes);
/// The parts whose digest is not theirs, in words ("the result of health-endpoint", "the verdict"): what was changed by
/// somebody who did not change the digests, too. The signature tells of every change, this tells where. Works for any
/// JSON that still has the digests, also where documentFrom() refuses it; else Kind::Parse.
[[nodiscard]] Result<QStringList> changedParts(const QByteArray &bytes);

/// Of both: what is longer is refused.
inline constexpr qsizetype maxDocumentBytes = 16 * 1024 * 1024;

} // namespace readyroom::readiness
