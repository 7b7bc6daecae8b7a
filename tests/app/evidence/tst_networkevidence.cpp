// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/evidencethread.h"
#include "app/evidence/networkevidence.h"
#include "app/monitor/timesource.h"
#include "models/journal/sha256.h"
#include "tests/support/await.h"
#include "tests/support/hostileserver.h"
#include "tests/support/testcertificates.h"

#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace readyroom;
using namespace readyroom::evidence;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::HostileServer;
using test::TestCertificate;

namespace {

std::chrono::sys_seconds inDays(int days)
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) + days * 24h + 1h;
}

fleet::Fleet fleetOf(std::vector<QUrl> instances)
{
    fleet::Service service;
    service.name = u"shop"_s;
    service.environment = u"test"_s;
    service.instances = std::move(instances);
    fleet::Fleet fleet;
    fleet.services = {service};
    return fleet;
}

HttpEvidence getting(const QString &path)
{
    HttpEvidence spec;
    spec.path = path;
    return spec;
}

using Kept = test::Outcome<Result<Evidence>>;

/// A thread of evidence, and how to ask it.
struct Stage {
    std::optional<EvidenceThread> thread;

    explicit Stage(const fleet::Fleet &fleet)
    {
        thread.emplace(fleet, security::Vault(), std::make_shared<const monitor::SystemTime>());
    }
    [[nodiscard]] Kept start(const EvidenceSpec &spec, std::stop_token stop = {})
    {
        return test::outcomeOf(thread->run(
            [spec](ServiceClient &client, std::stop_token either) {
                return collectFromService(client, spec, 0, std::move(either));
            },
            std::move(stop)));
    }
    [[nodiscard]] Evidence collected(const EvidenceSpec &spec)
    {
        const Kept kept = start(spec);
        if (!QTest::qWaitFor([&] { return kept->has_value(); }) || !**kept) {
            return {.observed = u"nothing came"_s};
        }
        return ***kept;
    }
};

} // namespace

