// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/overrides.h"

#include "models/promql/parser.h"
#include "tests/app/runner/storequeries.h"
#include "tests/support/await.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::runner;
using std::chrono::seconds;

namespace {

constexpr Timestamp start = fromMillis(1'800'000'000'000);

/// What the exporters of one HAProxy and one service say at a moment, asked as the program asks.
class Exporters final {
public:
    void server(const char *name, const char *state, double weight, Timestamp at, const char *instance = "lb:1")
    {
        for (const char *one : {"UP", "DOWN", "MAINT", "DRAIN", "NOLB"}) {
            add({{"__name__", "haproxy_server_status"}, {"server", name}, {"state", one}}, qstrcmp(one, state) == 0, at,
                instance);
        }
        add({{"__name__", "haproxy_server_weight"}, {"server", name}}, weight, at, instance);
    }
    void breaker(const char *name, const char *state, Timestamp at)
    {
        for (const char *one : {"closed", "open", "forced_open", "disabled"}) {
            m_queries.store.append({{"__name__", "service:breaker_state"},
                                    {"environment", "staging"},
                                    {"service", "shop"},
                                    {"instance", "a:1"},
                                    {"breaker", name},
                                    {"state", one}},
                                   toMillis(at), qstrcmp(one, state) == 0 ? 1 : 0);
        }
    }
    void fail() { m_queries.error = Error{Error::Kind::Timeout, u"Too slow."_s, {}, {}}; }
    void ask(ForcedThings &things, Timestamp at)
    {
        for (qsizetype i = 0; i < ForcedThings::questions().size(); ++i) {
            things.hear(static_cast<std::size_t>(i), test::await(m_queries.instant(ForcedThings::questions()[i], at)),
                        at);
        }
    }

private:
    void add(series::Labels labels, double value, Timestamp at, const char *instance)
    {
        labels.set("environment", "staging");
        labels.set("service", "edge");
        labels.set("proxy", "be");
        labels.set("instance", instance);
        m_queries.store.append(labels, toMillis(at), value);
    }
    test::StoreQueries m_queries;
};

QStringList sentences(const std::vector<Forced> &forced)
{
    QStringList all;
    for (const Forced &one : forced) {
        all += sentenceOf(one);
    }
    return all;
}

Undoable runThat(const QString &id, const drills::Act &undo, Timestamp at, bool done = false)
{
    return {.run = {.id = id,
                    .drill = u"failover"_s,
                    .service = u"shop"_s,
                    .environment = u"staging"_s,
                    .title = u"Fail over"_s,
                    .by = u"ann@ws1"_s,
                    .startedAt = at,
                    .endedAt = at + seconds{9},
                    .canUndo = true},
            .undo = {{.title = u"x"_s, .target = u"lb"_s, .effect = u"y"_s, .act = undo, .done = done}}};
}

drills::Act serverAct(const QString &backend, const QString &server)
{
    return {
        .provider = u"haproxy"_s,
        .target = u"127.0.0.1:9999"_s,
        .arguments = {{u"do"_s, u"state"_s}, {u"backend"_s, backend}, {u"server"_s, server}, {u"state"_s, u"ready"_s}}};
}

drills::Act breakerAct(const QString &breaker)
{
    return {.provider = u"actuator-breaker"_s,
            .target = u"http://a:1"_s,
            .arguments = {{u"breaker"_s, breaker}, {u"state"_s, u"CLOSE"_s}}};
}

Forced drained(const QString &name = u"s1"_s)
{
    return {.what = Forced::What::ServerDrained,
            .service = u"edge"_s,
            .environment = u"staging"_s,
            .group = u"be"_s,
            .name = name,
            .since = start};
}

} // namespace

class TestOverrides : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void questionsParse();
    void seesWhatIsForced_data();
    void seesWhatIsForced();
    void remembersSince();
    void anErrorSaysNothing();
    void matchesRuns_data();
    void matchesRuns();
    void theLastRunCounts();
    void twoLoadBalancersSayItOnce();
    void runsThatNoSeriesTellsOf();
};

void TestOverrides::questionsParse()
{
    QVERIFY(ForcedThings::questions().size() >= 3);
    for (const QString &question : ForcedThings::questions()) {
        QVERIFY2(promql::parse(question), qPrintable(question));
    }
}

void TestOverrides::seesWhatIsForced_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<double>("weight");
    QTest::addColumn<QByteArray>("breaker");
    QTest::addColumn<QStringList>("expected");

    const QString drain = u"Server s1 of backend be is drained"_s;
    const QString maintenance = u"Server s1 of backend be is in maintenance"_s;
    const QString weightless = u"Server s1 of backend be has the weight 0"_s;
    QTest::newRow("nothing") << "UP"_ba << 1.0 << "closed"_ba << QStringList{};
    QTest::newRow("down is not forced") << "DOWN"_ba << 1.0 << "open"_ba << QStringList{};
    QTest::newRow("drained") << "DRAIN"_ba << 1.0 << "closed"_ba << QStringList{drain};
    QTest::newRow("drained has no weight either") << "DRAIN"_ba << 0.0 << "closed"_ba << QStringList{drain};
    QTest::newRow("maintenance") << "MAINT"_ba << 0.0 << "closed"_ba << QStringList{maintenance};
    QTest::newRow("weight") << "UP"_ba << 0.0 << "closed"_ba << QStringList{weightless};
    QTest::newRow("forced open") << "UP"_ba << 1.0 << "forced_open"_ba
                                 << QStringList{u"Breaker payments is forced open"_s};
    QTest::newRow("disabled") << "UP"_ba << 1.0 << "disabled"_ba << QStringList{u"Breaker payments is disabled"_s};
    QTest::newRow("both") << "UP"_ba << 0.0 << "disabled"_ba
                          << QStringList{weightless, u"Breaker payments is disabled"_s};
}

