// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/pool.h"

#include <QTest>

#include <atomic>
#include <functional>
#include <optional>
#include <thread>

using namespace readyroom::lab;
using namespace std::chrono_literals;

namespace {

/// A server that counts its sessions.
struct Server {
    class Session final : public PooledConnection {
    public:
        explicit Session(Server &server)
            : m_server(server)
        {
            ++m_server.open;
        }
        ~Session() override
        {
            m_server.closing();
            --m_server.open;
        }
        [[nodiscard]] bool isAlive() override { return m_server.answersPings; }

    private:
        Server &m_server;
    };
    [[nodiscard]] std::unique_ptr<PooledConnection> connect()
    {
        return reachable ? std::make_unique<Session>(*this) : nullptr;
    }

    std::function<void()> closing = [] { };
    std::atomic<int> open = 0;
    std::atomic<bool> reachable = true;
    std::atomic<bool> answersPings = true;
};

struct Stage {
    Server server;
    Pool::Clock::time_point now{};
    std::stop_source stop;
    Pool pool;

    explicit Stage(PoolOptions options)
        : pool(options, [this] { return server.connect(); }, [this] { return now; })
    {
    }
    [[nodiscard]] auto acquire() { return pool.acquire(stop.get_token()); }
    /// So many at once, given back at the end of the scope.
    [[nodiscard]] std::vector<Pool::Lease> acquire(std::size_t count)
    {
        std::vector<Pool::Lease> leases;
        for (std::size_t i = 0; i < count; ++i) {
            leases.push_back(std::move(acquire().value()));
        }
        return leases;
    }
};

constexpr PoolOptions tenAndTwenty{.patience = 20ms};

} // namespace

