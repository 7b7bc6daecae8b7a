// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/limit.h"

#include "tests/models/rules/rulefixture.h"

#include <QTest>

#include <array>
#include <limits>

using namespace readyroom;
using namespace readyroom::rules;

namespace {

std::vector<Limit> limitsOfOne(const QByteArray &expr, const char *severity = "warning")
{
    const std::array rules{fixture::alerting("A", severity, Duration{0}, "reason", expr.constData())};
    return limitsOf(rules);
}

} // namespace

class LimitTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsComparisons_data()
    {
        QTest::addColumn<QByteArray>("expr");
        QTest::addColumn<double>("value"); // NaN: no limit
        QTest::addColumn<bool>("above");
        const double none = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("plain") << QByteArray("service:error_ratio > 0.05") << 0.05 << true;
        QTest::newRow("aggregated") << QByteArray("max by (service) (service:error_ratio) >= 0.05") << 0.05 << true;
        QTest::newRow("below") << QByteArray("min by (cache) (service:cache_hit_ratio) < 0.5") << 0.5 << false;
        QTest::newRow("number first") << QByteArray("0.5 > service:cache_hit_ratio") << 0.5 << false;
        QTest::newRow("number first, below") << QByteArray("1 <= service:saturation") << 1.0 << true;
        QTest::newRow("arithmetic") << QByteArray("service:memory_bytes > (2 * 1024 - 48) / -2") << -1000.0 << true;
        QTest::newRow("in parentheses") << QByteArray("((service:saturation)) > (0.9)") << 0.9 << true;
        QTest::newRow("not a comparison") << QByteArray("service:saturation + 1") << none << true;
        QTest::newRow("equal") << QByteArray("service:up == 0") << none << true;
        QTest::newRow("two signals") << QByteArray("service:saturation > service:error_ratio") << none << true;
        QTest::newRow("a sum has another scale") << QByteArray("sum(service:request_rate) > 9") << none << true;
        QTest::newRow("a rate has another unit") << QByteArray("rate(x_total[1m]) > 9") << none << true;
        QTest::newRow("of the past") << QByteArray("service:saturation offset 1h > 0.5") << none << true;
        QTest::newRow("not finite") << QByteArray("service:saturation > 1 / 0") << none << true;
        QTest::newRow("no one metric") << QByteArray("{__name__=~\"service:.*\"} > 1") << none << true;
    }

    void readsComparisons()
    {
        QFETCH(QByteArray, expr);
        QFETCH(double, value);
        QFETCH(bool, above);
        const std::vector<Limit> limits = limitsOfOne(expr);
        if (qIsNaN(value)) {
            QVERIFY(limits.empty());
            return;
        }
        QCOMPARE(limits.size(), std::size_t{1});
        QCOMPARE(limits.front().value, value);
        QCOMPARE(limits.front().bad, above ? Limit::Bad::Above : Limit::Bad::Below);
        QVERIFY(limits.front().metric.startsWith("service:"));
    }

    void takesTheSeverity()
    {
        QCOMPARE(limitsOfOne("service:up > 1", "critical").front().severity, fleet::ServiceState::Critical);
        QCOMPARE(limitsOfOne("service:up > 1", "warning").front().severity, fleet::ServiceState::Warning);
        QVERIFY(limitsOfOne("service:up > 1", "unknown").empty());
        QVERIFY(limitsOfOne("service:up > 1", "page").empty());
    }

    void appliesToWhatTheRuleSelects()
    {
        const Limit limit =
            limitsOfOne("max(service:latency_seconds{quantile=\"0.95\",environment!=\"test\"}) > 1").front();
        QCOMPARE(limit.asked("quantile"), std::optional(QByteArray("0.95")));
        QVERIFY(!limit.asked("environment"));
        QVERIFY(limit.appliesTo({{"quantile", "0.95"}, {"environment", "production"}}));
        QVERIFY(limit.appliesTo({{"quantile", "0.95"}}));
        QVERIFY(!limit.appliesTo({{"quantile", "0.95"}, {"environment", "test"}}));
        QVERIFY(!limit.appliesTo({{"environment", "production"}}));
    }
};

QTEST_APPLESS_MAIN(LimitTest)
#include "tst_limit.moc"
