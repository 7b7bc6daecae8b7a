// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/poller.h"

#include "app/async/completion.h"

#include "tests/support/hostileserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <memory>

using namespace readyroom;
using namespace readyroom::monitor;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using test::HostileServer;

namespace {

struct Instance {
    QUrl base;
    QStringList paths;
};

fleet::Fleet fleetOf(const std::vector<Instance> &instances, Duration every, Duration timeout)
{
    fleet::Fleet fleet;
    for (const Instance &instance : instances) {
        fleet::Service service;
        service.name = u"s%1"_s.arg(fleet.services.size());
        service.instances = {instance.base};
        for (const QString &path : instance.paths) {
            service.endpoints.push_back(
                {.kind = fleet::EndpointKind::Metrics, .path = path, .every = every, .timeout = timeout});
        }
        fleet.services.push_back(std::move(service));
    }
    return fleet;
}

/// A poller over real sockets that keeps what it answers.
struct Bench {
    fleet::Fleet fleet;
    std::vector<Target> targets;
    SystemTime time;
    security::Vault vault;
    Poller poller;
    std::vector<Answer> answers;

    explicit Bench(fleet::Fleet theFleet, security::Vault theVault = security::Vault())
        : fleet(std::move(theFleet))
        , targets(targetsOf(fleet))
        , vault(std::move(theVault))
        , poller(fleet, targets, time, vault)
    {
        QObject::connect(&poller, &AnswerSource::answered, &poller,
                         [this](const Answer &answer) { answers.push_back(answer); });
    }

    [[nodiscard]] long count(const QString &path) const
    {
        return std::ranges::count_if(answers, [&path](const Answer &a) { return a.endpoint.path == path; });
    }
    [[nodiscard]] std::vector<Timestamp> times(const QString &path) const
    {
        std::vector<Timestamp> times;
        for (const Answer &answer : answers) {
            if (answer.endpoint.path == path) {
                times.push_back(answer.at);
            }
        }
        return times;
    }
};

QCoro::Task<Result<security::Secret>> waitFor(async::Completion<security::Secret> completion)
{
    co_return co_await completion;
}

QCoro::Task<Result<security::Secret>> refuse()
{
    co_return failure(Error::Kind::Io, u"The keychain was not unlocked."_s);
}

QCoro::Task<Result<security::Secret>> secretOf(QByteArray secret)
{
    co_return security::Secret{secret};
}

} // namespace

