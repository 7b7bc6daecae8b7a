// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/bagtrack/bagtable.h"
#include "app/lab/bagtrack/guard.h"
#include "app/lab/bagtrack/store.h"
#include "app/lab/bagtrack/workload.h"

#include <QJsonDocument>
#include <QTest>

#include <httplib.h>

using namespace readyroom::lab;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QJsonDocument json(const std::string &text)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(text));
}

/// The key of what a path asks for; empty when no cache is asked.
std::string keyOf(const std::string &path)
{
    if (path.starts_with("/api/dashboard")) {
        const auto begin = path.find('=') + 1;
        return path.substr(begin, path.find('&') - begin) + "/" + path.substr(path.rfind('=') + 1);
    }
    const bool cached = path.starts_with("/api/bags/") || path.starts_with("/api/users/");
    return cached ? path.substr(path.rfind('/') + 1) : std::string();
}

} // namespace

class TestBagtrack final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTableHoldsTheBagsOfTheReport()
    {
        const BagTable bags;
        QCOMPARE(bags.total(), 25'746U);
        QCOMPARE(bags.parents(), 25'745U);
        QCOMPARE(bags.children(), 24'903U);
        QCOMPARE(json(bags.bagText("25746"))["child"_L1], QJsonValue(true));
        QCOMPARE(json(bags.bagText("25746"))["parent"_L1], QJsonValue(false));
        for (const char *none : {"0", "25747", "-1", "1x", ""}) {
            QVERIFY2(bags.bagText(none).empty(), none);
        }
        for (const char *none : {"42/0", "0/4", "1", "/", "-1/0", "1/1/1"}) {
            QVERIFY2(bags.stationText(none).empty(), none);
        }
    }
    void theStationsTogetherHoldAllBags()
    {
        const BagTable bags;
        int sum = 0;
        for (int station = 0; station < BagTable::stations; ++station) {
            for (int terminal = 0; terminal < BagTable::terminals; ++terminal) {
                const QString key = u"%1/%2"_s.arg(station).arg(terminal);
                sum += json(bags.stationText(key.toStdString()))["bags"_L1].toInt();
            }
        }
        QCOMPARE(sum, 25'746);
    }

    /// Plays three minutes of the workload against caches whose clock it turns itself, at rates that a slow or a fast
    /// machine would bring about.
    void fiveOfSixLookupsHit_data()
    {
        QTest::addColumn<double>("rate");
        QTest::newRow("slow machine") << 102.0;
        QTest::newRow("as designed") << 112.0;
        QTest::newRow("fast machine") << 117.0;
    }
    void fiveOfSixLookupsHit()
    {
        QFETCH(const double, rate);
        Randomness random(5);
        Workload workload(random);
        Cache::Clock::time_point now{};
        std::deque<Cache> caches;
        const std::array<std::chrono::seconds, 3> ttls{30s, 60s, 300s};
        for (std::size_t i = 0; i < ttls.size(); ++i) {
            Cache &cache = caches.emplace_back(CacheOptions{.ttl = ttls[i]}, [&now] { return now; });
            for (const auto &[key, age] : workload.warmth(static_cast<Workload::Area>(i), ttls[i])) {
                QVERIFY(cache.put(key, "x", {}, age));
            }
        }
        const int requests = static_cast<int>(180 * rate);
        for (int i = 1; i <= requests; ++i) {
            now += std::chrono::nanoseconds(static_cast<long>(1e9 / rate));
            const std::string path = workload.next(0).path;
            const std::string key = keyOf(path);
            if (!key.empty()) {
                Cache &cache = caches[path.starts_with("/api/dashboard") ? 0 : path.starts_with("/api/bags/") ? 1 : 2];
                QVERIFY(cache.find(key) || cache.put(key, "x", {}));
            }
            if (i == static_cast<int>(15 * rate) || i == requests) {
                std::uint64_t hits = 0;
                std::uint64_t misses = 0;
                for (const Cache &cache : caches) {
                    hits += cache.stats().hits;
                    misses += cache.stats().misses;
                }
                const double ratio = double(hits) / double(hits + misses);
                QVERIFY2(ratio >= 0.82 && ratio <= 0.84, qPrintable(u"%1 after %2"_s.arg(ratio).arg(i)));
            }
        }
    }
    void thePeopleOfTheWorkloadKeepTheMix()
    {
        Randomness random(3);
        Workload workload(random);
        int reports = 0;
        int logins = 0;
        for (int i = 0; i < 1000; ++i) {
            const std::string path = workload.next(0).path;
            reports += path.starts_with("/api/reports/") ? 1 : 0;
            logins += path == "/csrf-token" || path == "/login" ? 1 : 0;
        }
        QCOMPARE(reports, 200);
        QCOMPARE(logins, 70);
    }

    void theBreakerTripsOnAFailingDatabaseAndTheSessionsEndWithIt()
    {
        MetricsRegistry metrics;
        Randomness random(1);
        std::stop_source stop;
        Store store(metrics, random, stop.get_token());
        QVERIFY(store.run(1ms));
        store.database().changeFault({.down = true});
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(store.breaker().read(Breaker::Time::clock::now()).state, Breaker::State::Closed);
            QVERIFY(!store.run(1ms));
        }
        QCOMPARE(store.breaker().read(Breaker::Time::clock::now()).state, Breaker::State::Open);
        store.database().changeFault({.down = false});
        QVERIFY(!store.run(1ms)); // open for a minute
        QCOMPARE(store.breaker().read(Breaker::Time::clock::now()).rejected, 1U);
        store.breaker().set(Breaker::State::Closed, Breaker::Time::clock::now());
        QVERIFY(store.run(1ms));
        const PoolStats pool = store.pool().stats();
        QCOMPARE(pool.pingFailures, 1U); // the session of before did not survive
        QCOMPARE(pool.refusals, 5U);
    }
    void aDatabaseThatGoesDownBreaksWhatItIsDoing()
    {
        MetricsRegistry metrics;
        Randomness random(1);
        std::stop_source stop;
        Store store(metrics, random, stop.get_token());
        bool good = true;
        std::jthread statement([&] { good = store.run(200ms); });
        QTRY_COMPARE(store.pool().stats().inUse, 1U);
        QTRY_COMPARE(store.pool().stats().opened, 1U);
        store.database().changeFault({.down = true});
        statement.join();
        QVERIFY(!good);
        QCOMPARE(store.pool().stats().idle, 0U);
    }

    void forgedRequestsAreRefused()
    {
        MetricsRegistry metrics;
        Guard guard(metrics);
        httplib::Request request;
        httplib::Response given;
        guard.giveToken(request, given);
        const std::string cookie = given.get_header_value("Set-Cookie");
        for (const char *flag : {"; HttpOnly", "; Secure", "; SameSite=Lax"}) {
            QVERIFY2(cookie.find(flag) != std::string::npos, cookie.c_str());
        }
        const std::string session = cookie.substr(0, cookie.find(';'));
        const std::string token = json(given.body)["csrf_token"_L1].toString().toStdString();
        const auto statusOf = [&guard](const std::string &cookies, const std::string &header) {
            httplib::Request post;
            post.set_header("Cookie", cookies);
            post.set_header("X-CSRFToken", header);
            httplib::Response answer;
            return guard.isGenuine(post, answer) ? 200 : answer.status;
        };
        QCOMPARE(statusOf(session, token), 200);
        QCOMPARE(statusOf("theme=dark; " + session, token), 200);
        QCOMPARE(statusOf(session, ""), 403);
        QCOMPARE(statusOf("", token), 403);
        QCOMPARE(statusOf("session=", token), 403);
        QCOMPARE(statusOf("session=somebody-else", token), 403);
        QCOMPARE(statusOf("no" + session, token), 403);
        QVERIFY(metrics.page().find("bagtrack_csrf_refused_total 5") != std::string::npos);
    }
    void aThousandLoginsAnHour()
    {
        MetricsRegistry metrics;
        Guard guard(metrics);
        httplib::Request request;
        request.remote_addr = "127.0.0.1";
        httplib::Response response;
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(guard.admits(Guard::Area::Auth, request, response));
        }
        QVERIFY(!guard.admits(Guard::Area::Auth, request, response));
        QCOMPARE(response.status, 429);
        const int wait = std::stoi(response.get_header_value("Retry-After"));
        QVERIFY(wait > 3500 && wait <= 3600);
        QVERIFY(guard.admits(Guard::Area::Api, request, response)); // another limit
        request.set_header("X-Api-Key", "me");
        QVERIFY(guard.admits(Guard::Area::Auth, request, response)); // another client
        QVERIFY(metrics.page().find("bagtrack_rate_limited_total{limit=\"1000 per hour\"} 1") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestBagtrack)
#include "tst_lab_bagtrack.moc"