void TestOverrides::seesWhatIsForced()
{
    QFETCH(const QByteArray, server);
    QFETCH(const double, weight);
    QFETCH(const QByteArray, breaker);
    QFETCH(const QStringList, expected);

    Exporters exporters;
    exporters.server("s1", server.constData(), weight, start);
    exporters.server("s2", "UP", 1, start);
    exporters.breaker("payments", breaker.constData(), start);
    ForcedThings things;
    exporters.ask(things, start + seconds{1});
    QCOMPARE(sentences(things.now()), expected);
}

void TestOverrides::remembersSince()
{
    Exporters exporters;
    ForcedThings things;
    exporters.server("s1", "DRAIN", 1, start);
    exporters.ask(things, start);
    exporters.server("s1", "DRAIN", 1, start + seconds{5});
    exporters.server("s2", "MAINT", 1, start + seconds{5});
    exporters.ask(things, start + seconds{5});
    std::vector<Forced> now = things.now();
    QCOMPARE(now.size(), 2U);
    QCOMPARE(now[0].since, start);
    QCOMPARE(now[1].since, start + seconds{5});

    exporters.server("s1", "UP", 1, start + seconds{10});
    exporters.ask(things, start + seconds{10});
    QCOMPARE(sentences(things.now()), QStringList{u"Server s2 of backend be is in maintenance"_s});

    // Forced anew is not what was forced before.
    exporters.server("s1", "DRAIN", 1, start + seconds{15});
    exporters.ask(things, start + seconds{15});
    now = things.now();
    QCOMPARE(now.size(), 2U);
    QCOMPARE(now[0].since, start + seconds{15});
}

void TestOverrides::anErrorSaysNothing()
{
    Exporters exporters;
    ForcedThings things;
    exporters.server("s1", "DRAIN", 1, start);
    exporters.ask(things, start);
    exporters.fail();
    exporters.ask(things, start + seconds{5});
    QCOMPARE(things.now().size(), 1U);
    exporters.ask(things, start + ForcedThings::longestSilence + seconds{1});
    QVERIFY(things.now().empty());
}

void TestOverrides::matchesRuns_data()
{
    QTest::addColumn<Forced>("forced");
    QTest::addColumn<drills::Act>("undo");
    QTest::addColumn<bool>("done");
    QTest::addColumn<bool>("matches");

    Forced breaker{.what = Forced::What::BreakerForcedOpen,
                   .service = u"shop"_s,
                   .environment = u"staging"_s,
                   .name = u"payments"_s};
    Forced elsewhere = drained();
    elsewhere.environment = u"production"_s;
    Forced ofOther = breaker;
    ofOther.service = u"other"_s;
    QTest::newRow("a server") << drained() << serverAct(u"be"_s, u"s1"_s) << false << true;
    QTest::newRow("taken back") << drained() << serverAct(u"be"_s, u"s1"_s) << true << false;
    QTest::newRow("another server") << drained() << serverAct(u"be"_s, u"s2"_s) << false << false;
    QTest::newRow("another backend") << drained() << serverAct(u"bf"_s, u"s1"_s) << false << false;
    QTest::newRow("another environment") << elsewhere << serverAct(u"be"_s, u"s1"_s) << false << false;
    QTest::newRow("a breaker") << breaker << breakerAct(u"payments"_s) << false << true;
    QTest::newRow("another breaker") << breaker << breakerAct(u"orders"_s) << false << false;
    QTest::newRow("that of another service") << ofOther << breakerAct(u"payments"_s) << false << false;
    QTest::newRow("a breaker is no server") << drained(u"payments"_s) << breakerAct(u"payments"_s) << false << false;
}

void TestOverrides::matchesRuns()
{
    QFETCH(const Forced, forced);
    QFETCH(const drills::Act, undo);
    QFETCH(const bool, done);
    QFETCH(const bool, matches);

    const std::vector<Override> found = overridesOf({forced}, {runThat(u"r1"_s, undo, start - seconds{60}, done)});
    QCOMPARE(found.size(), matches ? 1U : 2U);
    QCOMPARE(found.front().what, sentenceOf(forced));
    QCOMPARE(found.front().run, matches ? u"r1"_s : QString());
    QCOMPARE(found.front().by, matches ? u"ann@ws1"_s : QString());
    QCOMPARE(found.front().since, matches ? start - seconds{60} : forced.since);
}

void TestOverrides::theLastRunCounts()
{
    const std::vector<Override> found =
        overridesOf({drained()},
                    {runThat(u"later"_s, serverAct(u"be"_s, u"s1"_s), start),
                     runThat(u"earlier"_s, serverAct(u"be"_s, u"s1"_s), start - seconds{99})});
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found.front().run, u"later"_s);
}

void TestOverrides::twoLoadBalancersSayItOnce()
{
    Exporters exporters;
    ForcedThings things;
    exporters.server("s1", "DRAIN", 1, start, "lb:1");
    exporters.server("s1", "DRAIN", 1, start, "lb:2");
    exporters.ask(things, start);
    QCOMPARE(overridesOf(things.now(), {}).size(), 1U);
}

void TestOverrides::runsThatNoSeriesTellsOf()
{
    const drills::Act deploy{.provider = u"lab"_s, .target = u"http://lab"_s};
    const std::vector<Override> found = overridesOf({}, {runThat(u"r1"_s, deploy, start)});
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found.front().what, u"What \"Fail over\" did is still in force"_s);
    QCOMPARE(found.front().service, u"shop"_s);
    QCOMPARE(found.front().run, u"r1"_s);
    QCOMPARE(found.front().since, start + seconds{9});
}

QTEST_GUILESS_MAIN(TestOverrides)
#include "tst_overrides.moc"
