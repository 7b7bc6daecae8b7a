// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/cache.h"
#include "app/lab/loader.h"

#include <QTest>

#include <latch>
#include <random>
#include <thread>

using namespace readyroom::lab;
using namespace std::chrono_literals;

namespace {
const std::string kilobyte(1024, 'x');
} // namespace

class TestCache final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void neverExceedsItsBytes()
    {
        constexpr std::size_t limit = 20'000;
        Cache cache({.byteLimit = limit, .ttl = 1h});
        std::mt19937 random(7);
        for (int i = 0; i < 5000; ++i) {
            const std::string key = std::to_string(random() % 60);
            const std::string value(random() % 25'000, 'v');
            const std::vector<std::string> tags{"t" + std::to_string(random() % 5)};
            const bool kept = cache.put(key, value, tags);
            QCOMPARE(kept, Cache::cost(key, value, tags) <= limit);
            const CacheStats stats = cache.stats();
            QVERIFY(stats.bytes <= limit);
            QCOMPARE(cache.find(key) != nullptr, kept);
            if (random() % 50 == 0) {
                cache.invalidateTag("t1");
            }
        }
        QVERIFY(cache.stats().evictions > 100);
        QVERIFY(cache.stats().rejected > 100);
        cache.clear();
        QCOMPARE(cache.stats().bytes, 0U);
        QCOMPARE(cache.stats().entries, 0U);
    }
    void evictsTheLeastRecentlyUsed()
    {
        const std::size_t one = Cache::cost("a", kilobyte, {});
        Cache cache({.byteLimit = 2 * one, .ttl = 1h});
        cache.put("a", kilobyte, {});
        cache.put("b", kilobyte, {});
        QVERIFY(cache.find("a"));
        cache.put("c", kilobyte, {});
        QVERIFY(cache.find("a"));
        QVERIFY(!cache.find("b"));
        QCOMPARE(cache.stats().evictions, 1U);
        QCOMPARE(cache.stats().hits, 2U);
        QCOMPARE(cache.stats().misses, 1U);
    }
    void expires()
    {
        Cache::Clock::time_point now{};
        Cache cache({.ttl = 10s}, [&now] { return now; });
        cache.put("young", "1", {});
        cache.put("old", "1", {}, 8s);
        now += 2s;
        QVERIFY(cache.find("young"));
        QVERIFY(!cache.find("old"));
        QCOMPARE(cache.stats().expired, 1U);
        now += 8s;
        QCOMPARE(cache.maintain(SIZE_MAX), 1U);
        QCOMPARE(cache.stats().expired, 2U);
        QCOMPARE(cache.stats().bytes, 0U);
    }
    void invalidatesWhatWasMadeFromIt()
    {
        Cache cache({.ttl = 1h});
        cache.put("catalogue", "x", {});
        cache.put("item", "x", {}, {}, {.dependsOn = {"catalogue"}});
        cache.put("page", "x", {}, {}, {.dependsOn = {"item", "user"}});
        cache.put("other", "x", {}, {}, {.dependsOn = {"user"}});
        cache.invalidateKey("item");
        const std::map<std::string, std::size_t> expected{{"catalogue", 2}, {"item", 1}, {"user", 2}};
        QCOMPARE(cache.dependencies(), expected);
        QCOMPARE(cache.invalidateDependents("catalogue"), 2U);
        QVERIFY(cache.find("other"));
        QVERIFY(!cache.find("page"));
        QCOMPARE(cache.invalidateDependents("catalogue"), 0U);
        QCOMPARE(cache.stats().invalidated, 3U);
    }
    void aLoadIsOfTheVersionThatItBeganAt()
    {
        Cache cache({.ttl = 1h});
        Loader loader(cache, [&cache](const std::string &key) -> FreshOrStatus {
            if (key == "while it changes") {
                cache.raiseVersion();
            }
            return Fresh{.value = "value"};
        });
        for (const char *key : {"before", "while it changes", "after"}) {
            QVERIFY(loader.get(key).value);
        }
        QVERIFY(loader.get("after").value);
        std::map<std::string, DataVersion> versions;
        std::uint64_t hits = 0;
        cache.visit([&](const CacheEntryView &entry) {
            versions[std::string(entry.key)] = entry.version;
            hits += entry.hits;
        });
        const std::map<std::string, DataVersion> expected{{"before", 1}, {"while it changes", 1}, {"after", 2}};
        QCOMPARE(versions, expected);
        QCOMPARE(hits, 1U);
        QCOMPARE(cache.version(), 2U);
    }
    void concurrentMissesLoadOnce()
    {
        Cache cache({.ttl = 1h});
        std::atomic<int> loads = 0;
        std::latch allAsked(8);
        Loader loader(cache, [&](const std::string &) -> FreshOrStatus {
            ++loads;
            allAsked.wait();
            return Fresh{.value = "value"};
        });
        std::atomic<int> answered = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 8; ++i) {
                threads.emplace_back([&] {
                    allAsked.count_down();
                    answered += loader.get("k").value != nullptr ? 1 : 0;
                });
            }
        }
        QCOMPARE(answered.load(), 8);
        QCOMPARE(loads.load(), 1);
        QCOMPARE(cache.stats().hits + cache.stats().misses, 8U);
        QCOMPARE(loader.joined() + 1, cache.stats().misses);
    }
    void anInvalidatedLoadIsNotKept()
    {
        Cache cache({.ttl = 1h});
        Loader *self = nullptr;
        Loader loader(cache, [&self](const std::string &) -> FreshOrStatus {
            self->disown();
            return Fresh{.value = "stale"};
        });
        self = &loader;
        QVERIFY(loader.get("k").value);
        QVERIFY(!cache.find("k"));
    }
    void failuresAreNotKept()
    {
        Cache cache({.ttl = 1h});
        Loader loader(cache, [](const std::string &) -> FreshOrStatus { return std::unexpected(503); });
        QCOMPARE(loader.get("k").status, 503);
        QCOMPARE(loader.get("k").way, Loader::Way::Failed);
        QCOMPARE(loader.loads(), 2U);
    }
    void standsManyThreads()
    {
        constexpr std::size_t limit = 50'000;
        Cache cache({.byteLimit = limit, .ttl = 1h});
        std::atomic<bool> exceeded = false;
        {
            std::vector<std::jthread> threads;
            for (unsigned t = 0; t < 4; ++t) {
                threads.emplace_back([&, t] {
                    std::mt19937 random(t);
                    for (int i = 0; i < 3000; ++i) {
                        const std::string key = std::to_string(random() % 200);
                        if (!cache.find(key)) {
                            cache.put(key, kilobyte, {"t" + std::to_string(random() % 3)});
                        }
                        if (random() % 100 == 0) {
                            cache.invalidateTag("t0");
                        }
                        exceeded = exceeded || cache.stats().bytes > limit;
                    }
                });
            }
        }
        QVERIFY(!exceeded);
        QCOMPARE(cache.stats().hits + cache.stats().misses, 12'000U);
    }
};

QTEST_APPLESS_MAIN(TestCache)
#include "tst_lab_cache.moc"
