// SPDX-License-Identifier: GPL-3.0-or-later
#include <httplib.h>

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <set>

using namespace Qt::StringLiterals;

namespace {

const QString program = QStringLiteral(READYROOM_BIN_DIR "/readyroom-lab");

struct Answer {
    int status = 0; ///< 0: no answer
    QByteArray body;
    std::string type;
};

Answer ask(const QString &url, const char *post = nullptr)
{
    const QUrl parsed(url);
    httplib::Client client("127.0.0.1", parsed.port());
    client.set_read_timeout(std::chrono::seconds(5));
    const std::string path = parsed.toString(QUrl::RemoveScheme | QUrl::RemoveAuthority).toStdString();
    const auto answer = post ? client.Post(path, post, "application/json") : client.Get(path);
    if (!answer) {
        return {};
    }
    return {answer->status, QByteArray::fromStdString(answer->body), answer->get_header_value("Content-Type")};
}

/// A whole number of the object that `url` answers; -1 when there is none.
int field(const QString &url, QLatin1StringView name)
{
    return QJsonDocument::fromJson(ask(url).body)[name].toInt(-1);
}

/// Sum of the series of one name, or of that name and its first labels, on a metrics page; NaN when there is none.
double valueOf(const QByteArray &page, const QByteArray &name)
{
    double sum = 0;
    bool found = false;
    for (const QByteArray &line : page.split('\n')) {
        const char next = line.startsWith(name) ? line[name.size()] : '\0';
        if (next == ' ' || next == '{' || (next == ',' && name.contains('{'))) {
            sum += line.mid(line.lastIndexOf(' ') + 1).toDouble();
            found = true;
        }
    }
    return found ? sum : qQNaN();
}

httplib::Client clientOf(const QString &url)
{
    httplib::Client client("127.0.0.1", QUrl(url).port());
    client.set_read_timeout(std::chrono::seconds(20));
    return client;
}

} // namespace

