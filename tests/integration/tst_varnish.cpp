// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/varnish.h"
#include "tests/app/actions/actionstage.h"
#include "tests/integration/journaledrun.h"
#include "tests/integration/varnishprocess.h"
#include "tests/support/hostileserver.h"

#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::Act;
using drills::Confirmed;
using test::Acting;
using test::await;
using test::HostileServer;
using test::VarnishProcess;
using Kind = Error::Kind;
using Manners = VarnishProcess::Manners;

namespace {

using Story = Acting<Varnish>::Story;

QString problemOf(const Story &story)
{
    return story.preview
        ? story.preview->refusals.join(u'\n') + story.outcome.observed + u" / "_s + story.verification.observed
        : story.preview.error().message;
}

} // namespace

/// The real Varnish of Debian with varnish-modules. What an act did is asked of the cache, and of the origin behind it.
class TestVarnish final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_origin = std::make_unique<HostileServer>();
        m_spare = std::make_unique<HostileServer>();
        m_origin->on("/img/a", HostileServer::answer("a", "xkey: img all\r\n"));
        m_origin->on("/img/b", HostileServer::answer("b", "xkey: img all\r\n"));
        m_origin->on("/page", HostileServer::answer("page", "xkey: page all\r\n"));
        m_origin->on("/", HostileServer::answer("root"));
        m_spare->on("/page", HostileServer::answer("spare"));
        m_spare->on("/new", HostileServer::answer("spare"));
    }

    void cleanup()
    {
        m_varnish.reset();
        m_origin.reset();
        m_spare.reset();
    }

    void purges()
    {
        start(Manners::Helpful);
        warm();
        Acting<Varnish> acting;
        const auto story = acting.act(http({{u"do"_s, u"purge"_s}, {u"path"_s, u"/img/a"_s}}));
        QVERIFY2(story.preview, qPrintable(problemOf(story)));
        QVERIFY(story.preview->now.startsWith(u"/img/a is a hit"));
        QVERIFY(!story.preview->undo);
        QVERIFY(story.preview->effect.contains(u"cannot be taken back"));
        QVERIFY(story.preview->request.startsWith(u"PURGE http://127.0.0.1:"));
        QVERIFY2(!story.outcome.error, qPrintable(problemOf(story)));
        QVERIFY2(story.verification.confirmed == Confirmed::Yes, qPrintable(problemOf(story)));
        QVERIFY(story.verification.observed.contains(u"/img/a is a miss"));
        // The re-read has loaded it again; nothing else was touched.
        QCOMPARE(askedAtOrigin("/img/a"), 2);
        QVERIFY(isHit("/img/a"));
        QVERIFY(isHit("/img/b") && isHit("/page"));
        QCOMPARE(askedAtOrigin("/img/b"), 1);
    }

    void theShownCommandDoesTheSame()
    {
        start(Manners::Helpful);
        warm();
        Acting<Varnish> acting;
        const auto preview =
            acting.preview(http({{u"do"_s, u"xkey"_s}, {u"key"_s, u"img"_s}, {u"path"_s, u"/img/a"_s}}));
        QVERIFY(preview);
        QVERIFY(isHit("/img/a"));
        QProcess shell;
        shell.start(u"sh"_s, {u"-c"_s, preview->command});
        QVERIFY(shell.waitForFinished() && shell.exitCode() == 0);
        QVERIFY(!isHit("/img/a") && !isHit("/img/b"));
    }

    void purgesByKey()
    {
        start(Manners::Helpful);
        warm();
        Acting<Varnish> acting;
        const auto story = acting.act(http({{u"do"_s, u"xkey"_s}, {u"key"_s, u"img"_s}, {u"path"_s, u"/img/a"_s}}));
        QVERIFY2(story.verification.confirmed == Confirmed::Yes, qPrintable(problemOf(story)));
        QCOMPARE(story.outcome.count.value_or(-1), 2); // of the JSON body
        QCOMPARE(story.outcome.observed, u"200, 2 objects"_s);
        QVERIFY(!isHit("/img/b"));
        QVERIFY(isHit("/page"));
    }

    void withoutAPathTheKeyCannotBeSeen()
    {
        start(Manners::Helpful);
        warm();
        Acting<Varnish> acting;
        const auto story = acting.act(http({{u"do"_s, u"xkey"_s}, {u"key"_s, u"img"_s}}));
        QCOMPARE(story.preview->warnings.size(), 1);
        QCOMPARE(story.outcome.count.value_or(-1), 2);
        QCOMPARE(story.verification.confirmed, Confirmed::Unknown);
        QVERIFY(!isHit("/img/a"));
    }

    /// The first answer afterwards is the stale object, served from grace; that is no failure.
    void purgesSoftly()
    {
        start(Manners::Helpful);
        warm();
        Acting<Varnish> acting;
        const auto story =
            acting.act(http({{u"do"_s, u"softpurge"_s}, {u"key"_s, u"img"_s}, {u"path"_s, u"/img/a"_s}}));
        QVERIFY2(story.verification.confirmed == Confirmed::Yes, qPrintable(problemOf(story)));
        QCOMPARE(story.outcome.count.value_or(-1), 2); // of the reason phrase, in the page
        QVERIFY2(story.verification.observed.contains(u"a hit"), qPrintable(problemOf(story)));
        QVERIFY(story.verification.observed.contains(u"loaded since"));
        QCOMPARE(askedAtOrigin("/img/a"), 2);
    }

    void bans_data()
    {
        QTest::addColumn<QString>("seenBy");
        QTest::newRow("by the path") << u"path"_s;
        QTest::newRow("by the admin socket") << u"admin"_s;
    }

    void bans()
    {
        QFETCH(QString, seenBy);
        start(Manners::Helpful);
        warm();
        QJsonObject arguments{{u"do"_s, u"ban"_s}, {u"expr"_s, u"obj.http.x-url ~ ^/img/"_s}};
        if (seenBy == "path"_L1) {
            arguments.insert(u"path"_s, u"/img/a"_s);
        } else {
            arguments.insert(u"admin"_s, m_varnish->admin());
            arguments.insert(u"secret"_s, QJsonObject{{u"file"_s, m_varnish->secret()}});
        }
        Acting<Varnish> acting;
        const auto story = acting.act(http(arguments));
        QVERIFY2(story.verification.confirmed == Confirmed::Yes, qPrintable(problemOf(story)));
        QVERIFY(!isHit("/img/b"));
        QVERIFY(isHit("/page"));
        QVERIFY(m_varnish->ask({u"ban.list"_s}).contains(u"obj.http.x-url ~ ^/img/"));
    }

    void tellsWhatIsWrongWithABan()
    {
        start(Manners::Helpful);
        warm();
        Acting<Varnish> acting;
        const auto story = acting.act(
            http({{u"do"_s, u"ban"_s}, {u"expr"_s, u"nonsense \"quoted\""_s}, {u"path"_s, u"/img/a"_s}}), 200ms);
        QVERIFY(story.outcome.error && story.outcome.error->kind == Kind::Http);
        QVERIFY2(story.outcome.observed.startsWith(u"BAN was answered by 400: "), qPrintable(story.outcome.observed));
        QCOMPARE(story.verification.confirmed, Confirmed::No);
        QVERIFY(isHit("/img/a"));
    }

    void whereItIsNotAllowed()
    {
        start(Manners::Closed);
        warm();
        Acting<Varnish> acting;
        const auto story = acting.act(http({{u"do"_s, u"purge"_s}, {u"path"_s, u"/img/a"_s}}), 200ms);
        QVERIFY(story.outcome.error && story.outcome.error->kind == Kind::Http && story.outcome.sent);
        QVERIFY2(story.outcome.observed.contains(u"405"), qPrintable(story.outcome.observed));
        QVERIFY2(story.outcome.observed.contains(u"Not allowed."), qPrintable(story.outcome.observed));
        QCOMPARE(story.verification.confirmed, Confirmed::No);
        QVERIFY(isHit("/img/a"));
    }

    /// The origin answers the PURGE with 200, and the cache keeps what it has.
    void whereTheMethodIsNotKnown()
    {
        m_origin->on("/img/a", [](const QByteArray &head) {
            test::Behaviour answer = HostileServer::answer("a", "xkey: img all\r\n");
            answer.close = !head.startsWith("GET "); // as Varnish asks it to be when it pipes
            return answer;
        });
        start(Manners::Deaf);
        warm();
        Acting<Varnish> acting;
        const auto story = acting.act(http({{u"do"_s, u"purge"_s}, {u"path"_s, u"/img/a"_s}}), 200ms);
        QVERIFY2(!story.outcome.error, qPrintable(problemOf(story)));
        QCOMPARE(story.outcome.output.toObject().value(u"status"_s), QJsonValue(200));
        QCOMPARE(story.verification.confirmed, Confirmed::No);
        QVERIFY2(story.verification.observed.contains(u"the VCL may not know PURGE"), qPrintable(problemOf(story)));
        QVERIFY(isHit("/img/a"));
    }

    /// What a stranger to the object would see is judged by the host that was named.
    void purgesTheNamedHost()
    {
        start(Manners::Helpful);
        warm();
        const auto ofShop = [&] { return isHit("/img/a", "shop.example"); };
        QVERIFY(!ofShop() && ofShop());
        Acting<Varnish> acting;
        const auto story =
            acting.act(http({{u"do"_s, u"purge"_s}, {u"path"_s, u"/img/a"_s}, {u"host"_s, u"shop.example"_s}}));
        QVERIFY2(story.verification.confirmed == Confirmed::Yes, qPrintable(problemOf(story)));
        QVERIFY(isHit("/img/a"));
        QCOMPARE(askedAtOrigin("/img/a"), 3);
    }

    void usesAnotherVclAndTheFormerAgain()
    {
        start(Manners::Helpful);
        QCOMPARE(m_varnish->load(u"v2"_s), QString());
        QCOMPARE(versionSeen(), QByteArray("boot"));
        Acting<Varnish> acting;
        const auto story = acting.act(admin({{u"do"_s, u"use"_s}, {u"vcl"_s, u"v2"_s}}));
        QVERIFY2(story.verification.confirmed == Confirmed::Yes, qPrintable(problemOf(story)));
        QCOMPARE(story.preview->now, u"VCL boot is active"_s);
        QCOMPARE(story.preview->request, u"vcl.use v2"_s);
        QVERIFY(!story.preview->command.contains(u"a secret of this test"));
        QTRY_COMPARE(versionSeen(), QByteArray("v2"));
        QVERIFY(story.preview->undo);
        const auto undo = acting.act(*story.preview->undo);
        QVERIFY2(undo.verification.confirmed == Confirmed::Yes, qPrintable(problemOf(undo)));
        QTRY_COMPARE(versionSeen(), QByteArray("boot"));
    }

    void refusesVclsThatCannotBeUsed()
    {
        start(Manners::Helpful);
        QCOMPARE(m_varnish->load(u"v2"_s), QString());
        (void)m_varnish->ask({u"vcl.state"_s, u"v2"_s, u"cold"_s});
        Acting<Varnish> acting;
        for (const auto &[vcl, says] : {std::pair{u"v9"_s, u"There is no VCL v9; known are boot, v2"_s},
                                        std::pair{u"v2"_s, u"VCL v2 is cold; set it to auto or warm first"_s}}) {
            const Act act = admin({{u"do"_s, u"use"_s}, {u"vcl"_s, vcl}});
            const auto preview = acting.preview(act);
            QVERIFY(preview);
            QCOMPARE(preview->refusals, QStringList{says});
            const drills::Outcome outcome = acting.run(act, *preview);
            QVERIFY(outcome.error && outcome.error->kind == Kind::Config && !outcome.sent);
        }
        QCOMPARE(versionSeen(), QByteArray("boot"));
    }

    void twoOperatorsAtOnce()
    {
        start(Manners::Helpful);
        QCOMPARE(m_varnish->load(u"v2"_s), QString());
        QCOMPARE(m_varnish->load(u"v3"_s), QString());
        Acting<Varnish> acting;
        const Act act = admin({{u"do"_s, u"use"_s}, {u"vcl"_s, u"v2"_s}});
        const auto preview = acting.preview(act);
        QVERIFY(preview);
        (void)m_varnish->ask({u"vcl.use"_s, u"v3"_s});
        const drills::Outcome outcome = acting.run(act, *preview);
        QVERIFY(outcome.error && outcome.error->kind == Kind::Config && !outcome.sent);
        QVERIFY2(outcome.observed.contains(u"VCL v3 is active"), qPrintable(outcome.observed));
        QCOMPARE(versionSeen(), QByteArray("v3"));
    }

    /// A backend that is set sick hands its traffic to the other one.
    void setsTheHealthOfBackends()
    {
        start(Manners::Helpful);
        Acting<Varnish> acting;
        const auto story =
            acting.act(admin({{u"do"_s, u"health"_s}, {u"backend"_s, u"origin"_s}, {u"health"_s, u"sick"_s}}));
        QVERIFY2(story.verification.confirmed == Confirmed::Yes, qPrintable(problemOf(story)));
        QCOMPARE(story.preview->request, u"backend.set_health boot.origin sick"_s);
        QCOMPARE(story.preview->warnings, QStringList());
        QCOMPARE(get("/page").body, QByteArray("spare"));
        const auto last =
            acting.preview(admin({{u"do"_s, u"health"_s}, {u"backend"_s, u"spare"_s}, {u"health"_s, u"sick"_s}}));
        QCOMPARE(last->warnings.size(), 1);
        QVERIFY(last->warnings.front().startsWith(u"This would leave no healthy backend"));
        QVERIFY(story.preview->undo);
        QVERIFY(acting.act(*story.preview->undo).verification.confirmed == Confirmed::Yes);
        QCOMPARE(get("/img/a").body, QByteArray("a"));
        const auto unknown =
            acting.preview(admin({{u"do"_s, u"health"_s}, {u"backend"_s, u"orgin"_s}, {u"health"_s, u"sick"_s}}));
        QVERIFY2(unknown->refusals.join(u' ').startsWith(u"There is no backend orgin; the active VCL has "),
                 qPrintable(unknown->refusals.join(u' ')));
    }

    void needsTheSecret()
    {
        start(Manners::Helpful);
        Acting<Varnish> acting;
        Act act = admin({{u"do"_s, u"use"_s}, {u"vcl"_s, u"boot"_s}});
        act.arguments.remove(u"secret"_s);
        QCOMPARE(acting.preview(act).error().kind, Kind::Config);
        qputenv("READYROOM_TEST_SECRET", "wrong");
        act.arguments.insert(u"secret"_s, QJsonObject{{u"env"_s, u"READYROOM_TEST_SECRET"_s}});
        QCOMPARE(acting.preview(act).error().message, u"Varnish refuses the secret"_s);
        qputenv("READYROOM_TEST_SECRET", "a secret of this test");
        QVERIFY(acting.preview(act));
        qunsetenv("READYROOM_TEST_SECRET");
    }

    void diesInTheMiddle()
    {
        start(Manners::Helpful);
        QCOMPARE(m_varnish->load(u"v2"_s), QString());
        Acting<Varnish> acting;
        const Act use = admin({{u"do"_s, u"use"_s}, {u"vcl"_s, u"v2"_s}});
        const auto preview = acting.preview(use);
        QVERIFY(acting.run(use, *preview).sent);
        m_varnish->stop();
        QCOMPARE(acting.verify(use, *preview, 200ms).confirmed, Confirmed::Unknown);
        const Act purge = http({{u"do"_s, u"purge"_s}, {u"path"_s, u"/page"_s}});
        QCOMPARE(acting.preview(purge).error().kind, Kind::Connect);
        const drills::Outcome outcome = acting.run(purge, {});
        QVERIFY(outcome.error && outcome.error->kind == Kind::Connect && !outcome.sent);
    }

    void nothingHappensWhenDisarmed()
    {
        start(Manners::Helpful);
        warm();
        Acting<Varnish> acting;
        for (const Act &act :
             {http({{u"do"_s, u"purge"_s}, {u"path"_s, u"/img/a"_s}}),
              admin({{u"do"_s, u"health"_s}, {u"backend"_s, u"origin"_s}, {u"health"_s, u"sick"_s}})}) {
            const auto preview = acting.preview(act);
            QVERIFY(preview);
            acting.stage.arm();
            security::Permit permit = acting.stage.permit();
            acting.stage.gate.disarm();
            const drills::Outcome outcome = await(acting.provider.run(act, *preview, std::move(permit), {}));
            QVERIFY(outcome.error && outcome.error->kind == Kind::Unsupported && !outcome.sent);
        }
        QVERIFY(isHit("/img/a"));
        QVERIFY(!m_varnish->ask({u"backend.list"_s}).contains(u"sick"));
    }

    void choicesAndProbes()
    {
        start(Manners::Helpful);
        QCOMPARE(m_varnish->load(u"v2"_s), QString());
        Acting<Varnish> acting;
        const auto vcls = await(acting.provider.choices(admin({}), u"vcl"_s, {}));
        QVERIFY(vcls);
        QCOMPARE(vcls->size(), 2U);
        QVERIFY(vcls->at(0).value == "boot"_L1 && vcls->at(0).current);
        QVERIFY(vcls->at(1).value == "v2"_L1 && !vcls->at(1).current);
        const auto backends = await(acting.provider.choices(admin({}), u"backend"_s, {}));
        QVERIFY(backends && backends->size() == 3); // and the director
        QCOMPARE(await(acting.provider.choices(admin({}), u"key"_s, {})).error().kind, Kind::Unsupported);
    }

    /// What a probe reads is what Varnish has, before and after somebody changed it.
    void probes()
    {
        start(Manners::Helpful);
        QCOMPARE(m_varnish->load(u"v2"_s), QString());
        Acting<Varnish> acting;
        acting.stage.gate.disarm();
        const auto read = [&](const Act &act) {
            const Result<QJsonValue> output = await(acting.provider.read(act, {}));
            return output ? *output : QJsonValue(output.error().message);
        };
        const auto active = [&](const QString &vcl) {
            return read(admin({{u"do"_s, u"vcls"_s}, {u"vcl"_s, vcl}, {u"at"_s, u"/active"_s}}));
        };
        QCOMPARE(active(u"boot"_s), QJsonValue(true));
        QCOMPARE(active(u"v2"_s), QJsonValue(false));
        const Act origin = admin({{u"do"_s, u"backends"_s}, {u"backend"_s, u"origin"_s}});
        QCOMPARE(read(origin).toObject().value(u"name"_s), QJsonValue(u"boot.origin"_s));
        QCOMPARE(read(origin).toObject().value(u"healthy"_s), QJsonValue(true));
        (void)m_varnish->ask({u"backend.set_health"_s, u"boot.origin"_s, u"sick"_s});
        QCOMPARE(read(origin).toObject().value(u"healthy"_s), QJsonValue(false));
        QCOMPARE(read(origin).toObject().value(u"health"_s), QJsonValue(u"sick"_s));
        (void)m_varnish->ask({u"backend.set_health"_s, u"boot.origin"_s, u"auto"_s});
        QCOMPARE(read(origin).toObject().value(u"healthy"_s), QJsonValue(true));
        QCOMPARE(read(admin({{u"do"_s, u"backends"_s}, {u"backend"_s, u"orgin"_s}})),
                 QJsonValue(u"Varnish knows no backend \"orgin\"; did you mean \"origin\"?"_s));
        (void)m_varnish->ask({u"vcl.use"_s, u"v2"_s});
        QCOMPARE(active(u"v2"_s), QJsonValue(true));
        (void)m_varnish->ask({u"vcl.use"_s, u"boot"_s});

        const Act hit = http({{u"do"_s, u"lookup"_s}, {u"path"_s, u"/page"_s}, {u"at"_s, u"/hit"_s}});
        QCOMPARE(read(hit), QJsonValue(false));
        QCOMPARE(read(hit), QJsonValue(true)); // the lookup before has loaded it
        (void)m_varnish->ask({u"ban"_s, u"req.url"_s, u"=="_s, u"/page"_s});
        QCOMPARE(read(hit), QJsonValue(false));
    }

    void theRunnerTellsTheWholeStory()
    {
        start(Manners::Helpful);
        warm();
        const test::JournaledRun purged(http({{u"do"_s, u"purge"_s}, {u"path"_s, u"/img/a"_s}}));
        QCOMPARE(purged.problem(false), QString());
        // Loaded again by the re-read alone.
        QCOMPARE(askedAtOrigin("/img/a"), 2);
    }

