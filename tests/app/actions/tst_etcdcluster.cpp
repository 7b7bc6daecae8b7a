// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/etcdcluster.h"
#include "tests/support/quotedjson.h"

#include <QJsonArray>
#include <QTest>

using namespace readyroom;
using namespace readyroom::actions::etcd;
using namespace Qt::StringLiterals;
using readyroom::test::json;

namespace {

/// `leaders`: whom n1, n2, … take for the leader, by number; 0: nobody; -1: it does not answer.
Cluster clusterOf(const QList<int> &leaders)
{
    Cluster cluster;
    for (qsizetype i = 0; i < leaders.size(); ++i) {
        Member member{.id = QString::number(i + 1), .name = u"n%1"_s.arg(i + 1)};
        if (leaders[i] >= 0) {
            member.status = Status{.member = member.id,
                                   .leader = leaders[i] > 0 ? QString::number(leaders[i]) : QString(),
                                   .errors = leaders[i] > 0 ? QStringList() : QStringList{u"etcdserver: no leader"_s}};
        } else {
            member.problem = u"no answer"_s;
        }
        cluster.members.push_back(member);
    }
    return cluster;
}

} // namespace

class TestEtcdCluster final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsMembersAsCaptured()
    {
        const Result<Cluster> cluster = clusterFrom(
            json("{'header':{'cluster_id':'1883235923560689912'},'members':["
                 "{'ID':'16569739562987276625','name':'n3','clientURLs':['http://127.0.0.1:29803']},"
                 "{'ID':'5756057978998778425','name':'n1','peerURLs':['http://127.0.0.1:29811'],'clientURLs':[]},"
                 "{'ID':'16956431346529550519','isLearner':true}]}"));
        QVERIFY(cluster);
        QCOMPARE(cluster->names(), u"(not started), n1, n3"_s);
        // Above 2^63, which no number of JSON would keep.
        QCOMPARE(cluster->byName(u"n3"_s)->id, u"16569739562987276625"_s);
        QCOMPARE(cluster->byName(u"n3"_s)->clientUrls, QStringList{u"http://127.0.0.1:29803"_s});
        QCOMPARE(cluster->voters(), std::size_t{2});
        QVERIFY(!cluster->byName(QString()));
        QVERIFY(!cluster->byName(u"n2"_s));
    }

    void tellsWhoLeads_data()
    {
        QTest::addColumn<QList<int>>("leaders");
        QTest::addColumn<QJsonValue>("leader");
        QTest::addColumn<bool>("agreed");
        QTest::addColumn<bool>("quorum");
        QTest::addColumn<int>("healthy");
        const auto row = [](const char *name, const QList<int> &leaders, const QJsonValue &leader, bool agreed,
                            bool quorum,
                            int healthy) { QTest::newRow(name) << leaders << leader << agreed << quorum << healthy; };
        row("all agree", {2, 2, 2}, u"n2"_s, true, true, 3);
        row("one does not answer", {2, 2, -1}, u"n2"_s, false, true, 2);
        row("one knows no leader", {2, 2, 0}, u"n2"_s, false, true, 2);
        row("they do not agree", {1, 2, 2}, QJsonValue(), false, true, 3);
        row("nobody answers", {-1, -1, -1}, QJsonValue(), false, false, 0);
        row("one alone", {1, -1, -1}, u"n1"_s, false, false, 1);
        row("somebody who is no member", {9, 9, 9}, QJsonValue(), false, true, 3);
    }
    void tellsWhoLeads()
    {
        QFETCH(QList<int>, leaders);
        QFETCH(QJsonValue, leader);
        QFETCH(bool, agreed);
        QFETCH(bool, quorum);
        QFETCH(int, healthy);
        const QJsonObject json = leaderJson(clusterOf(leaders));
        QCOMPARE(json.value("leader"_L1), leader);
        QCOMPARE(json.value("agreed"_L1), QJsonValue(agreed));
        QCOMPARE(json.value("quorum"_L1), QJsonValue(quorum));
        QCOMPARE(json.value("healthy"_L1), QJsonValue(healthy));
        QCOMPARE(json.value("voters"_L1), QJsonValue(3));
        const QJsonArray members = json.value("members"_L1).toArray();
        QCOMPARE(members.size(), 3);
        for (qsizetype i = 0; i < leaders.size(); ++i) {
            const QJsonObject member = members.at(i).toObject();
            const bool known = leaders[i] > 0 && leaders[i] < 4;
            QCOMPARE(member.value("leader"_L1), known ? QJsonValue(u"n%1"_s.arg(leaders[i])) : QJsonValue());
            QCOMPARE(member.contains("problem"_L1), leaders[i] < 0);
            QCOMPARE(member.contains("errors"_L1), leaders[i] == 0);
        }
    }

    void readsStatusesAsCaptured()
    {
        const Result<Status> status = statusFrom(json("{'header':{'member_id':'16956431346529550519','raft_term':'2'},"
                                                      "'version':'3.4.23','leader':'5756057978998778425'}"));
        QVERIFY(status);
        QCOMPARE(*status, (Status{.member = u"16956431346529550519"_s, .leader = u"5756057978998778425"_s}));
        // What is zero is left out: nobody leads.
        const Result<Status> lost =
            statusFrom(json("{'header':{'member_id':'5756057978998778425'},'errors':['etcdserver: no leader']}"));
        QVERIFY(lost);
        QVERIFY(lost->leader.isEmpty());
        QCOMPARE(lost->errors, QStringList{u"etcdserver: no leader"_s});
    }

    void whatIsNotThatIsAnError_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"null", "[]", "{}", "'x'", "{'members':[]}", "{'members':[{'name':'n1'}]}",
                                 "{'members':[{'ID':'-1'}]}", "{'members':[{'ID':'18446744073709551616'}]}",
                                 "{'header':{'member_id':'0'}}", "{'header':{'member_id':'n1'}}"}) {
            QTest::newRow(text) << QByteArray(text);
        }
    }
    void whatIsNotThatIsAnError()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!clusterFrom(json(text)));
        QVERIFY(!statusFrom(json(text)));
    }

    void refusals_data()
    {
        QTest::addColumn<QList<int>>("leaders");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("says"); // empty: none
        const auto row = [](const char *name, const QList<int> &leaders, const QString &to, const QString &says) {
            QTest::newRow(name) << leaders << to << says;
        };
        row("all well", {1, 1, 1}, u"n2"_s, {});
        row("the next", {1, 1, 1}, {}, {});
        row("the next that is well", {1, -1, 1}, {}, {});
        row("leads already", {1, 1, 1}, u"n1"_s, u"n1 leads already."_s);
        row("unknown", {1, 1, 1}, u"n9"_s, u"has no member “n9”; its members are n1, n2, n3."_s);
        row("not well", {1, 1, -1}, u"n3"_s, u"n3 is not healthy: no answer."_s);
        row("no quorum", {1, -1, -1}, {}, u"Only 1 of 3 members are healthy"_s);
        row("no leader", {0, 0, -1}, {}, u"No member of the etcd cluster knows a leader."_s);
        row("two leaders", {1, 2, 1}, {}, u"do not agree about who leads"_s);
        row("nobody else", {1}, {}, u"Besides n1 no member is healthy that could lead"_s);
        row("an unknown leader", {7, 7, 7}, {}, u"do not agree"_s);
    }
    void refusals()
    {
        QFETCH(QList<int>, leaders);
        QFETCH(QString, to);
        QFETCH(QString, says);
        const QStringList refusals = refusalsOf(clusterOf(leaders), to);
        QCOMPARE(refusals.isEmpty(), says.isEmpty());
        QVERIFY2(refusals.join(u' ').contains(says), qPrintable(refusals.join(u' ')));
    }

    void learnersNeitherVoteNorLead()
    {
        Cluster cluster = clusterOf({1, 1, 1});
        cluster.members[1].isLearner = true;
        QCOMPARE(cluster.voters(), std::size_t{2});
        QCOMPARE(cluster.nextAfter(cluster.members[0])->name, u"n3"_s);
        QVERIFY(refusalsOf(cluster, u"n2"_s).contains(u"n2 is a learner, which cannot lead."_s));
    }

    void theNextGoesRound()
    {
        const Cluster cluster = clusterOf({3, 3, 3});
        QCOMPARE(cluster.nextAfter(cluster.members[2])->name, u"n1"_s);
        const Cluster gap = clusterOf({1, -1, 1});
        QCOMPARE(gap.nextAfter(gap.members[0])->name, u"n3"_s);
    }
};

QTEST_GUILESS_MAIN(TestEtcdCluster)
#include "tst_etcdcluster.moc"