class TestLabProcess final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QElapsedTimer clock;
        clock.start();
        m_file = m_folder.filePath(u"fleet.yaml"_s);
        m_process.start(program, {u"--fleet-out"_s, m_file, u"--seed"_s, u"7"_s});
        QVERIFY(m_process.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_file), 10'000);
        QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_fleet = QString::fromUtf8(file.readAll());
        static const QRegularExpression url(u"http://127\\.0\\.0\\.1:\\d+"_s);
        static const QRegularExpression instances(u"instances: (\\[.*\\])"_s);
        auto lists = instances.globalMatch(m_fleet);
        while (lists.hasNext()) {
            auto urls = url.globalMatch(lists.next().captured(1));
            while (urls.hasNext()) {
                m_urls.append(urls.next().captured());
            }
        }
        QCOMPARE(m_urls.size(), 6);
        m_control = url.match(m_fleet.section(u"# control: "_s, 1)).captured();
        QTRY_VERIFY(m_process.bytesAvailable() > 0);
        QVERIFY(m_process.readAllStandardOutput().contains(m_control.toUtf8()));
        QVERIFY(m_fleet.contains(u"lab: \"%1/lab/latency-optimizer\""_s.arg(m_control)));
    }
    void itsNumbersAreThoseOfTheReport()
    {
        const QStringList optimizer = m_urls.first(2);
        QList<QByteArray> before;
        for (const QString &url : optimizer) {
            before.append(ask(url + u"/metrics"_s).body);
        }
        const double requestsBefore = valueOf(before[0], "lab_http_request_duration_seconds_count");
        QTRY_VERIFY_WITH_TIMEOUT(
            valueOf(ask(optimizer[0] + u"/metrics"_s).body, "lab_http_request_duration_seconds_count")
                > requestsBefore + 1000,
            20'000);
        double hits = 0;
        double misses = 0;
        double seconds = 0;
        double count = 0;
        for (int i = 0; i < 2; ++i) {
            const Answer page = ask(optimizer[i] + u"/metrics"_s);
            QVERIFY(page.type.starts_with("text/plain; version=0.0.4"));
            const auto delta = [&](const QByteArray &name) {
                return valueOf(page.body, name) - valueOf(before[i], name);
            };
            hits += delta("lab_cache_hits_total");
            misses += delta("lab_cache_misses_total");
            seconds += delta("lab_http_request_duration_seconds_sum");
            count += delta("lab_http_request_duration_seconds_count");
            QCOMPARE(delta("lab_traffic_failures_total"), 0.0);
            QVERIFY(valueOf(page.body, "lab_cache_bytes") <= valueOf(page.body, "lab_cache_limit_bytes"));
        }
        const double ratio = hits / (hits + misses);
        const double mean = seconds / count;
        QVERIFY2(ratio >= 0.95 && ratio < 1, qPrintable(QString::number(ratio)));
        QVERIFY2(mean >= 0.028 && mean <= 0.040, qPrintable(QString::number(mean)));
    }
    void describesItself()
    {
        const Answer health = ask(m_urls[0] + u"/health"_s);
        QCOMPARE(health.status, 200);
        QCOMPARE(health.type, std::string("application/health+json"));
        QCOMPARE(QJsonDocument::fromJson(health.body)["status"_L1].toString(), u"pass"_s);
        const auto breakers = QJsonDocument::fromJson(ask(m_urls[0] + u"/breakers"_s).body);
        QCOMPARE(breakers["breakers"_L1][0]["name"_L1].toString(), u"origin-primary"_s);
        QCOMPARE(breakers["breakers"_L1][0]["state"_L1].toString(), u"closed"_s);
        QVERIFY(QJsonDocument::fromJson(ask(m_urls[0] + u"/stats"_s).body)["caches"_L1][0]["hits"_L1].toInt() > 0);
    }
    void downRefusesConnectionsAndComesBack()
    {
        const QString fault = m_control + u"/lab/latency-optimizer/fault"_s;
        QCOMPARE(ask(fault, "{\"down\":true,\"instance\":1}").status, 200);
        QCOMPARE(ask(m_urls[1] + u"/health"_s).status, 0);
        QCOMPARE(ask(m_urls[0] + u"/health"_s).status, 200);
        QCOMPARE(ask(fault, "{\"down\":false}").status, 200);
        QCOMPARE(ask(m_urls[1] + u"/health"_s).status, 200);
    }
    void refusesWrongOrders_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("not JSON") << QByteArray("{down");
        QTest::newRow("not an object") << QByteArray("[1]");
        QTest::newRow("unknown key") << QByteArray("{\"donw\":true}");
        QTest::newRow("wrong type") << QByteArray("{\"down\":1}");
        QTest::newRow("ratio above 1") << QByteArray("{\"error_ratio\":1.5}");
        QTest::newRow("negative latency") << QByteArray("{\"latency_ms\":-1}");
        QTest::newRow("no such instance") << QByteArray("{\"instance\":2}");
        QTest::newRow("no such origin") << QByteArray("{\"origin\":\"moon\"}");
    }
    void refusesWrongOrders()
    {
        QFETCH(const QByteArray, body);
        const Answer answer = ask(m_control + u"/lab/latency-optimizer/fault"_s, body.constData());
        QCOMPARE(answer.status, 400);
        QVERIFY(QJsonDocument::fromJson(answer.body)["error"_L1].toString().endsWith(u'.'));
    }
    void anOriginInTroubleTripsItsBreaker()
    {
        const QString fault = m_control + u"/lab/latency-optimizer/fault"_s;
        QCOMPARE(ask(fault, "{\"origin\":\"primary\",\"down\":true,\"instance\":0}").status, 200);
        const auto state = [&] {
            return QJsonDocument::fromJson(ask(m_urls[0] + u"/breakers"_s).body)["breakers"_L1][0]["state"_L1]
                .toString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(state(), u"open"_s, 15'000);
        QCOMPARE(QJsonDocument::fromJson(ask(m_urls[0] + u"/health"_s).body)["status"_L1].toString(), u"warn"_s);
        QCOMPARE(ask(m_urls[0] + u"/api/items/777777"_s).status, 200);
        QCOMPARE(ask(fault, "{\"origin\":\"primary\",\"clear\":true}").status, 200);
    }
    void setsBreakersByHand()
    {
        const QString breakers = m_urls[0] + u"/breakers"_s;
        const auto state = [&](int index) {
            return QJsonDocument::fromJson(ask(breakers).body)["breakers"_L1][index]["state"_L1].toString();
        };
        QCOMPARE(ask(breakers, "{\"state\":\"FORCED_OPEN\",\"name\":\"origin-backup\"}").status, 200);
        QCOMPARE(state(1), u"forced_open"_s);
        QVERIFY(state(0) != u"forced_open"_s);
        for (const char *wrong : {"{}", "{\"state\":\"open\"}", "{\"state\":\"ajar\"}",
                                  "{\"state\":\"closed\",\"name\":\"origin-bakcup\"}", "{\"state\":1}"}) {
            QCOMPARE(ask(breakers, wrong).status, 400);
        }
        QCOMPARE(ask(breakers, "{\"state\":\"closed\"}").status, 200);
        QCOMPARE(state(0), u"closed"_s);
        QCOMPARE(state(1), u"closed"_s);
        QCOMPARE(ask(m_urls[3] + u"/circuit-breakers"_s, "{\"state\":\"closed\"}").status, 200);
        QCOMPARE(ask(m_urls[4] + u"/circuit"_s, "{\"state\":\"closed\"}").status, 200);
        QCOMPARE(ask(m_urls[5] + u"/circuit-breaker"_s, "{\"state\":\"closed\"}").status, 200);
    }
    void writesDrillsBesideTheFleet()
    {
        for (const QString &name : {u"cap-lab-partition"_s, u"resilient-client-breaker"_s}) {
            QVERIFY(m_fleet.contains(u"  - \"fleet.drills/%1.json\""_s.arg(name)));
            QVERIFY(QFile::exists(m_folder.filePath(u"fleet.drills/%1.json"_s.arg(name))));
        }
        QVERIFY(m_fleet.contains(u"profile: latency-optimizer"_s));
    }
    void invalidatesByTagAndShowsIt()
    {
        const QString cache = m_urls[1] + u"/cache"_s;
        const auto tags = QJsonDocument::fromJson(ask(cache + u"/tags"_s).body)["tags"_L1].toArray();
        QVERIFY(tags.size() >= 35); // 10 categories and 25 users
        const auto countOf = [&](const QString &query) { return field(cache + u"/entries?"_s + query, "count"_L1); };
        QVERIFY(countOf(u"tag=user:1"_s) >= 4);
        const Answer gone = ask(cache + u"/invalidate"_s, "{\"by\":\"tag\",\"value\":\"user:1\"}");
        QCOMPARE(gone.status, 200);
        QVERIFY(QJsonDocument::fromJson(gone.body)["removed"_L1].toInt() >= 4);
        // A miss takes half a second, so the re-read comes before the refill.
        QCOMPARE(countOf(u"tag=user:1&older_than=5"_s), 0);
        QVERIFY(countOf(QString()) > 90);
        QTRY_VERIFY_WITH_TIMEOUT(countOf(u"tag=user:1"_s) >= 4, 10'000);
        const Answer refused = ask(cache + u"/invalidate"_s, "{\"by\":\"colour\"}");
        QCOMPARE(refused.status, 400);
        QVERIFY(QJsonDocument::fromJson(refused.body)["error"_L1].toString().endsWith(u'.'));
        QCOMPARE(ask(cache + u"/entries?colour=red"_s).status, 400);
    }
    void invalidatesByDependency()
    {
        const QString cache = m_urls[1] + u"/cache"_s;
        const auto reach = [&](const QString &name) {
            const auto graph = QJsonDocument::fromJson(ask(cache + u"/graph"_s).body);
            for (const QJsonValue &each : graph["dependencies"_L1].toArray()) {
                if (each["name"_L1].toString() == name) {
                    return each["count"_L1].toInt();
                }
            }
            return 0;
        };
        // Item 3 is made from the catalogue, 30 to 39 from 3, and what is of the long tail from one of those.
        QTRY_VERIFY_WITH_TIMEOUT(reach(u"3"_s) >= 11, 10'000);
        QVERIFY(reach(u"catalogue"_s) >= 80);
        const Answer gone = ask(cache + u"/invalidate"_s, "{\"by\":\"dependency\",\"value\":\"3\"}");
        QVERIFY(QJsonDocument::fromJson(gone.body)["removed"_L1].toInt() >= 11);
        QCOMPARE(field(cache + u"/entries?dependency=3&older_than=5"_s, "count"_L1), 0);
        // 8 and 9 are made from one another.
        QTRY_VERIFY_WITH_TIMEOUT(reach(u"8"_s) >= 22, 10'000);
        QCOMPARE(reach(u"8"_s), reach(u"9"_s));
    }
    void invalidatesByVersion()
    {
        const QString cache = m_urls[1] + u"/cache"_s;
        const auto current = [&] { return field(cache + u"/versions"_s, "current"_L1); };
        const int before = current();
        QCOMPARE(ask(cache + u"/versions"_s, "").status, 200);
        QCOMPARE(current(), before + 1);
        const int old = field(cache + u"/entries?version=%1"_s.arg(before), "count"_L1);
        QVERIFY(old > 50);
        QCOMPARE(field(cache + u"/entries?stale=true"_s, "count"_L1) >= old, true);
        const Answer gone = ask(cache + u"/invalidate"_s, "{\"by\":\"version\"}");
        QVERIFY(QJsonDocument::fromJson(gone.body)["removed"_L1].toInt() > 50);
        QCOMPARE(field(cache + u"/entries?stale=true"_s, "count"_L1), 0);
        QCOMPARE(field(cache + u"/entries?field=hits&op=ge&value=0&older_than=3600"_s, "count"_L1), 0);
        QCOMPARE(ask(cache + u"/entries?field=hits&op=ge"_s).status, 400);
    }
    void bagtrackInvalidatesItsCachesTogetherOrOne()
    {
        const QString cache = m_urls[3] + u"/cache"_s;
        QVERIFY(field(cache + u"/entries?cache=user_data"_s, "count"_L1) > 0);
        const int others = field(cache + u"/entries?cache=bag_lookups"_s, "count"_L1);
        QCOMPARE(ask(cache + u"/invalidate"_s, "{\"by\":\"all\",\"cache\":\"user_data\"}").status, 200);
        QCOMPARE(field(cache + u"/entries?cache=user_data&older_than=5"_s, "count"_L1), 0);
        QVERIFY(others > 0 && field(cache + u"/entries?cache=bag_lookups"_s, "count"_L1) > others / 2);
        const auto gone = QJsonDocument::fromJson(ask(cache + u"/invalidate"_s, "{\"by\":\"all\"}").body);
        QVERIFY(gone["removed"_L1].toInt() >= gone["caches"_L1]["bag_lookups"_L1].toInt());
        QCOMPARE(field(cache + u"/entries?older_than=5"_s, "count"_L1), 0);
        QCOMPARE(ask(cache + u"/invalidate"_s, "{\"by\":\"all\",\"cache\":\"all\"}").status, 400);
    }
    void movesTrafficByWeightAndProvesIt()
    {
        const QString failover = m_urls[1] + u"/failover"_s;
        httplib::Client client = clientOf(failover);
        const auto put = [&client](const char *body, const httplib::Headers &headers = {}) {
            return client.Put("/failover", headers, body, "application/json");
        };
        const auto shown = [&] { return QJsonDocument::fromJson(ask(failover).body); };
        const auto fromBackup = [this] {
            return valueOf(ask(m_urls[1] + u"/metrics"_s).body, "lab_origin_requests_total{origin=\"backup\"");
        };
        const double before = fromBackup();
        QCOMPARE(put("{\"strategy\":\"weighted\",\"to\":\"primary\",\"weight\":50}")->status, 200);
        QCOMPARE(shown()["percent"_L1]["backup"_L1].toDouble(), 50.0);
        QVERIFY(shown()["in_effect"_L1].isNull()); // said, but not yet seen
        QTRY_COMPARE_WITH_TIMEOUT(shown()["in_effect"_L1]["backup"_L1].toDouble(), 50.0, 15'000);
        QTRY_VERIFY(fromBackup() > before);
        QCOMPARE(QJsonDocument::fromJson(ask(m_urls[0] + u"/failover"_s).body)["strategy"_L1].toString(),
                 u"immediate"_s);

        const std::string seen = client.Get("/failover")->get_header_value("ETag");
        QVERIFY(!seen.empty());
        QCOMPARE(put("{\"weight\":\"100%\"}", {{"If-Match", seen}})->status, 200);
        QCOMPARE(put("{\"weight\":25}", {{"If-Match", seen}})->status, 412);
        QCOMPARE(shown()["weight"_L1].toDouble(), 1.0);
        QCOMPARE(put("{\"weight\":250}")->status, 400);
        QCOMPARE(put("{\"strategy\":\"sudden\"}")->status, 400);
        QCOMPARE(put("{\"instance\":0}")->status, 400);
        QCOMPARE(ask(failover, "{\"strategy\":\"immediate\",\"to\":\"primary\",\"weight\":0.2}").status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(shown()["in_effect"_L1]["primary"_L1].toDouble(), 100.0, 15'000);
    }
    void deploysAndRollsBack()
    {
        const QString lab = m_control + u"/lab/learnify-api"_s;
        QCOMPARE(ask(m_urls[2] + u"/health"_s).status, 404);
        QCOMPARE(ask(m_urls[2] + u"/metrics"_s).status, 404);
        QCOMPARE(ask(m_urls[2] + u"/api/courses/3"_s).status, 200);
        QCOMPARE(ask(lab + u"/deploy"_s, "{\"version\":\"3\"}").status, 400);
        QCOMPARE(ask(lab + u"/deploy"_s, "{\"version\":\"1.1\"}").status, 200);
        QCOMPARE(ask(m_urls[2] + u"/health"_s).status, 200);
        QTRY_VERIFY(valueOf(ask(m_urls[2] + u"/metrics"_s).body, "http_requests_total") > 5);
        const auto preview =
            QJsonDocument::fromJson(ask(lab + u"/rollback"_s, "{\"revision\":1,\"dry_run\":true}").body);
        QCOMPARE(preview["difference"_L1]["removes"_L1].toArray(), (QJsonArray{u"GET /health"_s, u"GET /metrics"_s}));
        QCOMPARE(ask(m_urls[2] + u"/health"_s).status, 200);
        for (const char *wrong : {"{}", "{\"revision\":9}", "{\"revision\":2}", "{\"revision\":\"x\"}", "{\"to\":1}"}) {
            QCOMPARE(ask(lab + u"/rollback"_s, wrong).status, 400);
        }
        QCOMPARE(ask(lab + u"/rollback"_s, "{\"revision\":\"1\"}").status, 200);
        QCOMPARE(ask(m_urls[2] + u"/health"_s).status, 404);
        QCOMPARE(field(lab, "restores"_L1), 1);
        QCOMPARE(field(lab, "revision"_L1), 3);
        const auto choices =
            QJsonDocument::fromJson(ask(lab + u"/choices?action=rollback&argument=revision"_s).body)["choices"_L1];
        QCOMPARE(choices[1]["value"_L1].toString(), u"2"_s);
        QVERIFY(choices[1]["label"_L1].toString().endsWith(u"GET /health and GET /metrics are exposed."_s));
        QVERIFY(choices[2]["current"_L1].toBool());
        QCOMPARE(ask(lab + u"/choices?action=rollback&argument=colour"_s).status, 404);
        const auto revisions = QJsonDocument::fromJson(ask(lab + u"/revisions"_s).body)["revisions"_L1];
        QCOMPARE(revisions[2]["version"_L1].toString(), u"1.0"_s);
        QVERIFY(revisions[2]["active"_L1].toBool());
        QVERIFY(!revisions[0]["active"_L1].toBool());
        QCOMPARE(ask(lab + u"/rollback"_s, "{\"revision\":\"previous\"}").status, 200);
        QCOMPARE(ask(m_urls[2] + u"/health"_s).status, 200);
    }
    void bagtrackGuardsItsAnswers()
    {
        httplib::Client bagtrack = clientOf(m_urls[3]);
        for (const char *path : {"/health", "/api/bags/count", "/no-such-page"}) {
            const auto answer = bagtrack.Get(path);
            QVERIFY(answer);
            QCOMPARE(answer->get_header_value("X-Content-Type-Options"), std::string("nosniff"));
            QCOMPARE(answer->get_header_value("X-Frame-Options"), std::string("SAMEORIGIN"));
        }
        const auto counts = QJsonDocument::fromJson(ask(m_urls[3] + u"/api/bags/count"_s).body);
        QCOMPARE(counts["total"_L1].toInt(), 25'746);
        QCOMPARE(counts["parent"_L1].toInt(), 25'745);
        QCOMPARE(counts["child"_L1].toInt(), 24'903);
        // Without the token of its session a login is forged.
        QCOMPARE(ask(m_urls[3] + u"/login"_s, "{\"user\":1,\"password\":\"agent-1\"}").status, 403);
    }
    void resilientClientLimitsAndNamesItsAnswers()
    {
        httplib::Client client = clientOf(m_urls[4]);
        const httplib::Headers key{{"X-Api-Key", "the-test"}};
        std::set<std::string> ids;
        for (int i = 0; i < 10; ++i) {
            const auto answer = client.Get("/api/data", key);
            QVERIFY(answer);
            QCOMPARE(answer->status, 200);
            ids.insert(answer->get_header_value("X-Request-ID"));
        }
        const auto refused = client.Get("/api/rates/EUR", key);
        QVERIFY(refused);
        QCOMPARE(refused->status, 429);
        QVERIFY(std::stoi(refused->get_header_value("Retry-After")) > 0);
        ids.insert(refused->get_header_value("X-Request-ID"));
        for (const char *exempt : {"/health", "/metrics", "/circuit"}) {
            const auto answer = client.Get(exempt, key);
            QVERIFY(answer);
            QCOMPARE(answer->status, 200);
            ids.insert(answer->get_header_value("X-Request-ID"));
        }
        const auto missing = client.Get("/no-such-page", key);
        QCOMPARE(missing->status, 404);
        ids.insert(missing->get_header_value("X-Request-ID"));
        QCOMPARE(ids.size(), std::size_t{15});
        QVERIFY(
            std::ranges::all_of(ids, [](const std::string &id) { return id.size() == 16 && id.starts_with("req-"); }));
    }
    void resilientClientFailsFastWhenItsApiIsGone()
    {
        const QString lab = m_control + u"/lab/resilient-client/fault"_s;
        QCOMPARE(ask(lab, "{\"origin\":\"external-api\",\"down\":true}").status, 200);
        const auto state = [this] {
            return QJsonDocument::fromJson(ask(m_urls[4] + u"/circuit"_s).body)["circuits"_L1][0]["status"_L1]
                .toString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(state(), u"OPEN"_s, 10'000);
        httplib::Client client = clientOf(m_urls[4]);
        const auto answer = client.Get("/api/data", {{"X-Api-Key", "another"}});
        QVERIFY(answer);
        QCOMPARE(answer->status, 503);
        QCOMPARE(ask(lab, "{\"origin\":\"external-api\",\"clear\":true}").status, 200);
    }
    void capLabRefusesOrDivergesByItsMode()
    {
        const QString lab = m_control + u"/lab/cap-lab"_s;
        const QString metrics = m_urls[5] + u"/metrics"_s;
        httplib::Client client = clientOf(m_urls[5]);
        const httplib::Headers session{{"X-Session", "mine"}};
        const auto breaker = [this] {
            return QJsonDocument::fromJson(
                       ask(m_urls[5] + u"/circuit-breaker"_s).body)["breakers"_L1]["database"_L1]["state"_L1]
                .toString();
        };
        QCOMPARE(client.Put("/data/mine", session, "one", "text/plain")->status, 200);
        QCOMPARE(client.Get("/data/mine", session)->body, std::string("one"));
        // Cut off, an answer takes 200 ms until the breaker trips, then 35.
        QCOMPARE(ask(lab + u"/partition"_s, "").status, 200);
        QTRY_COMPARE(breaker(), u"OPEN"_s);
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(client.Get("/data/mine")->status, 503);
        QVERIFY2(clock.elapsed() >= 30 && clock.elapsed() < 150, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(valueOf(ask(metrics).body, "cap_db_connection_failures_total") >= 5);

        QCOMPARE(client.Put("/mode", "{\"mode\":\"AP\",\"staleness_bound_ms\":500}", "application/json")->status, 200);
        QCOMPARE(client.Put("/data/mine", session, "two", "text/plain")->status, 202);
        QCOMPARE(client.Get("/data/mine", session)->body, std::string("two"));
        QTRY_VERIFY(valueOf(ask(metrics).body, "cap_data_staleness_seconds") > 0.5);
        QVERIFY(client.Get("/data/key-1")->has_header("Warning"));

        QCOMPARE(ask(lab + u"/heal"_s, "").status, 200);
        QTRY_VERIFY(valueOf(ask(metrics).body, "cap_data_staleness_seconds") < 0.5);
        QTRY_COMPARE_WITH_TIMEOUT(breaker(), u"CLOSED"_s, 25'000);
        QCOMPARE(client.Put("/mode", "{\"mode\":\"best\"}", "application/json")->status, 400);
        QCOMPARE(ask(lab + u"/mode"_s, "{\"mode\":\"CP\"}").status, 200);
        QCOMPARE(client.Get("/data/mine", session)->body, std::string("two"));
    }
    void endsOnTerm()
    {
        m_process.terminate();
        QVERIFY(m_process.waitForFinished(5000));
        QCOMPARE(m_process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_process.exitCode(), 0);
    }
    void endsWithItsParent()
    {
        const QString file = m_folder.filePath(u"orphan.yaml"_s);
        QProcess shell;
        shell.start(u"/bin/sh"_s, {u"-c"_s, u"\"$0\" --fleet-out \"$1\" >/dev/null & echo $!; wait"_s, program, file});
        QVERIFY(shell.waitForReadyRead());
        const pid_t lab = shell.readLine().trimmed().toInt();
        QVERIFY(lab > 1);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 10'000);
        shell.kill();
        QVERIFY(shell.waitForFinished());
        // A zombie that nobody reaps yet has ended, too: it has no command line any more.
        const auto ended = [lab] {
            QFile commandLine(u"/proc/%1/cmdline"_s.arg(lab));
            return !commandLine.open(QIODevice::ReadOnly) || commandLine.readAll().isEmpty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(ended(), 5000);
    }
    void refusesWrongArguments()
    {
        QProcess wrong;
        wrong.start(program, {u"--fleet-out"_s, m_file, u"--seed"_s, u"many"_s});
        QVERIFY(wrong.waitForFinished());
        QCOMPARE(wrong.exitCode(), 2);
        QVERIFY(wrong.readAllStandardError().contains("--seed"));
    }
    void cleanupTestCase()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QString m_file;
    QString m_fleet;
    QString m_control;
    QStringList m_urls;
};

QTEST_GUILESS_MAIN(TestLabProcess)
#include "tst_lab_process.moc"