class TestNetworkEvidence final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksEveryInstanceAsItsServiceWants()
    {
        qputenv("TEST_SHOP_TOKEN", "t0ken-of-the-shop");
        HostileServer first;
        HostileServer second;
        first.on("/base/ready?full=1", HostileServer::answer("ok"));
        second.on("/base/ready?full=1", HostileServer::answer("no", {}, "503 Service Unavailable"));
        fleet::Fleet fleet = fleetOf({first.url("/base"), second.url("/base")});
        fleet.services[0].headers = {{"X-Team", "sre"}};
        fleet.services[0].auth.bearer = fleet::SecretRef{fleet::SecretRef::From::Env, u"TEST_SHOP_TOKEN"_s};
        Stage stage(fleet);
        const Evidence evidence = stage.collected(getting(u"/ready?full=1"_s));
        QCOMPARE(evidence.outcome, Outcome::Fail);
        QCOMPARE(evidence.observed, u"503"_s);
        QVERIFY(evidence.takenAt);
        QCOMPARE(first.requests().size(), 1);
        const QByteArray head = first.requests().constFirst();
        QVERIFY2(head.contains("X-Team: sre\r\n"), head.constData());
        QVERIFY2(head.contains("Authorization: Bearer t0ken-of-the-shop"), head.constData());
    }

    void aMissingSecretIsUnknown()
    {
        HostileServer server;
        fleet::Fleet fleet = fleetOf({server.url("/")});
        fleet.services[0].auth.bearer = fleet::SecretRef{fleet::SecretRef::From::Env, u"TEST_NO_SUCH_TOKEN"_s};
        Stage stage(fleet);
        const Evidence evidence = stage.collected(getting(u"/"_s));
        QCOMPARE(evidence.outcome, Outcome::Unknown);
        QVERIFY2(evidence.reason.contains(u"TEST_NO_SUCH_TOKEN"_s), qPrintable(evidence.reason));
        QCOMPARE(server.connections(), 0);
    }

    void secretsThatArePlayedBackAreBlottedOut()
    {
        qputenv("TEST_SHOP_TOKEN", "t0ken-of-the-shop");
        HostileServer server;
        server.on("/", HostileServer::answer(R"({"you":"Bearer t0ken-of-the-shop"})", "X-Echo: t0ken-of-the-shop\r\n"));
        fleet::Fleet fleet = fleetOf({server.url("/")});
        fleet.services[0].auth.bearer = fleet::SecretRef{fleet::SecretRef::From::Env, u"TEST_SHOP_TOKEN"_s};
        Stage stage(fleet);
        HttpEvidence body = getting(u"/"_s);
        body.pointer = u"/you"_s;
        HeaderEvidence header;
        header.name = u"X-Echo"_s;
        for (const EvidenceSpec &spec : {EvidenceSpec(body), EvidenceSpec(header)}) {
            const Evidence evidence = stage.collected(spec);
            QCOMPARE(evidence.outcome, Outcome::Pass);
            QVERIFY2(evidence.observed.contains(u"•••"_s), qPrintable(evidence.observed));
            QVERIFY2(!evidence.raw.contains("t0ken"), evidence.raw.constData());
            QCOMPARE(evidence.sha256, journal::sha256(evidence.raw).toHex());
        }
    }

    void redirectsAreAnswers()
    {
        HostileServer server;
        server.on("/", HostileServer::redirect(server.url("/other")));
        server.on("/other", HostileServer::answer("ok"));
        Stage stage(fleetOf({server.url("/")}));
        QCOMPARE(stage.collected(getting(u"/"_s)).observed, u"302"_s);
        QCOMPARE(server.requests().size(), 1);
    }

    void asksAsOftenAsItIsTold()
    {
        HostileServer server;
        server.on("/", HostileServer::answer("ok", "X-Request-ID: req-1\r\n"));
        HeaderEvidence spec;
        spec.name = u"X-Request-ID"_s;
        spec.answers = 4;
        Stage stage(fleetOf({server.url("/")}));
        QCOMPARE(stage.collected(spec).outcome, Outcome::Pass);
        QCOMPARE(server.requests().size(), 4);
        spec.unique = true;
        const Evidence evidence = stage.collected(spec);
        QCOMPARE(evidence.outcome, Outcome::Fail);
        QCOMPARE(evidence.observed, u"1 different of 4"_s);
    }

    void whoeverIsSilentIsNotAskedAgain()
    {
        HostileServer server;
        server.on("/", {.send = "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", .close = true});
        HeaderEvidence spec;
        spec.present = {u"X-A"_s};
        spec.answers = 20;
        Stage stage(fleetOf({server.url("/")}));
        QCOMPARE(stage.collected(spec).outcome, Outcome::Unknown);
        QCOMPARE(server.requests().size(), 1);
    }

    void handshakes_data()
    {
        QTest::addColumn<int>("days");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<bool>("verify");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("observed");
        QTest::newRow("good") << 20 << true << true << u"pass"_s << u"TLS 1.3, 20 d"_s;
        QTest::newRow("expires soon") << 3 << true << true << u"fail"_s << u"TLS 1.3, 3 d"_s;
        QTest::newRow("has expired") << -2 << true << true << u"fail"_s << u"not trusted"_s;
        QTest::newRow("of nobody we trust") << 20 << false << true << u"fail"_s << u"not trusted"_s;
        QTest::newRow("whoever it is") << 20 << false << false << u"pass"_s << u"TLS 1.3, 20 d"_s;
    }

    void handshakes()
    {
        QFETCH(int, days);
        QFETCH(bool, trusted);
        QFETCH(bool, verify);
        const QTemporaryDir folder;
        const TestCertificate authority = TestCertificate::authority("Test");
        QFile ca(folder.filePath(u"ca.pem"_s));
        QVERIFY(ca.open(QIODevice::WriteOnly));
        ca.write(trusted ? authority.certificatePem() : TestCertificate::authority("Other").certificatePem());
        ca.close();
        HostileServer server(TestCertificate::leaf(authority, "IP:127.0.0.1", inDays(days)).serverSide());
        server.on("/", HostileServer::answer("ok"));
        fleet::Fleet fleet = fleetOf({server.url("/")});
        fleet.services[0].tls = {.ca = ca.fileName(), .verify = verify};
        fleet.services[0].headers = {{"X-Secret", "s3cret"}};
        Stage stage(fleet);
        const Evidence evidence = stage.collected(TlsEvidence{});
        QTEST(outcomeName(evidence.outcome), "outcome");
        QTEST(evidence.observed, "observed");
        for (const QByteArray &head : server.requests()) {
            QVERIFY2(!head.contains("s3cret"), head.constData());
        }
    }

    void plainHttpHasNoTls()
    {
        HostileServer server;
        Stage stage(fleetOf({server.url("/")}));
        QCOMPARE(stage.collected(TlsEvidence{}).observed, u"no TLS"_s);
        QCOMPARE(server.connections(), 0);
    }

    void nobodyThereIsUnknown()
    {
        QUrl url;
        {
            HostileServer server;
            url = server.url("/");
        }
        Stage stage(fleetOf({url}));
        const Evidence plain = stage.collected(getting(u"/"_s));
        QCOMPARE(plain.outcome, Outcome::Unknown);
        QVERIFY(!plain.reason.isEmpty());
        url.setScheme(u"https"_s);
        Stage secure(fleetOf({url}));
        QCOMPARE(secure.collected(TlsEvidence{}).outcome, Outcome::Unknown);
    }

    /// However many items ask, an instance never has more than two requests to answer.
    void neverFloods()
    {
        HostileServer server;
        Stage stage(fleetOf({server.url("/")}));
        std::vector<Kept> kept;
        for (int i = 0; i < 12; ++i) {
            kept.push_back(stage.start(getting(u"/never-answers"_s)));
        }
        QTRY_COMPARE(server.requests().size(), 2);
        stage.thread.reset(); // Nobody waits for twelve timeouts.
        QTRY_VERIFY(std::ranges::all_of(kept, [](const Kept &one) { return one->has_value(); }));
        QCOMPARE(server.requests().size(), 2);
        QCOMPARE((*kept.front())->error().kind, Error::Kind::Cancelled);
    }

    void endsWhenAskedTo()
    {
        HostileServer server;
        Stage stage(fleetOf({server.url("/")}));
        std::stop_source stop;
        const Kept kept = stage.start(getting(u"/never-answers"_s), stop.get_token());
        QTRY_COMPARE(server.requests().size(), 1);
        QVERIFY(!*kept);
        stop.request_stop();
        QTRY_VERIFY(*kept);
        QCOMPARE((*kept)->error().kind, Error::Kind::Cancelled);
    }

    void worksElsewhere()
    {
        Stage stage(fleetOf({}));
        QThread *ran = nullptr;
        const Kept kept = test::outcomeOf(stage.thread->run(
            [&ran](ServiceClient &client, std::stop_token stop) {
                ran = QThread::currentThread();
                return collectFromService(client, TlsEvidence{}, 0, std::move(stop));
            },
            {}));
        QTRY_VERIFY(*kept);
        QVERIFY(ran != nullptr && ran != QThread::currentThread());
        QCOMPARE((**kept)->reason, u"the service has no instances"_s);
    }
};

QTEST_GUILESS_MAIN(TestNetworkEvidence)
#include "tst_networkevidence.moc"
