// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/lint.h"
#include "app/config/profilefile.h"
#include "app/config/rulefile.h"
#include "models/readiness/assessment.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::readiness;

namespace {

const Timestamp now = fromMillis(1'764'000'000'000);

std::shared_ptr<const Profile> builtIn(const QString &name)
{
    auto profile = config::loadProfile(config::profilePath(name));
    return profile ? std::make_shared<const Profile>(*std::move(profile)) : nullptr;
}

Outcome outcomeOf(AttestEvidence::Says says)
{
    switch (says) {
    case AttestEvidence::Says::Pass:
        return Outcome::Pass;
    case AttestEvidence::Says::Partial:
        return Outcome::Partial;
    case AttestEvidence::Says::Fail:
        break;
    }
    return Outcome::Fail;
}

/// What the reports attest, and `live` for the rest that scores; what does not score is unknown.
std::vector<ItemFacts> factsOf(const Profile &profile, const QMap<QString, Outcome> &live)
{
    std::vector<ItemFacts> facts;
    for (const Category &category : profile.categories) {
        for (const Item &item : category.items) {
            ItemFacts fact;
            if (item.evidence && std::holds_alternative<AttestEvidence>(*item.evidence)) {
                fact.evidence.outcome = outcomeOf(std::get<AttestEvidence>(*item.evidence).says);
            } else {
                fact.evidence.outcome = live.value(item.id, Outcome::Unknown);
            }
            facts.push_back(std::move(fact));
        }
    }
    return facts;
}

double roundedHalfUp(double value)
{
    return std::floor(value * 10.0 + 0.5) / 10.0;
}

int countOf(const Profile &profile, Severity severity)
{
    int count = 0;
    for (const Category &category : profile.categories) {
        count += int(std::ranges::count(category.items, severity, &Item::severity));
    }
    return count;
}

} // namespace

Q_DECLARE_METATYPE(readyroom::readiness::Verdict)