private:
    void start(Manners manners)
    {
        m_varnish = std::make_unique<VarnishProcess>(m_origin->port(), m_spare->port(), manners);
        const QString problem = m_varnish->start();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }

    /// All three objects are in the cache, loaded once.
    void warm()
    {
        for (const QByteArray path : {"/img/a", "/img/b", "/page"}) {
            QVERIFY(!isHit(path));
            QVERIFY(isHit(path));
            QCOMPARE(askedAtOrigin(path), 1);
        }
    }

    [[nodiscard]] Act http(const QJsonObject &arguments) const
    {
        return {.provider = u"varnish"_s, .target = m_varnish->url(), .arguments = arguments};
    }
    [[nodiscard]] Act admin(QJsonObject arguments) const
    {
        arguments.insert(u"secret"_s, QJsonObject{{u"file"_s, m_varnish->secret()}});
        return {.provider = u"varnish"_s, .target = m_varnish->admin(), .arguments = arguments};
    }

    [[nodiscard]] http::Response get(const QByteArray &path, const QByteArray &host = {})
    {
        http::Request request;
        request.url = QUrl(m_varnish->url() + QString::fromLatin1(path));
        if (!host.isEmpty()) {
            request.headers.emplace_back("Host", host);
        }
        return await(m_transport.fetch(request));
    }
    [[nodiscard]] bool isHit(const QByteArray &path, const QByteArray &host = {})
    {
        return get(path, host).header("x-varnish").contains(' ');
    }
    [[nodiscard]] QByteArray versionSeen() { return get("/page").header("x-version").toByteArray(); }
    /// How often the origin was asked for it by GET.
    [[nodiscard]] int askedAtOrigin(const QByteArray &path) const
    {
        int times = 0;
        for (const QByteArray &head : m_origin->requests()) {
            times += head.startsWith(QByteArray("GET " + path + ' ')) ? 1 : 0;
        }
        return times;
    }

    http::Transport m_transport;
    std::unique_ptr<HostileServer> m_origin;
    std::unique_ptr<HostileServer> m_spare;
    std::unique_ptr<VarnishProcess> m_varnish;
};

QTEST_GUILESS_MAIN(TestVarnish)
#include "tst_varnish.moc"
