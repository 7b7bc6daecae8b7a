// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/config/reportedassessment.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::readiness;

namespace {

struct Row {
    const char *profile;
    const char *says; ///< a part of the claim, a colon behind it
    const char *result;
};

constexpr std::array rows{Row{"latency-optimizer", "93.69%", "within_rounding"},
                          Row{"latency-optimizer", "15.8x", "within_rounding"},
                          Row{"latency-optimizer", "~115KB", "holds"},
                          Row{"latency-optimizer", "0 HIGH-risk areas", "holds"},
                          Row{"latency-optimizer", "3 Medium-risk areas:", "holds"},
                          Row{"latency-optimizer", "5 Low-risk areas:", "holds"},
                          Row{"latency-optimizer", "5 Low-risk areas (includes", "holds"},
                          Row{"latency-optimizer", "3 HIGH-risk areas identified", "holds"},
                          Row{"latency-optimizer", "3 Medium-risk areas identified", "holds"},
                          Row{"latency-optimizer", "2 Low-risk areas identified", "holds"},
                          Row{"bagtrack", "75%", "does_not_hold"},
                          Row{"bagtrack", "currently 1378ms", "does_not_hold"},
                          Row{"bagtrack", "total 30 connections", "holds"},
                          Row{"bagtrack", "Total bags 25,746", "does_not_hold"},
                          Row{"learnify-api", "66.5/100", "does_not_hold"},
                          Row{"learnify-api", "OWASP", "holds"},
                          Row{"learnify-api", "Effort: ~67 hours", "holds"},
                          Row{"learnify-api", "8-9 days", "holds"},
                          Row{"learnify-api", "Effort: ~130 hours", "holds"},
                          Row{"learnify-api", "16-17 days", "holds"},
                          Row{"learnify-api", "Total Critical Items: 7", "holds"},
                          Row{"learnify-api", "Total High Priority Items: 12", "holds"},
                          Row{"learnify-api", "High Priority Issues: 12", "holds"},
                          Row{"learnify-api", "Total Medium Priority Items: 12", "holds"},
                          Row{"learnify-api", "Medium Priority Issues: 8", "does_not_hold"},
                          Row{"learnify-api", "Critical Blockers: 4", "holds"},
                          Row{"learnify-api", "Architecture & Design 90", "does_not_hold"},
                          Row{"learnify-api", "Performance Score: 75", "does_not_hold"},
                          Row{"learnify-api", "at least 2 ms", "holds"},
                          Row{"learnify-api", "at most 6 ms", "holds"},
                          Row{"learnify-api", "After Phase 1", "does_not_hold"},
                          Row{"learnify-api", "After Phase 2", "does_not_hold"},
                          Row{"learnify-api", "After Phase 3", "does_not_hold"},
                          Row{"learnify-api", "MVP", "does_not_hold"},
                          Row{"learnify-api", "Phase 1: 2 weeks", "holds"},
                          Row{"learnify-api", "Phase 2: 2 weeks", "holds"},
                          Row{"learnify-api", "5 weeks total", "holds"},
                          Row{"resilient-client", "94.4%", "holds"},
                          Row{"resilient-client", "14/14", "holds"},
                          Row{"resilient-client", "14 unit and 4", "holds"},
                          Row{"resilient-client", "14 unit and 3", "holds"},
                          Row{"resilient-client", "4 total attempts", "holds"},
                          Row{"cap-lab", "Readiness Score: 85/100", "does_not_hold"},
                          Row{"cap-lab", "Total Production Readiness Score: 85/100", "does_not_hold"},
                          Row{"cap-lab", "Internal tool", "does_not_hold"},
                          Row{"cap-lab", "Public API", "does_not_hold"},
                          Row{"cap-lab", "Mission-critical", "does_not_hold"},
                          Row{"cap-lab", "at most 6 days", "holds"},
                          Row{"cap-lab", "4 days", "holds"},
                          Row{"cap-lab", "at most 16 days", "holds"}};

/// Null when nobody says so.
const CheckedClaim *claimOf(const Assessment &assessment, const QString &says)
{
    const auto found = std::ranges::find_if(assessment.claims, [&says](const CheckedClaim &claim) {
        const auto *value = std::get_if<ValueClaim>(claim.claim);
        return value && QString(value->says + u':').contains(says);
    });
    return found == assessment.claims.end() ? nullptr : &*found;
}

} // namespace

Q_DECLARE_METATYPE(Row)

