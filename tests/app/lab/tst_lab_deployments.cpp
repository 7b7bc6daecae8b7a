// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/learnify/release.h"

#include <QJsonArray>
#include <QTest>

using namespace readyroom::lab;
using namespace Qt::StringLiterals;

namespace {
const QDateTime noon(QDate(2026, 11, 21), QTime(12, 0), Qt::UTC);
} // namespace

class TestDeployments final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goingBackIsARevisionOfItsOwn()
    {
        Deployments deployments;
        deployments.deploy(u"1.0"_s, noon);
        deployments.deploy(u"1.1"_s, noon.addSecs(60));
        const auto back = deployments.rollBack(1, noon.addSecs(120));
        QVERIFY(back);
        QCOMPARE(back->number, 3);
        QCOMPARE(back->version, u"1.0"_s);
        QCOMPARE(back->rolledBackTo, std::optional(1));
        QCOMPARE(deployments.active(), *back);
        QVERIFY(!deployments.rollBack(4, noon));
        QVERIFY(!deployments.rollBack(0, noon));
        QCOMPARE(deployments.revisions().size(), 3U);
    }
    void numbersAreNeverUsedAgain()
    {
        Deployments deployments;
        for (int i = 0; i < 130; ++i) {
            deployments.deploy(u"1.0"_s, noon);
        }
        QCOMPARE(deployments.revisions().size(), 100U);
        QCOMPARE(deployments.active().number, 130);
        QVERIFY(!deployments.find(30));
        QVERIFY(deployments.find(31));
    }
    void tellsWhatIsGainedAndLost()
    {
        const auto back = LearnifyRelease::difference(u"1.1"_s, u"1.0"_s);
        QCOMPARE(back.removes, (QStringList{u"GET /health"_s, u"GET /metrics"_s}));
        QVERIFY(back.adds.isEmpty());
        QCOMPARE(back.text(), u"GET /health and GET /metrics are no longer exposed."_s);
        QCOMPARE(LearnifyRelease::difference(u"1.0"_s, u"1.1"_s).text(),
                 u"GET /health and GET /metrics are exposed."_s);
        QCOMPARE(LearnifyRelease::difference(u"1.1"_s, u"1.1"_s).text(), u"The same requests are answered."_s);
        const ReleaseDifference both{.adds = {u"a"_s, u"b"_s, u"c"_s}, .removes = {u"d"_s}};
        QCOMPARE(both.text(), u"d is no longer exposed; a, b and c are exposed."_s);
    }
    void reportsARevision()
    {
        Deployments deployments;
        const auto first = deployments.deploy(u"1.0"_s, noon);
        deployments.deploy(u"1.1"_s, noon);
        const auto third = deployments.rollBack(1, noon);
        const auto of = [&](const Deployments::Revision &revision) {
            return revisionReport(deployments, revision, {.adds = {}, .removes = {u"GET /x"_s}});
        };
        QCOMPARE(of(first)["active"_L1].toBool(), false);
        QCOMPARE(of(first)["cause"_L1].toString(), u"deploy"_s);
        QCOMPARE(of(first)["deployed_at"_L1].toString(), u"2026-11-21T12:00:00.000Z"_s);
        QCOMPARE(of(*third)["active"_L1].toBool(), true);
        QCOMPARE(of(*third)["cause"_L1].toString(), u"rollback to 1"_s);
        QCOMPARE(of(*third)["difference"_L1]["removes"_L1].toArray(), QJsonArray{u"GET /x"_s});
    }
};

QTEST_APPLESS_MAIN(TestDeployments)
#include "tst_lab_deployments.moc"