class TestPool final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTenAndClosesTheOverflow()
    {
        Stage stage(tenAndTwenty);
        {
            const auto leases = stage.acquire(30);
            QCOMPARE(stage.server.open.load(), 30);
            QCOMPARE(stage.pool.stats().inUse, 30U);
        }
        QCOMPARE(stage.server.open.load(), 10);
        QCOMPARE(stage.pool.stats().idle, 10U);
        QCOMPARE(stage.pool.stats().inUse, 0U);
        const auto again = stage.acquire(10);
        QCOMPARE(stage.pool.stats().opened, 30U);
    }
    void theThirtyFirstWaitsInVain()
    {
        Stage stage(tenAndTwenty);
        const auto leases = stage.acquire(30);
        const auto begin = Pool::Clock::now();
        const auto refused = stage.acquire();
        QVERIFY(!refused);
        QCOMPARE(refused.error(), Pool::Error::Timeout);
        QVERIFY(Pool::Clock::now() - begin >= 20ms);
        QCOMPARE(stage.pool.stats().timeouts, 1U);
        QCOMPARE(stage.pool.stats().waiting, 0U);
        QCOMPARE(stage.server.open.load(), 30);
    }
    void aWaiterGetsWhatIsGivenBack()
    {
        Stage stage({.size = 1, .overflow = 0, .patience = 30s});
        std::optional<Pool::Lease> held(std::move(stage.acquire().value()));
        std::atomic<bool> got = false;
        std::jthread waiter([&] { got = stage.acquire().has_value(); });
        QTRY_COMPARE(stage.pool.stats().waiting, 1U);
        QVERIFY(!got);
        held.reset();
        waiter.join();
        QVERIFY(got);
        QCOMPARE(stage.pool.stats().waits, 1U);
        QCOMPARE(stage.pool.stats().timeouts, 0U);
    }
    void stopEndsTheWaiting()
    {
        Stage stage({.size = 1, .overflow = 0, .patience = 1h});
        const auto held = stage.acquire();
        std::optional<Pool::Error> error;
        std::jthread waiter([&] { error = stage.acquire().error(); });
        QTRY_COMPARE(stage.pool.stats().waiting, 1U);
        stage.stop.request_stop();
        waiter.join();
        QVERIFY(error == Pool::Error::Stopped);
        QCOMPARE(stage.pool.stats().timeouts, 0U);
    }
    void oldConnectionsAreReplaced()
    {
        Stage stage({});
        (void)stage.acquire();
        stage.now += 299s;
        (void)stage.acquire();
        QCOMPARE(stage.pool.stats().opened, 1U);
        stage.now += 1s;
        (void)stage.acquire();
        QCOMPARE(stage.pool.stats().opened, 2U);
        QCOMPARE(stage.pool.stats().recycled, 1U);
        QCOMPARE(stage.server.open.load(), 1);
    }
    void deadConnectionsAreNotLent()
    {
        Stage stage({});
        (void)stage.acquire();
        stage.server.answersPings = false;
        QVERIFY(stage.acquire());
        QCOMPARE(stage.pool.stats().pingFailures, 1U);
        QCOMPARE(stage.pool.stats().opened, 2U);
    }
    void anUnreachableServerLeavesNoHole()
    {
        Stage stage({.size = 1, .overflow = 0, .patience = 20ms});
        stage.server.reachable = false;
        for (int i = 0; i < 3; ++i) {
            const auto refused = stage.acquire();
            QVERIFY(!refused);
            QCOMPARE(refused.error(), Pool::Error::Unreachable);
        }
        QCOMPARE(stage.pool.stats().refusals, 3U);
        QCOMPARE(stage.pool.stats().inUse, 0U);
        stage.server.reachable = true;
        QVERIFY(stage.acquire());
    }
    void brokenConnectionsAreClosed()
    {
        Stage stage({});
        {
            auto lease = stage.acquire();
            QVERIFY(lease);
            lease->discard();
        }
        QCOMPARE(stage.server.open.load(), 0);
        QCOMPARE(stage.pool.stats().idle, 0U);
        QCOMPARE(stage.pool.stats().inUse, 0U);
    }
    void closesBeforeTheNextIsOpened()
    {
        Stage stage({.size = 0, .overflow = 1, .patience = 30s});
        std::atomic<int> opened = 0;
        std::atomic<bool> waiting = false;
        std::optional<Pool::Lease> held(std::move(stage.acquire().value()));
        std::jthread next([&] {
            waiting = true;
            const auto lease = stage.acquire();
            opened += lease ? 1 : 0;
        });
        QTRY_VERIFY(waiting && stage.pool.stats().waiting == 1);
        int whileClosing = -1;
        stage.server.closing = [&] {
            if (whileClosing >= 0) {
                return;
            }
            // Time enough for the one that waits, if it were let go on now.
            const auto end = Pool::Clock::now() + 50ms;
            while (opened == 0 && Pool::Clock::now() < end) {
                std::this_thread::yield();
            }
            whileClosing = opened;
        };
        held.reset();
        next.join();
        QCOMPARE(whileClosing, 0);
        QCOMPARE(opened.load(), 1);
    }
    void neverLendsMoreThanItHas()
    {
        Stage stage({.size = 2, .overflow = 3, .patience = 30s});
        std::atomic<int> most = 0;
        std::atomic<int> served = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 12; ++i) {
                threads.emplace_back([&] {
                    for (int turn = 0; turn < 200; ++turn) {
                        const auto lease = stage.acquire();
                        served += lease ? 1 : 0;
                        const int open = stage.server.open;
                        for (int seen = most; open > seen && !most.compare_exchange_weak(seen, open);) { }
                    }
                });
            }
        }
        QCOMPARE(served.load(), 2400);
        QVERIFY2(most <= 5, qPrintable(QString::number(most)));
        QCOMPARE(stage.pool.stats().inUse, 0U);
        QVERIFY(stage.pool.stats().idle <= 2);
    }
};

QTEST_APPLESS_MAIN(TestPool)
#include "tst_lab_pool.moc"