/// What the reports assert, against what follows, and where they contradict themselves.
class ProfileClaimsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<Row>("row");
        for (const Row &row : rows) {
            QTest::addRow("%s: %s", row.profile, row.says) << row;
        }
    }

    void values()
    {
        QFETCH(const Row, row);
        const Assessment assessment = reported::assessed(QString::fromUtf8(row.profile));
        const CheckedClaim *claim = claimOf(assessment, QString::fromUtf8(row.says));
        QVERIFY(claim);
        QVERIFY2(claim->problem.isEmpty(), qPrintable(claim->problem));
        QCOMPARE(claimResultName(claim->result), QString::fromUtf8(row.result));
    }

    void everyValueHasARow()
    {
        std::ptrdiff_t claims = 0;
        for (const QString &name : config::builtInProfiles()) {
            claims += std::ranges::count_if(reported::profile(name)->claims,
                                            [](const Claim &c) { return std::holds_alternative<ValueClaim>(c); });
        }
        QCOMPARE(claims, std::ptrdiff_t(rows.size()));
    }

    void computed_data()
    {
        QTest::addColumn<QString>("profile");
        QTest::addColumn<double>("value");
        const auto row = [](const char *profile, const char *says, double value) {
            QTest::newRow(says) << QString::fromLatin1(profile) << value;
        };
        row("latency-optimizer", "93.69% latency reduction", 100.0 * (1.0 - 33.0 / 515.0));
        row("latency-optimizer", "15.8x throughput", 515.0 / 33.0);
        row("learnify-api", "66.5/100", 365.0 / 7.0);
        row("learnify-api", "Average OWASP Score", 66.0);
        row("learnify-api", "Effort: ~67 hours", 67.0);
        row("learnify-api", "Effort: ~130 hours", 130.0);
        row("learnify-api", "Medium Priority Issues: 8", 12.0);
        row("learnify-api", "Architecture & Design 90", 89.0);
        row("learnify-api", "Performance Score: 75", 235.0 / 3.0);
        row("resilient-client", "94.4%", 1700.0 / 18.0);
        row("cap-lab", "Readiness Score: 85/100", 415.0 / 6.0);
    }

    void computed()
    {
        QFETCH(QString, profile);
        QFETCH(double, value);
        const Assessment assessment = reported::assessed(profile);
        const CheckedClaim *claim = claimOf(assessment, QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(claim);
        QVERIFY(std::abs(claim->computed.value() - value) < 1e-9);
    }

    void conflicts_data()
    {
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        const auto row = [](const char *profile, const char *one, const char *other) {
            QTest::addRow("%s: %s", profile, one)
                << QString::fromUtf8(profile) << QString::fromUtf8(one) << QString::fromUtf8(other);
        };
        row("latency-optimizer", "PRODUCTION READY", "Five pre-deployment tasks are open, load testing");
        row("latency-optimizer", "Pre-Deployment Checklist: Complete", "Remaining Pre-Deployment Tasks");
        row("bagtrack", "target below 200 ms", "below 500 ms");
        row("bagtrack", "target > 80 %, PASSED", "currently 80 %");
        row("bagtrack", "25,746", "25,745 and child bags 24,903");
        row("bagtrack", "50 concurrent users well", "P95 response time is 1378ms");
        row("learnify-api", "Security, Observability, Resilience, Testing",
            "Testing, Health Checks, Metrics, Security");
        row("learnify-api", "security headers: MEDIUM", "security headers middleware: CRITICAL");
        row("learnify-api", "rate limiting: HIGH", "rate limiting: CRITICAL");
        row("learnify-api", "Architecture & Design: 90/100", "the mean 89");
        row("learnify-api", "Performance: 75/100", "the mean 78.3");
        row("learnify-api", "Critical Blockers: 4", "total: 7");
        row("learnify-api", "Documentation: 80/100", "Documentation: 45/100");
        row("learnify-api", "After Phase 1", "With MVP");
        row("resilient-client", "READY FOR PRODUCTION", "CONDITIONALLY READY");
        row("resilient-client", "Retry: 3 attempts", "4 total attempts");
        row("resilient-client", "Structured logging verified", "partially integrated");
        row("cap-lab", "PRODUCTION-READY", "MUST implement before production");
        row("cap-lab", "Rate limiting: MUST", "should-have");
        row("cap-lab", "Stateless", "Session affinity");
    }

    void conflicts()
    {
        QFETCH(QString, profile);
        QFETCH(QString, one);
        QFETCH(QString, other);
        const Assessment assessment = reported::assessed(profile);
        QVERIFY(std::ranges::any_of(assessment.claims, [&](const CheckedClaim &claim) {
            const auto *conflict = std::get_if<ConflictClaim>(claim.claim);
            return conflict && claim.result == ClaimResult::Conflict && conflict->says[0].contains(one)
                && conflict->says[1].contains(other);
        }));
    }
};

QTEST_GUILESS_MAIN(ProfileClaimsTest)
#include "tst_profileclaims.moc"
