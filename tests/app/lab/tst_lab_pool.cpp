// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/pool.h"

#include <QTest>

#include <optional>
#include <thread>

using namespace readyroom::lab;
using namespace std::chrono_literals;

namespace {

class FakeConnection final : public PooledConnection {
public:
    explicit FakeConnection(bool alive)
        : m_alive(alive)
    {
    }
    [[nodiscard]] bool isAlive() override { return m_alive; }

private:
    bool m_alive;
};

struct Stage {
    bool reachable = true;
    bool alive = true;
    Pool::Clock::time_point now{};

    Pool pool(PoolOptions options)
    {
        return Pool(
            options,
            [this]() -> std::unique_ptr<PooledConnection> {
                return reachable ? std::make_unique<FakeConnection>(alive) : nullptr;
            },
            [this] { return now; });
    }
};

} // namespace

/// A bounded pool in the manner of SQLAlchemy's.
class LabPoolTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTheBaseAndClosesTheOverflow()
    {
        Stage stage;
        Pool pool = stage.pool({.size = 1, .overflow = 1});
        QCOMPARE(pool.capacity(), std::size_t{2});
        {
            const auto one = pool.acquire({});
            const auto two = pool.acquire({});
            QVERIFY(one && two);
            QCOMPARE(pool.stats().inUse, std::size_t{2});
        }
        QCOMPARE(pool.stats().inUse, std::size_t{0});
        QCOMPARE(pool.stats().idle, std::size_t{1});
        QCOMPARE(pool.stats().opened, std::uint64_t{2});
    }

    void makesCallersWaitAndGivesUp()
    {
        Stage stage;
        Pool pool = stage.pool({.size = 1, .overflow = 0, .patience = 50ms});
        std::optional one = pool.acquire({});
        QVERIFY(*one);
        const auto late = pool.acquire({});
        QVERIFY(!late);
        QCOMPARE(late.error(), Pool::Error::Timeout);
        QCOMPARE(pool.stats().waits, std::uint64_t{1});
        QCOMPARE(pool.stats().timeouts, std::uint64_t{1});
        one.reset();
        QVERIFY(pool.acquire({}).has_value());
    }

    void wakesWhoWaits()
    {
        Stage stage;
        Pool pool = stage.pool({.size = 1, .overflow = 0, .patience = 10s});
        std::optional one = pool.acquire({});
        bool served = false;
        std::jthread waiting([&] { served = pool.acquire({}).has_value(); });
        QTRY_COMPARE(pool.stats().waiting, std::size_t{1});
        one.reset();
        waiting.join();
        QVERIFY(served);
    }

    void replacesOldAndBrokenConnections()
    {
        Stage stage;
        Pool pool = stage.pool({.size = 1, .overflow = 0, .recycleAfter = 300s});
        (void)pool.acquire({});
        stage.now += 301s;
        (void)pool.acquire({});
        QCOMPARE(pool.stats().recycled, std::uint64_t{1});
        QCOMPARE(pool.stats().opened, std::uint64_t{2});
    }

    void saysWhenTheDatabaseCannotBeReached()
    {
        Stage stage{.reachable = false};
        Pool pool = stage.pool({});
        const auto none = pool.acquire({});
        QVERIFY(!none);
        QCOMPARE(none.error(), Pool::Error::Unreachable);
        QCOMPARE(pool.stats().refusals, std::uint64_t{1});
        QCOMPARE(pool.stats().inUse, std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(LabPoolTest)
#include "tst_lab_pool.moc"
