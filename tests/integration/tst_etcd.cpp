// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/etcd.h"
#include "tests/integration/journaledrun.h"
#include "tests/integration/serverprocess.h"
#include "tests/support/actionkit.h"
#include "tests/support/hostileserver.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <memory>

using namespace readyroom;
using namespace readyroom::test;
using namespace Qt::StringLiterals;
using actions::Etcd;
using drills::Act;
using drills::Confirmed;
using drills::Preview;
using drills::Verification;
using Kind = Error::Kind;

/// Acts on Debian's etcd, three members of one cluster.
class EtcdTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { startCluster(); }

    void theNextLeadsAndTheFormerAgain()
    {
        QTRY_VERIFY_WITH_TIMEOUT(leader() != 0, 20'000);
        const int former = leader();
        const int next = former % 3 + 1;
        const Act act = transfer();
        const Result<Preview> preview = m_kit.preview(*m_provider, act);
        QVERIFY2(preview, qPrintable(preview ? QString() : preview.error().message));
        QCOMPARE(preview->refusals, QStringList());
        QCOMPARE(preview->warnings, QStringList());
        QCOMPARE(preview->now, u"n%1 leads; 3 of 3 members are healthy."_s.arg(former));
        QCOMPARE(preview->effect, u"n%1 leads."_s.arg(next));
        // It goes to the leader, wherever was asked.
        QVERIFY2(preview->request.startsWith(
                     u"POST http://127.0.0.1:%1/v3/maintenance/transfer-leadership\n"_s.arg(port(former))),
                 qPrintable(preview->request));
        QVERIFY(preview->command.startsWith("curl -sS -X POST"_L1));
        QCOMPARE(leader(), former);

        const drills::Outcome outcome = m_kit.run(*m_provider, act, *preview);
        QVERIFY2(!outcome.error, qPrintable(outcome.observed));
        QVERIFY(outcome.sent);
        const Verification seen = m_kit.verify(*m_provider, act, *preview, outcome);
        QCOMPARE(seen.confirmed, Confirmed::Yes);
        QCOMPARE(seen.observed, u"n%1 leads, say 3 of 3 members"_s.arg(next));
        QCOMPARE(leader(), next);

        QVERIFY(preview->undo);
        const Acted undone = acted(m_kit, *m_provider, *preview->undo);
        QVERIFY2(undone.isConfirmed(), undone.story());
        QCOMPARE(leader(), former);
    }

    void theRunnerTellsTheWholeStory()
    {
        QTRY_VERIFY_WITH_TIMEOUT(leader() != 0, 20'000);
        const int former = leader();
        const JournaledRun transferred(transfer());
        QCOMPARE(transferred.problem(true), QString());
        QCOMPARE(leader(), former);
    }

    void probes()
    {
        QTRY_VERIFY_WITH_TIMEOUT(leader() != 0, 20'000);
        const int former = leader();
        const auto read = [this](int member) {
            const auto output = await(m_provider->read(
                {.provider = u"etcd"_s, .target = base(member), .arguments = {{u"do"_s, u"leader"_s}}}, {}));
            return output ? output->toObject() : QJsonObject{{u"problem"_s, output.error().message}};
        };
        for (const int member : {1, 2, 3}) {
            const QJsonObject seen = read(member);
            QCOMPARE(seen.value(u"leader"_s), QJsonValue(u"n%1"_s.arg(former)));
            QCOMPARE(seen.value(u"agreed"_s), QJsonValue(true));
            QCOMPARE(seen.value(u"quorum"_s), QJsonValue(true));
            QCOMPARE(seen.value(u"healthy"_s), QJsonValue(3));
        }
        const int next = former % 3 + 1;
        const Acted moved = acted(m_kit, *m_provider, transfer(u"n%1"_s.arg(next)));
        QVERIFY2(moved.isConfirmed(), moved.story());
        const QJsonObject seen = read(former);
        QCOMPARE(seen.value(u"leader"_s), QJsonValue(u"n%1"_s.arg(next)));
        QCOMPARE(seen.value(u"members"_s).toArray().at(former - 1).toObject().value(u"leader"_s),
                 QJsonValue(u"n%1"_s.arg(next)));
        QVERIFY(acted(m_kit, *m_provider, *moved.preview.undo).isConfirmed());
    }

    void anyMemberMayBeAskedForAnyOther()
    {
        for (int to = 1; to <= 3; ++to) {
            if (to == leader()) {
                continue;
            }
            Act act = transfer(u"n%1"_s.arg(to));
            act.target = base(to % 3 + 1);
            const Acted done = acted(m_kit, *m_provider, act);
            QVERIFY2(done.isConfirmed(), done.story());
            QCOMPARE(leader(), to);
        }
    }

    void refusesWhoCannotLead()
    {
        const Result<Preview> unknown = m_kit.preview(*m_provider, transfer(u"n4"_s));
        QVERIFY(unknown);
        QCOMPARE(unknown->refusals, QStringList{u"The etcd cluster has no member “n4”; its members are n1, n2, n3."_s});
        QCOMPARE(m_kit.run(*m_provider, transfer(u"n4"_s), *unknown).error.value().kind, Kind::Config);
        const QString leads = u"n%1"_s.arg(leader());
        const Result<Preview> already = m_kit.preview(*m_provider, transfer(leads));
        QVERIFY(already);
        QCOMPARE(already->refusals, QStringList{leads + u" leads already."_s});
    }

    void ofTwoOperatorsTheSecondIsTold()
    {
        const int former = leader();
        const Act mine = transfer(u"n%1"_s.arg(former % 3 + 1));
        const Result<Preview> preview = m_kit.preview(*m_provider, mine);
        QVERIFY(preview);
        const int other = (former + 1) % 3 + 1;
        const Acted done = acted(m_kit, *m_provider, transfer(u"n%1"_s.arg(other)));
        QVERIFY2(done.isConfirmed(), done.story());
        const drills::Outcome outcome = m_kit.run(*m_provider, mine, *preview);
        QVERIFY(!outcome.sent);
        QCOMPARE(outcome.error.value().kind, Kind::Config);
        QCOMPARE(outcome.observed,
                 u"n%1 does not lead any more (n%2 does), so nothing was changed"_s.arg(former).arg(other));
        QCOMPARE(leader(), other);
        QCOMPARE(m_kit.verify(*m_provider, mine, *preview, outcome, Duration{100}).confirmed, Confirmed::No);
    }

    void aFollowerSaysThatItDoesNotLead()
    {
        // A leader that is none any more when the request arrives: it looks like one until then.
        const int leads = leader();
        HostileServer former;
        const QByteArray id = memberId(leads);
        former.on("/v3/maintenance/status",
                  HostileServer::answer("{\"header\":{\"member_id\":\"" + id + "\"},\"leader\":\"" + id + "\"}"));
        former.on(
            "/v3/maintenance/transfer-leadership",
            HostileServer::answer("{\"error\":\"etcdserver: not leader\",\"code\":9}", {}, "412 Precondition Failed"));
        const Act act = transfer();
        Result<Preview> preview = m_kit.preview(*m_provider, act);
        QVERIFY(preview);
        preview->state.insert(u"url"_s, former.url("").toString());
        const drills::Outcome outcome = m_kit.run(*m_provider, act, *preview);
        QVERIFY(!outcome.sent);
        QCOMPARE(outcome.error.value().kind, Kind::Config);
        QCOMPARE(leader(), leads);
    }

    void sendsNothingUnarmed()
    {
        const int former = leader();
        const Result<Preview> preview = m_kit.preview(*m_provider, transfer());
        QVERIFY(preview);
        security::Permit permit = m_kit.permit();
        m_kit.disarm();
        const drills::Outcome outcome = await(m_provider->run(transfer(), *preview, std::move(permit), {}));
        m_kit.arm();
        QVERIFY(!outcome.sent);
        QCOMPARE(outcome.error.value().kind, Kind::Unsupported);
        QCOMPARE(leader(), former);
    }

    void choicesAreTheMembers()
    {
        const auto choices = await(m_provider->choices(transfer(), u"to"_s, {}));
        QVERIFY(choices && choices->size() == 3);
        for (int i = 1; i <= 3; ++i) {
            QCOMPARE(choices->at(std::size_t(i) - 1).value, u"n%1"_s.arg(i));
            QCOMPARE(choices->at(std::size_t(i) - 1).current, i == leader());
        }
    }

    /// From here on members go.
    void theLeaderDiesBetweenActAndVerify()
    {
        const int former = leader();
        Act act = transfer(u"n%1"_s.arg(former % 3 + 1));
        act.target = base(former);
        const Result<Preview> preview = m_kit.preview(*m_provider, act);
        QVERIFY(preview);
        const drills::Outcome outcome = m_kit.run(*m_provider, act, *preview);
        QVERIFY2(!outcome.error, qPrintable(outcome.observed));
        m_members.at(std::size_t(former) - 1).reset(); // it was the target, too
        const Verification seen = m_kit.verify(*m_provider, act, *preview, outcome);
        QVERIFY2(seen.confirmed == Confirmed::Yes, qPrintable(seen.observed));
        QCOMPARE(seen.observed, u"n%1 leads, say 2 of 3 members"_s.arg(former % 3 + 1));

        // One that does not answer is refused, and is passed over where any will do.
        act.target = base(former % 3 + 1);
        act.arguments.insert(u"to"_s, u"n%1"_s.arg(former));
        const Result<Preview> gone = m_kit.preview(*m_provider, act);
        QVERIFY(gone);
        QVERIFY2(gone->refusals.join(u' ').startsWith(u"n%1 is not healthy: "_s.arg(former)),
                 qPrintable(gone->refusals.join(u' ')));
        act.arguments.remove(u"to"_s);
        const Acted next = acted(m_kit, *m_provider, act);
        QVERIFY2(next.isConfirmed(), next.story());
        QCOMPARE(next.preview.warnings.size(), 1);
        m_gone = former;
    }

    void withoutAMajorityNothingIsDone()
    {
        QVERIFY(m_gone != 0);
        const int last = m_gone % 3 + 1;
        m_members.at(std::size_t(last % 3 + 1) - 1).reset();
        Act act = transfer();
        act.target = base(last);
        QString said;
        const auto refusedForIt = [&] {
            const Result<Preview> preview = m_kit.preview(*m_provider, act);
            said = preview ? preview->refusals.join(u' ') : preview.error().message;
            return said.startsWith("Only 0 of 3 members are healthy"_L1);
        };
        QTRY_VERIFY2_WITH_TIMEOUT(refusedForIt(), qPrintable(said), 20'000);
        QVERIFY2(said.contains("this would leave no server"_L1), qPrintable(said));
        m_members.at(std::size_t(last) - 1).reset();
        const Result<Preview> nobody = m_kit.preview(*m_provider, act);
        QVERIFY(!nobody);
        QCOMPARE(nobody.error().kind, Kind::Connect);
    }

    void aMemberThatHangsEndsAtItsTime()
    {
        HostileServer hung;
        Act act = transfer();
        act.target = hung.url("").toString();
        act.arguments.insert(u"timeout"_s, 0.3);
        QElapsedTimer clock;
        clock.start();
        const Result<Preview> preview = m_kit.preview(*m_provider, act);
        QVERIFY(!preview);
        QCOMPARE(preview.error().kind, Kind::Timeout);
        QVERIFY(clock.elapsed() < 2000);
    }

private:
    void startCluster()
    {
        QStringList cluster;
        std::array<quint16, 3> peers{};
        for (std::size_t i = 0; i < 3; ++i) {
            m_ports.at(i) = freePort();
            peers.at(i) = freePort();
            cluster += u"n%1=http://127.0.0.1:%2"_s.arg(i + 1).arg(peers.at(i));
        }
        for (std::size_t i = 0; i < 3; ++i) {
            const QString client = u"http://127.0.0.1:%1"_s.arg(m_ports.at(i));
            const QString peer = u"http://127.0.0.1:%1"_s.arg(peers.at(i));
            m_members.at(i) = std::make_unique<ServerProcess>(
                u"etcd"_s,
                QStringList{u"--name"_s, u"n%1"_s.arg(i + 1), u"--data-dir"_s, m_folder.filePath(u"n%1"_s.arg(i + 1)),
                            u"--listen-client-urls"_s, client, u"--advertise-client-urls"_s, client,
                            u"--listen-peer-urls"_s, peer, u"--initial-advertise-peer-urls"_s, peer,
                            u"--initial-cluster"_s, cluster.join(u','), u"--heartbeat-interval"_s, u"50"_s,
                            u"--election-timeout"_s, u"500"_s});
        }
        // A member takes requests only when a majority is there.
        for (std::size_t i = 0; i < 3; ++i) {
            const QString failed = m_members.at(i)->start(peers.at(i));
            QVERIFY2(failed.isEmpty(), qPrintable(failed));
        }
        m_provider = std::make_unique<Etcd>(m_kit.world());
    }

    [[nodiscard]] quint16 port(int member) const { return m_ports.at(std::size_t(member) - 1); }
    [[nodiscard]] QString base(int member) const { return u"http://127.0.0.1:%1"_s.arg(port(member)); }
    [[nodiscard]] Act transfer(const QString &to = {}) const
    {
        QJsonObject arguments{{u"do"_s, u"transfer-leadership"_s}};
        if (!to.isEmpty()) {
            arguments.insert(u"to"_s, to);
        }
        return {.provider = u"etcd"_s, .target = base(1), .arguments = arguments};
    }

    [[nodiscard]] QJsonObject status(int member)
    {
        const http::Request request{.url = QUrl(base(member) + u"/v3/maintenance/status"_s),
                                    .reading = http::Reading::Status,
                                    .headers = {{"Content-Type", "application/json"}},
                                    .body = "{}",
                                    .maxRedirects = 0};
        return QJsonDocument::fromJson(await(m_traffic.fetch(request)).body).object();
    }
    [[nodiscard]] QByteArray memberId(int member)
    {
        return status(member).value("header"_L1).toObject().value("member_id"_L1).toString().toLatin1();
    }
    /// The one that says of itself that it leads; 0: none.
    [[nodiscard]] int leader()
    {
        for (int i = 1; i <= 3; ++i) {
            const QJsonObject said = status(i);
            const QString id = said.value("header"_L1).toObject().value("member_id"_L1).toString();
            if (!id.isEmpty() && said.value("leader"_L1).toString() == id) {
                return i;
            }
        }
        return 0;
    }

    QTemporaryDir m_folder;
    std::array<quint16, 3> m_ports{};
    std::array<std::unique_ptr<ServerProcess>, 3> m_members;
    ActionKit m_kit;
    http::Transport m_traffic;
    std::unique_ptr<Etcd> m_provider;
    int m_gone = 0;
};

QTEST_GUILESS_MAIN(EtcdTest)
#include "tst_etcd.moc"