/// The profiles that come along say what their reports say, and add up as the rules have it.
class ProfilesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void load_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : config::builtInProfiles()) {
            QTest::newRow(qPrintable(name)) << name;
        }
    }

    void load()
    {
        QFETCH(QString, name);
        const auto profile = config::loadProfile(config::profilePath(name));
        QVERIFY2(profile.has_value(), profile ? "" : qPrintable(config::toText(profile.error()).join(u'\n')));
        QCOMPARE(profile->name, name);
        QVERIFY(!profile->approvals.empty());
    }

    void comeOutAsTheyMust_data()
    {
        using enum Outcome;
        using Live = QMap<QString, Outcome>;
        QTest::addColumn<Live>("live");
        QTest::addColumn<double>("score");
        QTest::addColumn<Verdict>("verdict");
        QTest::newRow("latency-optimizer") << Live{{u"bounded-cache"_s, Pass},
                                                   {u"breaker-failover"_s, Pass},
                                                   {u"production-monitoring"_s, Pass},
                                                   {u"performance-validated"_s, Pass}}
                                           << 67.7 << Verdict::Conditional;
        QTest::newRow("bagtrack") << Live{{u"health-response"_s, Pass}, {u"cache-hit-rate"_s, Pass},
                                          {u"pool-stability"_s, Pass},  {u"security-headers"_s, Pass},
                                          {u"success-rate"_s, Pass},    {u"mean-response"_s, Partial},
                                          {u"p95-response"_s, Fail},    {u"p99-response"_s, Fail}}
                                  << 68.8 << Verdict::Conditional;
        QTest::newRow("learnify-api") << Live{{u"security-headers"_s, Fail},
                                              {u"caching-headers"_s, Fail},
                                              {u"health-endpoint"_s, Fail},
                                              {u"metrics-endpoint"_s, Fail},
                                              {u"circuit-breakers"_s, Fail}}
                                      << 52.1 << Verdict::NoGo;
        QTest::newRow("resilient-client")
            << Live{{u"request-id"_s, Pass}, {u"circuit-breaker"_s, Pass}} << 87.1 << Verdict::Conditional;
        QTest::newRow("cap-lab") << Live{{u"tls"_s, Fail}} << 69.2 << Verdict::Conditional;
    }

    void comeOutAsTheyMust()
    {
        using Live = QMap<QString, Outcome>;
        QFETCH(Live, live);
        const std::shared_ptr<const Profile> profile = builtIn(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(profile);
        const Assessment assessment = assess(profile, factsOf(*profile, live), profile->service, {}, now);
        QVERIFY(assessment.score.has_value());
        QTEST(roundedHalfUp(*assessment.score), "score");
        QTEST(assessment.verdict, "verdict");
        for (const CheckedClaim &claim : assessment.claims) {
            QVERIFY2(claim.problem.isEmpty(), qPrintable(claim.problem));
        }
    }

    void checksClaims_data()
    {
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *profile, const char *says, const char *result) {
            QTest::addRow("%s: %s", profile, says)
                << QString::fromUtf8(profile) << QString::fromUtf8(says) << QString::fromUtf8(result);
        };
        row("latency-optimizer", "93.69%", "within_rounding");
        row("latency-optimizer", "15.8x", "within_rounding");
        row("latency-optimizer", "~115KB", "holds");
        row("latency-optimizer", "0 HIGH-risk areas", "holds");
        row("latency-optimizer", "3 Medium-risk areas:", "holds");
        row("latency-optimizer", "5 Low-risk areas", "holds");
        row("latency-optimizer", "3 HIGH-risk areas identified", "holds");
        row("latency-optimizer", "3 Medium-risk areas identified", "holds");
        row("latency-optimizer", "2 Low-risk areas identified", "holds");
        row("bagtrack", "75%", "does_not_hold");
        row("bagtrack", "Total bags 25,746", "does_not_hold");
        row("learnify-api", "66.5/100", "does_not_hold");
        row("learnify-api", "OWASP", "holds");
        row("learnify-api", "~67 hours", "holds");
        row("learnify-api", "~130 hours", "holds");
        row("learnify-api", "Medium Priority Issues: 8", "does_not_hold");
        row("learnify-api", "Architecture & Design 90", "does_not_hold");
        row("learnify-api", "Performance Score: 75", "does_not_hold");
        row("learnify-api", "After Phase 1", "does_not_hold");
        row("learnify-api", "After Phase 2", "does_not_hold");
        row("learnify-api", "After Phase 3", "does_not_hold");
        row("learnify-api", "MVP", "does_not_hold");
        row("resilient-client", "94.4%", "holds");
        row("cap-lab", "Readiness Score: 85/100", "does_not_hold");
        row("cap-lab", "Internal tool", "does_not_hold");
    }

    void checksClaims()
    {
        QFETCH(QString, profile);
        QFETCH(QString, says);
        const std::shared_ptr<const Profile> loaded = builtIn(profile);
        const QMap<QString, Outcome> live{{u"bounded-cache"_s, Outcome::Pass}, {u"breaker-failover"_s, Outcome::Pass}};
        const Assessment assessment = assess(loaded, factsOf(*loaded, live), loaded->service, {}, now);
        for (const CheckedClaim &claim : assessment.claims) {
            const auto *value = std::get_if<ValueClaim>(claim.claim);
            if (value && QString(value->says + u':').contains(says)) {
                QTEST(claimResultName(claim.result), "result");
                return;
            }
        }
        QFAIL("there is no such claim");
    }

    void countsTheChecklistOfLearnify()
    {
        const std::shared_ptr<const Profile> profile = builtIn(u"learnify-api"_s);
        QCOMPARE(countOf(*profile, Severity::Critical), 7);
        QCOMPARE(countOf(*profile, Severity::High), 12);
        QCOMPARE(countOf(*profile, Severity::Medium), 12);
        const Assessment assessment = assess(profile, factsOf(*profile, {}), profile->service, {}, now);
        QCOMPARE(std::ranges::count(assessment.categories, true, &CategoryScore::blocks), 4);
    }

    void readsTheRulesOfLearnify()
    {
        (void)config::builtInProfiles();
        QVERIFY(builtIn(u"learnify-api"_s));
        const auto rules = config::loadRuleFile(u":/readyroom/rules/learnify-api.yaml"_s);
        QVERIFY2(rules.has_value(), rules ? "" : qPrintable(config::toText(rules.error()).join(u'\n')));
        QCOMPARE(rules->size(), std::size_t{3});
    }
};

QTEST_GUILESS_MAIN(ProfilesTest)
#include "tst_profiles.moc"
