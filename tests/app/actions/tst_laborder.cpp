// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/laborder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace readyroom;
using namespace readyroom::actions::lab;
using namespace Qt::StringLiterals;

namespace {

/// Of JSON with single quotes.
QJsonObject json(QByteArray text)
{
    return QJsonDocument::fromJson(text.replace('\'', '"')).object();
}

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)).replace(u'"', u'\'');
}

const QByteArray calm = "{'latency_ms':0,'error_ratio':0,'down':false}";
const QByteArray slow = "{'latency_ms':200,'error_ratio':0.1,'down':false}";
const QByteArray plan = "{'strategy':'immediate','preferred':'primary','weight':0.2}";

QByteArray twoInstances(const QByteArray &fault, const QByteArray &otherFault, const QByteArray &otherPlan = plan)
{
    return "{'instances':[{'fault':" + fault + ",'failover':" + plan + "},{'fault':" + otherFault
        + ",'failover':" + otherPlan + "}]}";
}

} // namespace

class TestLabOrder final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void undo_data()
    {
        QTest::addColumn<QString>("order");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("overview");
        QTest::addColumn<QString>("undo"); // empty: none
        QTest::addColumn<QString>("effect");
        const auto row = [](const char *name, const QString &order, const QByteArray &body, const QByteArray &overview,
                            const QString &undo, const QString &effect) {
            QTest::newRow(name) << order << body << overview << undo << effect;
        };
        row("a fault", u"fault"_s, "{'down':true}", twoInstances(calm, calm),
            u"fault {'clear':true,'down':false,'error_ratio':0,'latency_ms':0}"_s, u"It is without a fault again."_s);
        row("a fault over another", u"fault"_s, "{'down':true,'instance':1}", twoInstances(calm, slow),
            u"fault {'clear':true,'down':false,'error_ratio':0.1,'instance':1,'latency_ms':200}"_s,
            u"It is 200 ms late, 10 % of its answers fail again."_s);
        row("of instances that differ", u"fault"_s, "{'down':true}", twoInstances(calm, slow),
            u"fault {'clear':true}"_s, u"Its faults are cleared."_s);
        row("of an origin that is not shown", u"fault"_s, "{'origin':'backup','latency_ms':500}",
            twoInstances(calm, calm), u"fault {'clear':true,'origin':'backup'}"_s, u"Its faults are cleared."_s);
        row("of an origin that is shown", u"fault"_s, "{'origin':'external-api','down':true}",
            "{'external_api':" + slow + "}",
            u"fault {'clear':true,'down':false,'error_ratio':0.1,'latency_ms':200,'origin':'external-api'}"_s,
            u"It is 200 ms late, 10 % of its answers fail again."_s);
        row("a failover", u"failover"_s, "{'strategy':'weighted','weight':25}", twoInstances(calm, calm),
            u"failover {'strategy':'immediate','to':'primary','weight':0.2}"_s,
            u"It is immediate, prefers primary again."_s);
        row("a failover of instances that differ", u"failover"_s, "{'to':'backup'}",
            twoInstances(calm, calm, "{'strategy':'gradual','preferred':'primary','weight':0.2}"), {}, {});
        row("a failover of one of them", u"failover"_s, "{'to':'backup','instance':0}",
            twoInstances(calm, calm, "{'strategy':'gradual','preferred':'primary','weight':0.2}"),
            u"failover {'instance':0,'strategy':'immediate','to':'primary','weight':0.2}"_s,
            u"It is immediate, prefers primary again."_s);
        row("a deployment", u"deploy"_s, "{'version':'1.1'}", "{'version':'1.0','revision':3,'restores':1}",
            u"rollback {'revision':1}"_s, u"Version 1.0 runs again."_s);
        row("a mode", u"mode"_s, "{'mode':'AP'}", "{'mode':'CP','staleness_bound_ms':5000}",
            u"mode {'mode':'CP','staleness_bound_ms':5000}"_s, u"It is in mode CP, at most 5000 ms stale again."_s);
        row("a partition", u"partition"_s, "{}", "{'partitioned':false}", u"heal {}"_s,
            u"The two sides are together again."_s);
        row("a partition that is there", u"partition"_s, "{}", "{'partitioned':true}", {}, {});
        row("a healing", u"heal"_s, "{}", "{'partitioned':true}", u"partition {}"_s,
            u"The two sides are apart again."_s);
        row("something else", u"dance"_s, "{}", "{'mode':'CP'}", {}, {});
        row("another service", u"mode"_s, "{'mode':'AP'}", "{}", {}, {});
    }

    void undo()
    {
        QFETCH(QString, order);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, overview);
        QFETCH(QString, undo);
        QFETCH(QString, effect);
        const std::optional<Undo> found = undoOf(order, json(body), json(overview));
        QCOMPARE(found ? QString(found->order + u' ' + compact(found->body)) : QString(), undo);
        QCOMPARE(found ? found->effect : QString(), effect);
    }

    void expectations_data()
    {
        QTest::addColumn<QString>("order");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("overview");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QString &order, const QByteArray &body, const QByteArray &overview,
                            const QStringList &expected) {
            QTest::newRow(name) << order << body << overview << expected;
        };
        row("a fault", u"fault"_s, "{'down':true,'instance':1}", twoInstances(calm, slow),
            {u"/instances/1/fault/down = true"_s, u"/instances/1/fault/error_ratio = 0.1"_s,
             u"/instances/1/fault/latency_ms = 200"_s});
        row("cleared", u"fault"_s, "{'clear':true,'instance':1}", twoInstances(calm, slow),
            {u"/instances/1/fault/down = false"_s, u"/instances/1/fault/error_ratio = 0"_s,
             u"/instances/1/fault/latency_ms = 0"_s});
        row("of an origin that is not shown", u"fault"_s, "{'origin':'backup','down':true}", twoInstances(calm, calm),
            {});
        row("percent", u"failover"_s, "{'weight':25}", twoInstances(calm, calm),
            {u"/instances/0/failover/weight = 0.25"_s, u"/instances/1/failover/weight = 0.25"_s});
        row("a text of percent", u"failover"_s, "{'weight':'25%','instance':0}", twoInstances(calm, calm),
            {u"/instances/0/failover/weight = 0.25"_s});
        row("a share", u"failover"_s, "{'weight':1,'instance':0}", twoInstances(calm, calm),
            {u"/instances/0/failover/weight = 1"_s});
        row("a strategy", u"failover"_s, "{'strategy':'round-robin','to':'backup','instance':0}",
            twoInstances(calm, calm),
            {u"/instances/0/failover/strategy = round_robin"_s, u"/instances/0/failover/preferred = backup"_s});
        row("a deployment", u"deploy"_s, "{'version':'1.1'}", "{}", {u"/version = 1.1"_s});
        row("a rollback", u"rollback"_s, "{'revision':2}", "{'revision':3}", {u"/restores = 2"_s});
        row("the one before", u"rollback"_s, "{'revision':'previous'}", "{'revision':3}", {u"/revision ≠ 3"_s});
        row("a mode", u"mode"_s, "{'mode':'AP'}", "{}", {u"/mode = AP"_s});
        row("a partition", u"partition"_s, "{}", "{}", {u"/partitioned = true"_s});
        row("something else", u"dance"_s, "{}", "{}", {});
    }

    void expectations()
    {
        QFETCH(QString, order);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, overview);
        QFETCH(QStringList, expected);
        QStringList found;
        for (const Expectation &one : expectationsOf(order, json(body), json(overview))) {
            found += one.at + (one.differs ? u" ≠ "_s : u" = "_s) + one.value.toVariant().toString();
        }
        QCOMPARE(found, expected);
    }

    void undoIsWhatUndoneShows()
    {
        // What is taken back is, by what is expected of it, as it was.
        const QJsonObject before = json(twoInstances(slow, slow));
        const std::optional<Undo> undo = undoOf(u"fault"_s, json("{'down':true}"), before);
        QVERIFY(undo);
        const QJsonObject during = json(twoInstances("{'down':true}", "{'down':true}"));
        for (const Expectation &one : expectationsOf(undo->order, undo->body, during)) {
            const QString member = one.at.section(u'/', -1);
            QCOMPARE(one.value, json(slow).value(member));
        }
    }
};

QTEST_GUILESS_MAIN(TestLabOrder)
#include "tst_laborder.moc"
