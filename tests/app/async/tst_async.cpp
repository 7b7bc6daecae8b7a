// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/asyncscope.h"
#include "app/async/backoff.h"
#include "app/async/callon.h"
#include "app/async/completion.h"
#include "app/async/pool.h"
#include "app/async/sleep.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <memory>
#include <optional>
#include <stdexcept>

using namespace readyroom;
using namespace readyroom::async;
using namespace Qt::StringLiterals;

namespace {

constexpr Duration longTime{60000};

/// Where a coroutine writes what it saw.
template<typename T> struct Seen {
    std::optional<Result<T>> result;
    QThread *thread = nullptr;
};

template<typename T> QCoro::Task<> await(Completion<T> completion, std::shared_ptr<Seen<T>> seen)
{
    Result<T> result = co_await completion;
    seen->thread = QThread::currentThread();
    seen->result = std::move(result);
}

template<typename T> QCoro::Task<> await(QCoro::Task<Result<T>> task, std::shared_ptr<Seen<T>> seen)
{
    Result<T> result = co_await task;
    seen->thread = QThread::currentThread();
    seen->result = std::move(result);
}

QCoro::Task<> await(QCoro::Task<bool> task, std::shared_ptr<Seen<bool>> seen)
{
    const bool value = co_await task;
    seen->thread = QThread::currentThread();
    seen->result = value;
}

QCoro::Task<Result<void>> failSlowly(std::stop_token stop)
{
    (void)co_await sleepFor(Duration{1}, stop);
    co_return failure(Error::Kind::Io, u"The disk is full"_s);
}

QCoro::Task<> throwAtOnce()
{
    throw std::runtime_error("from a foreign library");
    co_return;
}

QCoro::Task<> sleepIn(std::stop_token stop, Duration time)
{
    (void)co_await sleepFor(time, stop);
}

QCoro::Task<Result<int>> answerLater(int value)
{
    (void)co_await sleepFor(Duration{1});
    co_return value;
}

/// A thread with an event loop and an object that lives there.
class Worker final {
public:
    Worker()
    {
        m_object->moveToThread(&m_thread);
        m_thread.start();
    }
    ~Worker()
    {
        m_thread.quit();
        m_thread.wait();
    }
    QObject *object() { return m_object.get(); }
    QThread *thread() { return &m_thread; }

private:
    QThread m_thread;
    std::unique_ptr<QObject> m_object = std::make_unique<QObject>();
};

} // namespace