class TestPoller final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pollsOnSchedule()
    {
        HostileServer server;
        server.on("/metrics", HostileServer::answer("a 1\n"));
        Bench bench(fleetOf({{server.url(""), {u"/metrics"_s}}}, 200ms, 1s));
        QSignalSpy scheduled(&bench.poller, &Poller::scheduled);
        bench.poller.start();
        QTRY_VERIFY(bench.answers.size() >= 6);
        QCOMPARE(bench.answers[0].status, 200);
        QCOMPARE(bench.answers[0].body, QByteArray("a 1\n"));
        QVERIFY(bench.answers[0].timings.total.count() > 0);
        const std::vector<Timestamp> times = bench.times(u"/metrics"_s);
        // One answer may be late on a busy machine; the schedule does not shift with it.
        const Duration gap = (times.back() - times[1]) / (times.size() - 2);
        QVERIFY2(gap > 150ms && gap < 320ms, qPrintable(QString::number(gap.count())));
        QVERIFY(scheduled.count() >= 6);
        QVERIFY(server.requests().front().contains("Accept: text/plain"));
        bench.poller.stop();
        QCOMPARE(bench.poller.stats().underWay, std::size_t{0});
        const std::size_t before = bench.answers.size();
        QTimer later;
        QSignalSpy nextWasDue(&later, &QTimer::timeout);
        later.start(300ms);
        QVERIFY(nextWasDue.wait());
        QCOMPARE(bench.answers.size(), before);
    }

    void anEndOfAnOutageIsSeenWithinTheInterval()
    {
        HostileServer server;
        server.on("/metrics", HostileServer::answer("no\n", {}, "503 Service Unavailable"));
        Bench bench(fleetOf({{server.url(""), {u"/metrics"_s}}}, 300ms, 1s));
        bench.poller.start();
        QTRY_VERIFY(bench.answers.size() >= 4);
        QVERIFY(bench.poller.stats().failed >= 4);
        server.on("/metrics", HostileServer::answer("a 1\n"));
        QElapsedTimer time;
        time.start();
        QTRY_COMPARE(bench.answers.back().status, 200);
        // Backing off after four failures would take seconds.
        QVERIFY2(time.elapsed() < 1500, qPrintable(QString::number(time.elapsed())));
    }

    void retryAfterIsHonoured()
    {
        HostileServer server;
        server.on("/busy", HostileServer::answer("wait\n", "Retry-After: 60\r\n", "429 Too Many Requests"));
        server.on("/fine", HostileServer::answer("a 1\n"));
        Bench bench(fleetOf({{server.url(""), {u"/busy"_s, u"/fine"_s}}}, 100ms, 1s));
        bench.poller.start();
        QTRY_VERIFY(bench.count(u"/fine"_s) >= 8);
        QCOMPARE(bench.count(u"/busy"_s), 1);
    }

    void recoveryOfOneEndpointAsksItsSiblings()
    {
        HostileServer server;
        const test::Behaviour busy = HostileServer::answer("wait\n", "Retry-After: 60\r\n", "503 Service Unavailable");
        server.on("/one", HostileServer::answer("down\n", {}, "503 Service Unavailable"));
        server.on("/two", busy);
        Bench bench(fleetOf({{server.url(""), {u"/one"_s, u"/two"_s}}}, 200ms, 1s));
        bench.poller.start();
        QTRY_VERIFY(bench.count(u"/one"_s) >= 2 && bench.count(u"/two"_s) == 1);
        server.on("/two", HostileServer::answer("a 1\n"));
        server.on("/one", HostileServer::answer("a 1\n"));
        QTRY_VERIFY(bench.count(u"/two"_s) >= 3);
    }

    void hangingTargetsDelayNobody()
    {
        HostileServer hanging; // no script: accepts and never answers
        std::vector<std::unique_ptr<HostileServer>> healthy;
        std::vector<Instance> instances;
        for (int i = 0; i < 7; ++i) {
            healthy.push_back(std::make_unique<HostileServer>());
            QStringList paths;
            for (int k = 0; k < 10; ++k) {
                paths.push_back(u"/m%1"_s.arg(k));
                healthy.back()->on(paths.back().toLatin1(), HostileServer::answer("a 1\n"));
            }
            instances.push_back({healthy.back()->url(""), paths});
        }
        for (int i = 0; i < 3; ++i) {
            QStringList paths;
            for (int k = 0; k < 10; ++k) {
                paths.push_back(u"/hang%1-%2"_s.arg(i).arg(k));
            }
            instances.push_back({hanging.url("", "127.0.0." + QByteArray::number(i + 1)), paths});
        }
        // 127.0.0.2 and 127.0.0.3 are not listened on: refused rather than hanging, which must not matter either.
        Bench bench(fleetOf(instances, 1s, 700ms));
        bench.poller.start();
        QTRY_VERIFY_WITH_TIMEOUT(bench.answers.size() >= 400, 20'000);
        for (std::size_t i = 0; i < 70; ++i) {
            std::vector<Timestamp> times;
            for (const Answer &answer : bench.answers) {
                if (answer.endpoint == bench.targets[i].id) {
                    QCOMPARE(answer.status, 200);
                    times.push_back(answer.at);
                }
            }
            QVERIFY(times.size() >= 2);
            for (std::size_t k = 2; k < times.size(); ++k) {
                const Duration late = times[k] - times[k - 1] - 1s;
                // A hanging neighbour would hold it up for its whole deadline, 700 ms.
                QVERIFY2(late <= 400ms, qPrintable(QString::number(late.count())));
            }
        }
    }

    void stopsAtOnceWhileRequestsHang()
    {
        HostileServer server;
        Bench bench(fleetOf({{server.url(""), {u"/a"_s, u"/b"_s, u"/c"_s, u"/d"_s, u"/e"_s, u"/f"_s}}}, 5s, 30s));
        bench.poller.start();
        QTRY_VERIFY(bench.poller.stats().underWay >= 4);
        QElapsedTimer time;
        time.start();
        bench.poller.stop();
        QVERIFY2(time.elapsed() < 2500, qPrintable(QString::number(time.elapsed()))); // patience would be five seconds
        QCOMPARE(bench.answers.size(), std::size_t{0});
    }

    void aMissingSecretIsAnAnswerWithASentence()
    {
        HostileServer server;
        server.on("/metrics", HostileServer::answer("a 1\n"));
        fleet::Fleet fleet = fleetOf({{server.url(""), {u"/metrics"_s}}}, 200ms, 1s);
        fleet.services[0].auth.bearer =
            fleet::SecretRef{fleet::SecretRef::From::Env, u"READYROOM_TEST_NO_SUCH_VARIABLE"_s};
        Bench bench(fleet);
        bench.poller.start();
        QTRY_VERIFY(!bench.answers.empty());
        QVERIFY(bench.answers[0].error);
        QCOMPARE(bench.answers[0].error->kind, Error::Kind::Config);
        QVERIFY(server.requests().isEmpty());
    }

    void credentialsAndHeadersAreSent()
    {
        HostileServer server;
        server.on("/metrics", HostileServer::answer("a 1\n"));
        fleet::Fleet fleet = fleetOf({{server.url(""), {u"/metrics"_s}}}, 200ms, 1s);
        qputenv("READYROOM_TEST_TOKEN", "sesame");
        fleet.services[0].auth.bearer = fleet::SecretRef{fleet::SecretRef::From::Env, u"READYROOM_TEST_TOKEN"_s};
        fleet.services[0].headers = {{"X-Team", "sre"}};
        Bench bench(fleet);
        bench.poller.start();
        QTRY_VERIFY(!bench.answers.empty());
        const QByteArray request = server.requests().front();
        QVERIFY(request.contains("Authorization: Bearer sesame"));
        QVERIFY(request.contains("X-Team: sre"));
    }

    void aKeychainThatWaitsForAPersonDelaysNobodyElse()
    {
        HostileServer server;
        for (const char *path : {"/a", "/b", "/c"}) {
            server.on(path, HostileServer::answer("a 1\n"));
        }
        // More locked services than may have requests under way, and all on the host of the other.
        fleet::Fleet fleet = fleetOf(std::vector<Instance>(20, {server.url(""), {u"/a"_s, u"/b"_s}}), 100ms, 1s);
        for (fleet::Service &service : fleet.services) {
            service.auth.bearer = fleet::SecretRef{fleet::SecretRef::From::Keychain, service.name};
        }
        fleet.services.push_back(fleetOf({{server.url(""), {u"/c"_s}}}, 100ms, 1s).services.front());
        QStringList asked;
        std::vector<async::Promise<security::Secret>> locked;
        Bench bench(std::move(fleet), security::Vault({}, [&](const QString &name, const std::stop_token &) {
                        asked += name;
                        auto [promise, completion] = async::makeCompletion<security::Secret>();
                        locked.push_back(std::move(promise));
                        return waitFor(std::move(completion));
                    }));
        bench.poller.start();
        QTRY_VERIFY(bench.count(u"/c"_s) >= 10);
        QCOMPARE(bench.count(u"/a"_s), 0);
        QVERIFY(bench.poller.stats().lateMax < 1s);
        // Two endpoints of a service need one answer.
        QCOMPARE(asked.size(), 20);
        QCOMPARE(asked.removeDuplicates(), 0);

        locked[7].set(security::Secret{"t0ken-of-7"});
        QTRY_VERIFY(bench.count(u"/a"_s) >= 1 && bench.count(u"/b"_s) >= 1);
        QVERIFY(std::ranges::any_of(server.requests(), [](const QByteArray &head) {
            return head.startsWith("GET /a") && head.contains("Authorization: Bearer t0ken-of-7");
        }));
        // The time it took the person is not the poller's.
        QVERIFY(bench.poller.stats().lateMax < 1s);
        QCOMPARE(bench.vault.redactor().redacted(u"t0ken-of-7"_s), u"•••"_s);
        bench.poller.stop();
    }

    void aKeychainThatRefusedIsNotAskedWithEveryPoll()
    {
        HostileServer server;
        fleet::Fleet fleet = fleetOf({{server.url(""), {u"/a"_s, u"/b"_s}}}, 100ms, 1s);
        fleet.services[0].auth.bearer = fleet::SecretRef{fleet::SecretRef::From::Keychain, u"x"_s};
        int asked = 0;
        Bench bench(std::move(fleet), security::Vault({}, [&](const QString &, const std::stop_token &) {
                        ++asked;
                        return refuse();
                    }));
        bench.poller.start();
        QTRY_VERIFY(bench.count(u"/a"_s) >= 3 && bench.count(u"/b"_s) >= 3);
        QCOMPARE(asked, 1);
        QCOMPARE(bench.answers.back().error.value().message, u"The keychain was not unlocked."_s);
        QVERIFY(server.requests().isEmpty());
    }

    void aSecretOfTheKeychainStaysAtItsOrigin()
    {
        HostileServer server;
        HostileServer other;
        server.on("/a", HostileServer::redirect(other.url("/a")));
        other.on("/a", HostileServer::answer("a 1\n"));
        fleet::Fleet fleet = fleetOf({{server.url(""), {u"/a"_s}}}, 100ms, 1s);
        fleet.services[0].auth.user = u"ann"_s;
        fleet.services[0].auth.password = fleet::SecretRef{fleet::SecretRef::From::Keychain, u"x"_s};
        Bench bench(std::move(fleet), security::Vault({}, [](const QString &, const std::stop_token &) {
                        return secretOf(QByteArray("pässwörd"));
                    }));
        bench.poller.start();
        QTRY_VERIFY(bench.count(u"/a"_s) >= 2);
        QCOMPARE(bench.answers[0].status, 200);
        QVERIFY(
            server.requests()[0].contains(QByteArray("Authorization: Basic " + QByteArray("ann:pässwörd").toBase64())));
        for (const QByteArray &head : other.requests()) {
            QVERIFY(!head.contains("Authorization"));
        }
    }

    void answersCarryTheirRequestId()
    {
        HostileServer server;
        server.on("/a", HostileServer::answer("a 1\n"));
        fleet::Fleet fleet = fleetOf({{server.url(""), {u"/a"_s, u"/never"_s}}}, 100ms, 50ms);
        Bench bench(std::move(fleet));
        bench.poller.start();
        QTRY_VERIFY(bench.count(u"/a"_s) >= 1 && bench.count(u"/never"_s) >= 1);
        const QList<QByteArray> heads = server.requests();
        for (const Answer &answer : bench.answers) {
            QCOMPARE(answer.requestId.size(), 36);
            QVERIFY(std::ranges::any_of(heads, [&answer](const QByteArray &head) {
                return head.contains(QByteArray("X-Request-ID: " + answer.requestId))
                    && head.contains(answer.endpoint.path.toUtf8());
            }));
        }
    }
};

QTEST_GUILESS_MAIN(TestPoller)
#include "tst_poller.moc"
