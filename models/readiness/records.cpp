// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/records.h"

#include "models/journal/timetext.h"
#include "models/readiness/attestation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;
using journal::Event;
using journal::EventKind;
using What = Decision::What;

namespace {

/// Remote text is kept as it was shown, not as long as somebody could make it.
constexpr qsizetype longestObserved = 200;

/// In the order of Decision::What.
constexpr std::array whatNames{"waive"_L1,      "lift_waiver"_L1, "not_applicable"_L1,
                               "applicable"_L1, "note"_L1,        "attest"_L1};
/// In the order of AttestEvidence::Says.
constexpr std::array saysNames{"pass"_L1, "partial"_L1, "fail"_L1};

template<typename Enum, std::size_t count>
std::optional<Enum> fromName(const std::array<QLatin1StringView, count> &names, const QString &name)
{
    const auto found = std::ranges::find_if(names, [&](QLatin1StringView known) { return name == known; });
    return found == names.end() ? std::nullopt : std::optional(static_cast<Enum>(found - names.begin()));
}

QString nameOf(What what)
{
    return whatNames.at(static_cast<std::size_t>(what));
}

QString textOf(Timestamp at)
{
    return QString::fromLatin1(journal::timeText(at).value_or(QByteArray()));
}

QString dayOf(Timestamp at)
{
    return textOf(at).left(10);
}

void put(QJsonObject &detail, const QString &name, const QString &text)
{
    if (!text.isEmpty()) {
        detail.insert(name, text);
    }
}

void put(QJsonObject &detail, const QString &name, const std::optional<Timestamp> &at)
{
    if (at) {
        put(detail, name, textOf(*at));
    }
}

void put(QJsonObject &detail, const QString &name, const std::optional<double> &number)
{
    if (number && std::isfinite(*number)) {
        detail.insert(name, *number);
    }
}

QString text(const QJsonObject &detail, QLatin1StringView name)
{
    return detail.value(name).toString();
}

std::optional<double> number(const QJsonObject &detail, QLatin1StringView name)
{
    const QJsonValue value = detail.value(name);
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

/// Absent: the member is there, and it is no moment. Without the member the moment is absent.
std::optional<std::optional<Timestamp>> moment(const QJsonObject &detail, QLatin1StringView name)
{
    using Found = std::optional<std::optional<Timestamp>>;
    if (!detail.contains(name)) {
        return Found(std::in_place);
    }
    const std::optional<Timestamp> at = journal::timeFromText(text(detail, name).toLatin1());
    return at ? Found(std::in_place, at) : Found();
}

QString sentenceOf(const Decision &decision)
{
    const QString &item = decision.item;
    const QString &profile = decision.profile;
    switch (decision.what) {
    case What::Waive:
        return u"%1 of %2 is waived by %3 until %4: %5"_s.arg(item, profile, decision.waiver.owner,
                                                              dayOf(decision.waiver.expires), decision.waiver.reason);
    case What::LiftWaiver:
        return u"The waiver of %1 of %2 was lifted"_s.arg(item, profile);
    case What::NotApplicable:
        return u"%1 of %2 does not apply: %3"_s.arg(item, profile, decision.text);
    case What::Applicable:
        return u"%1 of %2 applies again"_s.arg(item, profile);
    case What::Note:
        return u"Note on %1 of %2: %3"_s.arg(item, profile, decision.text);
    case What::Attest:
        break;
    }
    return u"%1 of %2 is attested as %3: %4"_s.arg(item, profile, saysNames.at(static_cast<std::size_t>(decision.says)),
                                                   decision.text);
}

std::optional<Evidence> evidenceFrom(const Event &event)
{
    const QJsonObject &detail = event.detail;
    const std::optional<Outcome> outcome = outcomeFromName(text(detail, "outcome"_L1));
    const auto expires = moment(detail, "expires"_L1);
    if (!outcome || !expires) {
        return std::nullopt;
    }
    return Evidence{.outcome = *outcome,
                    .observed = text(detail, "observed"_L1),
                    .target = text(detail, "target"_L1),
                    .reason = text(detail, "reason"_L1),
                    .value = number(detail, "value"_L1),
                    .takenAt = event.at,
                    .expires = *expires,
                    .sha256 = text(detail, "sha256"_L1).toLatin1()};
}

} // namespace

Event eventOf(const Decision &decision, const QString &service, const QString &environment, Timestamp at)
{
    QJsonObject detail{
        {u"profile"_s, decision.profile}, {u"item"_s, decision.item}, {u"what"_s, nameOf(decision.what)}};
    if (decision.what == What::Waive) {
        put(detail, u"owner"_s, decision.waiver.owner);
        put(detail, u"reason"_s, decision.waiver.reason);
        put(detail, u"expires"_s, std::optional(decision.waiver.expires));
    }
    put(detail, u"text"_s, decision.text);
    if (decision.what == What::Attest) {
        put(detail, u"says"_s, QString(saysNames.at(static_cast<std::size_t>(decision.says))));
        put(detail, u"link"_s, decision.link);
        put(detail, u"expires"_s, decision.expires);
    }
    return {.kind = EventKind::ReadinessDecision,
            .at = at,
            .service = service,
            .environment = environment,
            .text = sentenceOf(decision),
            .detail = std::move(detail)};
}

std::optional<Decision> decisionFrom(const Event &event)
{
    const QJsonObject &detail = event.detail;
    const auto what = fromName<What>(whatNames, text(detail, "what"_L1));
    const auto expires = moment(detail, "expires"_L1);
    Decision decision{.what = what.value_or(What::Note),
                      .profile = text(detail, "profile"_L1),
                      .item = text(detail, "item"_L1),
                      .text = text(detail, "text"_L1)};
    if (event.kind != EventKind::ReadinessDecision || !what || !expires || decision.profile.isEmpty()
        || decision.item.isEmpty()) {
        return std::nullopt;
    }
    if (*what == What::Waive) {
        if (!*expires) {
            return std::nullopt;
        }
        decision.waiver = {text(detail, "owner"_L1), text(detail, "reason"_L1), **expires};
        return decision.waiver.owner.isEmpty() || decision.waiver.reason.isEmpty() ? std::nullopt
                                                                                   : std::optional(decision);
    }
    const bool needsText = *what == What::NotApplicable || *what == What::Note || *what == What::Attest;
    if (needsText && decision.text.isEmpty()) {
        return std::nullopt;
    }
    if (*what == What::Attest) {
        const auto says = fromName<AttestEvidence::Says>(saysNames, text(detail, "says"_L1));
        if (!says) {
            return std::nullopt;
        }
        decision.says = *says;
        decision.link = text(detail, "link"_L1);
        decision.expires = *expires;
    }
    return decision;
}

Event eventOf(const Evidence &evidence, const QString &profile, const QString &item, const QString &service,
              const QString &environment)
{
    QJsonObject detail{{u"profile"_s, profile}, {u"item"_s, item}, {u"outcome"_s, outcomeName(evidence.outcome)}};
    put(detail, u"observed"_s, evidence.observed);
    put(detail, u"target"_s, evidence.target);
    put(detail, u"reason"_s, evidence.reason);
    put(detail, u"value"_s, evidence.value);
    put(detail, u"expires"_s, evidence.expires);
    put(detail, u"sha256"_s, QString::fromLatin1(evidence.sha256));
    const QString measured = evidence.observed.isEmpty() ? evidence.reason : evidence.observed;
    const QString rest = measured.isEmpty() ? QString() : u": "_s + measured;
    return {.kind = EventKind::Evidence,
            .at = evidence.takenAt.value_or(Timestamp{}),
            .service = service,
            .environment = environment,
            .text = u"%1 of %2 was measured, %3%4"_s.arg(item, profile, outcomeName(evidence.outcome), rest),
            .detail = std::move(detail)};
}

Event eventOf(const Assessment &assessment, bool byPerson)
{
    QJsonObject items;
    QJsonObject observed;
    for (const AssessedItem &item : assessment.items) {
        items.insert(item.item->id, itemResultName(item.result));
        if (isOpen(item.result)) {
            put(observed, item.item->id, item.evidence.observed.left(longestObserved));
        }
    }
    QJsonObject categories;
    for (std::size_t i = 0; i < assessment.categories.size(); ++i) {
        put(categories, assessment.profile->categories.at(i).name, assessment.categories[i].score);
    }
    const QString verdict = verdictName(assessment.verdict);
    QJsonObject detail{{u"profile"_s, assessment.profile->name},
                       {u"verdict"_s, verdict},
                       {u"items"_s, items},
                       {u"observed"_s, observed},
                       {u"categories"_s, categories},
                       {u"applicable"_s, assessment.applicable},
                       {u"unknown"_s, assessment.unknown}};
    put(detail, u"score"_s, assessment.score);
    if (byPerson) {
        detail.insert(u"by_person"_s, true);
    }
    const QString points = assessment.score ? u"score %1"_s.arg(scoreText(*assessment.score)) : u"nothing to score"_s;
    return {.kind = EventKind::Assessment,
            .at = assessment.at,
            .service = assessment.service,
            .environment = assessment.environment,
            .text = u"%1 is %2 by %3: %4, %5 of %6 unknown"_s
                        .arg(assessment.service, verdict, assessment.profile->name, points)
                        .arg(assessment.unknown)
                        .arg(assessment.applicable),
            .detail = std::move(detail)};
}

std::optional<Document> recordedDocument(const Event &event)
{
    const QJsonObject &detail = event.detail;
    const std::optional<Verdict> verdict = verdictFromName(text(detail, "verdict"_L1));
    const QString profile = text(detail, "profile"_L1);
    if (event.kind != EventKind::Assessment || !verdict || profile.isEmpty()) {
        return std::nullopt;
    }
    Document document{.profile = profile,
                      .service = event.service,
                      .environment = event.environment,
                      .at = event.at,
                      .verdict = *verdict,
                      .score = number(detail, "score"_L1),
                      .applicable = detail.value("applicable"_L1).toInt(),
                      .unknown = detail.value("unknown"_L1).toInt()};
    const QJsonObject categories = detail.value("categories"_L1).toObject();
    for (auto it = categories.begin(); it != categories.end(); ++it) {
        document.categories.push_back({.name = it.key(), .score = it->toDouble()});
    }
    const QJsonObject observed = detail.value("observed"_L1).toObject();
    const QJsonObject items = detail.value("items"_L1).toObject();
    for (auto it = items.begin(); it != items.end(); ++it) {
        const std::optional<ItemResult> result = itemResultFromName(it->toString());
        if (!result) {
            return std::nullopt;
        }
        Document::ItemRecord &item = document.items.emplace_back();
        item.id = it.key();
        item.result = *result;
        item.observed = observed.value(it.key()).toString();
    }
    return document;
}

void Recorded::apply(const Event &event, const QString &profile, const QString &service)
{
    const QString item = text(event.detail, "item"_L1);
    if (event.service != service || text(event.detail, "profile"_L1) != profile || item.isEmpty()) {
        return;
    }
    if (event.kind == EventKind::Evidence) {
        if (const std::optional<Evidence> measured = evidenceFrom(event)) {
            evidence.insert(item, *measured);
        }
        return;
    }
    const std::optional<Decision> decision = decisionFrom(event);
    if (!decision) {
        return;
    }
    switch (decision->what) {
    case What::Waive:
        standings[item].waiver = decision->waiver;
        break;
    case What::LiftWaiver:
        standings[item].waiver.reset();
        break;
    case What::NotApplicable:
        standings[item].notApplicable = NotApplicable{decision->text, event.by.user};
        break;
    case What::Applicable:
        standings[item].notApplicable.reset();
        break;
    case What::Note:
        break;
    case What::Attest:
        evidence.insert(item,
                        evidenceOf(AttestEvidence{.says = decision->says,
                                                  .by = event.by.user,
                                                  .statement = decision->text,
                                                  .link = decision->link,
                                                  .date = event.at,
                                                  .expires = decision->expires}));
        break;
    }
}

} // namespace readyroom::readiness