class TestAsync final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void completionResumesFromTheEventLoop()
    {
        auto [promise, completion] = makeCompletion<int>();
        const auto seen = std::make_shared<Seen<int>>();
        await(std::move(completion), seen);
        QVERIFY(promise.set(7));
        QVERIFY2(!seen->result, "resumed inside set()");
        QTRY_VERIFY(seen->result);
        QCOMPARE(seen->result->value(), 7);
    }

    void completionThatIsDoneDoesNotSuspend()
    {
        auto [promise, completion] = makeCompletion<int>();
        promise.set(7);
        const auto seen = std::make_shared<Seen<int>>();
        await(std::move(completion), seen);
        QVERIFY(seen->result);
    }

    void firstResultWins()
    {
        auto [promise, completion] = makeCompletion<int>();
        const auto seen = std::make_shared<Seen<int>>();
        await(std::move(completion), seen);
        QVERIFY(promise.set(1));
        QVERIFY(!promise.set(2));
        QTRY_VERIFY(seen->result);
        QCOMPARE(seen->result->value(), 1);
    }

    void droppedPromiseCancels()
    {
        const auto seen = std::make_shared<Seen<int>>();
        {
            auto [promise, completion] = makeCompletion<int>();
            await(std::move(completion), seen);
        }
        QTRY_VERIFY(seen->result);
        QCOMPARE(seen->result->error().kind, Error::Kind::Cancelled);
    }

    void completedByAnotherThreadResumesHere()
    {
        auto [promise, completion] = makeCompletion<int>();
        const auto seen = std::make_shared<Seen<int>>();
        await(std::move(completion), seen);
        const std::unique_ptr<QThread> other(QThread::create([&] { promise.set(3); }));
        other->start();
        QTRY_VERIFY(seen->result);
        QCOMPARE(seen->thread, QThread::currentThread());
        other->wait();
    }

    void sleepElapses()
    {
        const auto seen = std::make_shared<Seen<bool>>();
        QElapsedTimer clock;
        clock.start();
        await(sleepFor(Duration{20}), seen);
        QTRY_VERIFY(seen->result);
        QVERIFY(seen->result->value());
        QVERIFY(clock.elapsed() >= 20);
    }

    void sleepIsStoppedFromAnotherThread()
    {
        std::stop_source stop;
        const auto seen = std::make_shared<Seen<bool>>();
        await(sleepFor(longTime, stop.get_token()), seen);
        const std::unique_ptr<QThread> other(QThread::create([&stop] { stop.request_stop(); }));
        other->start();
        QTRY_VERIFY(seen->result);
        QVERIFY(!seen->result->value());
        QCOMPARE(seen->thread, QThread::currentThread());
        other->wait();
    }

    void sleepWithStoppedTokenReturnsAtOnce()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto seen = std::make_shared<Seen<bool>>();
        await(sleepFor(longTime, stop.get_token()), seen);
        QVERIFY(seen->result);
        QVERIFY(!seen->result->value());
    }

    void callOnRunsThereAndResumesHere()
    {
        Worker worker;
        const auto seen = std::make_shared<Seen<bool>>();
        await(callOn(worker.object(), [&] { return QThread::currentThread() == worker.thread(); }), seen);
        QTRY_VERIFY(seen->result);
        QVERIFY(seen->result->value());
        QCOMPARE(seen->thread, QThread::currentThread());
    }

    void callOnPassesErrorsOn()
    {
        Worker worker;
        const auto seen = std::make_shared<Seen<int>>();
        await(callOn(worker.object(), []() -> Result<int> { return failure(Error::Kind::Io, u"No"_s); }), seen);
        QTRY_VERIFY(seen->result);
        QCOMPARE(seen->result->error().kind, Error::Kind::Io);
    }

    void callOnTurnsForeignExceptionsIntoErrors()
    {
        Worker worker;
        const auto seen = std::make_shared<Seen<int>>();
        await(callOn(worker.object(), []() -> int { throw std::runtime_error("foreign"); }), seen);
        QTRY_VERIFY(seen->result);
        QCOMPARE(seen->result->error().detail, u"foreign"_s);
    }

    void callOnAwaitsTasks()
    {
        Worker worker;
        const auto seen = std::make_shared<Seen<int>>();
        await(callOn(worker.object(), [] { return answerLater(9); }), seen);
        QTRY_VERIFY(seen->result);
        QCOMPARE(seen->result->value(), 9);
        QCOMPARE(seen->thread, QThread::currentThread());
    }

    void callOnCancelsWhenTheContextDies()
    {
        Worker worker;
        QSemaphore entered;
        QSemaphore go;
        QMetaObject::invokeMethod(worker.object(), [&] {
            entered.release();
            go.acquire();
        });
        entered.acquire();
        // The worker is busy: the deletion waits before the call.
        auto *context = new QObject;
        context->moveToThread(worker.thread());
        context->deleteLater();
        const auto seen = std::make_shared<Seen<int>>();
        await(callOn(context, [] { return 1; }), seen);
        go.release();
        QTRY_VERIFY(seen->result);
        QCOMPARE(seen->result->error().kind, Error::Kind::Cancelled);
    }

    void poolRunsAndResumesHere()
    {
        QThreadPool pool;
        const auto seen = std::make_shared<Seen<int>>();
        await(runOnPool(pool, [] { return 5; }), seen);
        QTRY_VERIFY(seen->result);
        QCOMPARE(seen->result->value(), 5);
        QCOMPARE(seen->thread, QThread::currentThread());
    }

    void poolThatIsClearedCancels()
    {
        QThreadPool pool;
        pool.setMaxThreadCount(1);
        QSemaphore go;
        pool.start([&] { go.acquire(); });
        const auto seen = std::make_shared<Seen<int>>();
        await(runOnPool(pool, [] { return 5; }), seen);
        pool.clear();
        go.release();
        QTRY_VERIFY(seen->result);
        QCOMPARE(seen->result->error().kind, Error::Kind::Cancelled);
    }

    void scopeCountsAndDrains()
    {
        AsyncScope scope(u"test"_s);
        scope.start(sleepIn(scope.stopToken(), longTime));
        scope.start(sleepIn(scope.stopToken(), longTime));
        scope.start(failSlowly(scope.stopToken()));
        scope.start(throwAtOnce());
        QCOMPARE(scope.running(), std::size_t{3});
        QVERIFY(!scope.waitUntilDrained(Duration{20}));
        QCOMPARE(scope.running(), std::size_t{2});
        scope.requestStop();
        QVERIFY(scope.waitUntilDrained(longTime));
        QCOMPARE(scope.running(), std::size_t{0});
    }

    void drainingSeesWhatWasPostedBefore()
    {
        Worker worker;
        auto [promise, completion] = makeCompletion<int>();
        const auto seen = std::make_shared<Seen<int>>();
        const auto scope = std::make_shared<std::unique_ptr<AsyncScope>>();
        QSemaphore entered;
        QSemaphore go;
        QMetaObject::invokeMethod(worker.object(),
                                  [&, task = std::make_shared<Completion<int>>(std::move(completion))] {
                                      *scope = std::make_unique<AsyncScope>(u"test"_s);
                                      (*scope)->start(await(std::move(*task), seen));
                                      entered.release();
                                      go.acquire();
                                  });
        entered.acquire();
        // While the worker is busy, the end of its owner is posted, and right behind it the resumption of its task:
        // both are delivered in one go, and nothing else comes that would wake the thread.
        QSemaphore ended;
        bool drained = false;
        qint64 took = 0;
        QMetaObject::invokeMethod(worker.object(), [&] {
            QElapsedTimer time;
            time.start();
            drained = (*scope)->waitUntilDrained(Duration{20'000});
            took = time.elapsed();
            scope->reset();
            ended.release();
        });
        QVERIFY(promise.set(1));
        go.release();
        ended.acquire();
        QVERIFY(drained);
        QVERIFY2(took < 10'000, qPrintable(QString::number(took)));
    }

    void scopeMayGoBeforeItsTasks()
    {
        const auto seen = std::make_shared<Seen<bool>>();
        {
            AsyncScope scope(u"test"_s);
            scope.start(await(sleepFor(longTime, scope.stopToken()), seen));
        }
        QTRY_VERIFY(seen->result);
        QVERIFY(!seen->result->value());
    }

    void backOffDoublesToItsCap()
    {
        BackOff backOff([] { return 0.0; });
        for (const int seconds : {1, 2, 4, 8, 16, 32, 60, 60}) {
            QCOMPARE(backOff.next().count(), Duration::rep{seconds * 1000});
        }
        QCOMPARE(backOff.failures(), 8);
        backOff.reset();
        QCOMPARE(backOff.next().count(), Duration::rep{1000});
    }

    void backOffJitterOnlyShortens()
    {
        BackOff backOff([] { return 0.5; });
        QCOMPARE(backOff.next().count(), Duration::rep{900});
        for (int i = 0; i < 100; ++i) {
            QVERIFY(backOff.next() <= Duration{54000});
        }
    }
};

QTEST_GUILESS_MAIN(TestAsync)
#include "tst_async.moc"
