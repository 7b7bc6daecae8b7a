// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/caddy.h"
#include "tests/integration/journaledrun.h"
#include "tests/integration/serverprocess.h"
#include "tests/support/actionkit.h"
#include "tests/support/hostileserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace readyroom;
using namespace readyroom::test;
using namespace Qt::StringLiterals;
using actions::Caddy;
using drills::Act;
using drills::Confirmed;
using drills::Preview;
using drills::Verification;
using Kind = Error::Kind;

namespace {

QString written(const QString &path, const QJsonObject &json)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(json).toJson()) >= 0 ? path : QString();
}

QByteArray compact(const QJsonValue &value)
{
    return value.isArray() ? QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)
                           : QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

} // namespace

/// Acts on Debian's Caddy, which sends requests to two servers, and looks at what it does with them.
class CaddyTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        for (auto *const backend : {&m_one, &m_two}) {
            *backend = std::make_unique<HostileServer>();
        }
        m_one->on("/", HostileServer::answer("one"));
        m_two->on("/", HostileServer::answer("two"));
        m_admin = freePort();
        m_port = freePort();
        m_caddy = std::make_unique<ServerProcess>(
            u"env"_s,
            QStringList{u"HOME="_s + m_folder->path(), u"caddy"_s, u"run"_s, u"--config"_s,
                        written(m_folder->filePath(u"caddy.json"_s), config(dial(*m_one)))});
        const QString failed = m_caddy->start(m_admin);
        QVERIFY2(failed.isEmpty(), qPrintable(failed));
        QTRY_COMPARE(served(), QByteArray("one"));
        m_kit = std::make_unique<ActionKit>();
        m_provider = std::make_unique<Caddy>(m_kit->world());
    }

    void sendsRequestsElsewhereAndBack()
    {
        const Act act = upstreams({dial(*m_two)});
        const Result<Preview> preview = m_kit->preview(*m_provider, act);
        QVERIFY2(preview, qPrintable(preview ? QString() : preview.error().message));
        QCOMPARE(preview->refusals, QStringList());
        QCOMPARE(preview->warnings, QStringList());
        QCOMPARE(preview->target, u"127.0.0.1:%1"_s.arg(m_admin));
        QCOMPARE(preview->now, u"rp sends requests to %1."_s.arg(dial(*m_one)));
        QCOMPARE(preview->effect, u"rp sends requests to %1."_s.arg(dial(*m_two)));
        QVERIFY(preview->request.startsWith(u"PATCH http://127.0.0.1:%1/id/rp/upstreams\n"_s.arg(m_admin)));
        QVERIFY(preview->request.contains("If-Match: \"/config/apps/http/"_L1));
        QVERIFY(preview->command.startsWith("curl -sS -X PATCH"_L1));
        QCOMPARE(served(), QByteArray("one"));

        const drills::Outcome outcome = m_kit->run(*m_provider, act, *preview);
        QVERIFY2(!outcome.error, qPrintable(outcome.observed));
        QVERIFY(outcome.sent);
        QCOMPARE(outcome.output.toObject().value("status"_L1).toInt(), 200);
        const Verification verification = m_kit->verify(*m_provider, act, *preview, outcome);
        QCOMPARE(verification.confirmed, Confirmed::Yes);
        QCOMPARE(served(), QByteArray("two"));

        QVERIFY(preview->undo);
        const Acted undone = acted(*m_kit, *m_provider, *preview->undo);
        QVERIFY2(undone.isConfirmed(), undone.story());
        QCOMPARE(served(), QByteArray("one"));
        // As it was, with what was said about the server besides its address.
        QCOMPARE(present().value("upstreams"_L1).toArray().first().toObject().value("max_requests"_L1).toInt(), 7);
    }

    void probes()
    {
        const auto read = [this](const QString &upstream, const QString &at) {
            QJsonObject arguments{{u"do"_s, u"health"_s}};
            if (!upstream.isEmpty()) {
                arguments.insert(u"upstream"_s, upstream);
                arguments.insert(u"at"_s, at);
            }
            const auto output =
                await(m_provider->read({.provider = u"caddy"_s, .target = base(), .arguments = arguments}, {}));
            return output ? *output : QJsonValue(output.error().message);
        };
        QCOMPARE(read({}, {}).toArray().size(), 1);
        QCOMPARE(read(dial(*m_one), u"/address"_s), QJsonValue(dial(*m_one)));
        QCOMPARE(read(dial(*m_one), u"/fails"_s), QJsonValue(0));
        QCOMPARE(read(dial(*m_one), u"/num_requests"_s), QJsonValue(0));
        QTRY_COMPARE(read(dial(*m_one), u"/healthy"_s), QJsonValue(true));
        QVERIFY2(read(dial(*m_two), u"/fails"_s).toString().startsWith("Caddy knows no upstream"_L1),
                 qPrintable(read(dial(*m_two), u"/fails"_s).toString()));
        const Acted moved = acted(*m_kit, *m_provider, upstreams({dial(*m_two)}));
        QVERIFY2(moved.isConfirmed(), moved.story());
        QCOMPARE(read(dial(*m_two), u"/fails"_s), QJsonValue(0));
    }

    /// Caddy counts what its checks find every ten seconds.
    void probesOfASickUpstream()
    {
        const QJsonObject active{{u"path"_s, u"/"_s}, {u"interval"_s, u"100ms"_s}};
        const Act load{
            .provider = u"caddy"_s,
            .target = base(),
            .arguments = {{u"do"_s, u"load"_s}, {u"config"_s, config(dial(*m_one), {{u"active"_s, active}})}}};
        const Acted loaded = acted(*m_kit, *m_provider, load);
        QVERIFY2(loaded.isConfirmed(), loaded.story());
        const auto healthy = [this] {
            const auto output = await(m_provider->read(
                {.provider = u"caddy"_s,
                 .target = base(),
                 .arguments = {{u"do"_s, u"health"_s}, {u"upstream"_s, dial(*m_one)}, {u"at"_s, u"/healthy"_s}}},
                {}));
            return output ? *output : QJsonValue(output.error().message);
        };
        QTRY_COMPARE_WITH_TIMEOUT(healthy(), QJsonValue(true), 15'000);
        m_one->goAway();
        QTRY_COMPARE_WITH_TIMEOUT(healthy(), QJsonValue(false), 15'000);
    }

    void theCommandOfThePreviewDoesTheSame()
    {
        const Result<Preview> preview = m_kit->preview(*m_provider, upstreams({dial(*m_two)}));
        QVERIFY(preview);
        QProcess shell;
        shell.start(u"sh"_s, {u"-c"_s, preview->command});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.exitCode(), 0);
        QTRY_COMPARE(served(), QByteArray("two"));
    }

    void refusesWhatLeavesNoServer_data()
    {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QJsonObject &arguments, const QString &says) {
            QTest::newRow(name) << arguments << says;
        };
        const QJsonObject list{{u"do"_s, u"upstreams"_s}, {u"id"_s, u"rp"_s}};
        const auto with = [](QJsonObject object, const QString &key, const QJsonValue &value) {
            object.insert(key, value);
            return object;
        };
        row("no upstream", with(list, u"upstreams"_s, QJsonArray()), u"this would leave no server"_s);
        row("no list", list, u"this would leave no server"_s);
        row("no address", with(list, u"upstreams"_s, QJsonArray{u"x y"_s}), u"“x y” is not an address"_s);
        row("an unknown id", {{u"do"_s, u"upstreams"_s}, {u"id"_s, u"pr"_s}, {u"upstreams"_s, u"a:1"_s}},
            u"Caddy knows no object with the id “pr”"_s);
        row("an empty configuration", {{u"do"_s, u"load"_s}, {u"config"_s, QJsonObject()}},
            u"is empty: this would leave no server"_s);
        row("no server", {{u"do"_s, u"load"_s}, {u"config"_s, QJsonObject{{u"apps"_s, QJsonObject()}}}},
            u"has no HTTP server: this would leave no server"_s);
    }

    void refusesWhatLeavesNoServer()
    {
        QFETCH(QJsonObject, arguments);
        QFETCH(QString, says);
        const Act act{.provider = u"caddy"_s, .target = base(), .arguments = arguments};
        const Result<Preview> preview = m_kit->preview(*m_provider, act);
        QVERIFY2(preview, qPrintable(preview ? QString() : preview.error().message));
        QVERIFY2(preview->refusals.join(u' ').contains(says), qPrintable(preview->refusals.join(u' ')));
        // Nor does it help to do it all the same.
        for (const bool heeded : {true, false}) {
            Preview forced = *preview;
            forced.refusals = heeded ? forced.refusals : QStringList();
            forced.state.insert(u"wanted"_s, heeded ? forced.state.value("wanted"_L1) : QJsonValue(QJsonArray()));
            const drills::Outcome outcome = m_kit->run(*m_provider, act, forced);
            QVERIFY(!outcome.sent);
            QCOMPARE(outcome.error.value().kind, Kind::Config);
        }
        QCOMPARE(served(), QByteArray("one"));
    }

    void ofTwoOperatorsTheSecondIsTold()
    {
        const Act mine = upstreams({dial(*m_two)});
        const Act load{.provider = u"caddy"_s,
                       .target = base(),
                       .arguments = {{u"do"_s, u"load"_s}, {u"config"_s, config(dial(*m_two))}}};
        const Result<Preview> first = m_kit->preview(*m_provider, mine);
        const Result<Preview> whole = m_kit->preview(*m_provider, load);
        QVERIFY(first && whole);
        const Acted other = acted(*m_kit, *m_provider, upstreams({dial(*m_one), dial(*m_two)}));
        QVERIFY2(other.isConfirmed(), other.story());
        const QByteArray before = compact(present());
        for (const auto &[act, preview] : {std::pair{mine, *first}, std::pair{load, *whole}}) {
            const drills::Outcome outcome = m_kit->run(*m_provider, act, preview);
            QVERIFY(!outcome.sent);
            QCOMPARE(outcome.error.value().kind, Kind::Config);
            QVERIFY2(outcome.observed.startsWith(u"Somebody has changed the configuration"_s),
                     qPrintable(outcome.observed));
            // In the moment between the last look and the request, Caddy itself is asked to notice.
            Preview late = preview;
            late.state.insert(u"before"_s,
                              act.arguments.contains("config"_L1) ? QJsonValue(wholeConfig())
                                                                  : present().value("upstreams"_L1));
            const drills::Outcome stale = m_kit->run(*m_provider, act, late);
            QVERIFY(!stale.sent);
            QCOMPARE(stale.error.value().kind, Kind::Config);
            QCOMPARE(stale.output.toObject().value("status"_L1).toInt(), 412);
            QCOMPARE(m_kit->verify(*m_provider, act, preview, stale, Duration{100}).confirmed, Confirmed::No);
        }
        QCOMPARE(compact(present()), before);
    }

    void loadsAConfigurationAndTheFormerAgain()
    {
        const QString file = written(m_folder->filePath(u"new.json"_s), config(dial(*m_two)));
        const QByteArray before = compact(wholeConfig());
        const Acted done =
            acted(*m_kit, *m_provider,
                  {.provider = u"caddy"_s, .target = base(), .arguments = {{u"do"_s, u"load"_s}, {u"file"_s, file}}});
        QVERIFY2(done.isConfirmed(), done.story());
        QCOMPARE(done.preview.effect, u"It changes: upstreams of rp: %1 → %2."_s.arg(dial(*m_one), dial(*m_two)));
        QCOMPARE(served(), QByteArray("two"));
        QVERIFY(done.preview.undo);
        const Acted undone = acted(*m_kit, *m_provider, *done.preview.undo);
        QVERIFY2(undone.isConfirmed(), undone.story());
        QCOMPARE(compact(wholeConfig()), before);
        QCOMPARE(served(), QByteArray("one"));
    }

    void aConfigurationThatCaddyRefusesChangesNothing()
    {
        QJsonObject broken = config(dial(*m_two));
        broken.insert(u"apps"_s, QJsonObject{{u"http"_s, QJsonObject{{u"servers"_s, 1}}}, {u"nonsense"_s, 1}});
        const Acted done = acted(
            *m_kit, *m_provider,
            {.provider = u"caddy"_s, .target = base(), .arguments = {{u"do"_s, u"load"_s}, {u"config"_s, broken}}});
        QVERIFY(!done.preview.refusals.isEmpty()); // no server in it
        Preview forced = done.preview;
        forced.refusals.clear();
        const Act act{
            .provider = u"caddy"_s, .target = base(), .arguments = {{u"do"_s, u"load"_s}, {u"config"_s, broken}}};
        const drills::Outcome outcome = m_kit->run(*m_provider, act, forced);
        QVERIFY(outcome.sent);
        QCOMPARE(outcome.error.value().kind, Kind::Http);
        QVERIFY2(outcome.observed.startsWith("Caddy answered 4"_L1)
                     || outcome.observed.startsWith("Caddy answered 5"_L1),
                 qPrintable(outcome.observed));
        QCOMPARE(m_kit->verify(*m_provider, act, forced, outcome, Duration{100}).confirmed, Confirmed::No);
        QCOMPARE(served(), QByteArray("one"));
    }

    void choicesAreRead()
    {
        const Act act = upstreams({dial(*m_one)});
        const auto ids = await(m_provider->choices(act, u"id"_s, {}));
        QVERIFY(ids && ids->size() == 1);
        QCOMPARE(ids->front().value, u"rp"_s);
        QVERIFY(ids->front().current);
        const auto addresses = await(m_provider->choices(act, u"upstreams"_s, {}));
        QVERIFY(addresses && addresses->size() == 1);
        QCOMPARE(addresses->front().value, dial(*m_one));
        QVERIFY(addresses->front().current);
        QCOMPARE(await(m_provider->choices(act, u"file"_s, {})).error().kind, Kind::Unsupported);
    }

    void diesBetweenActAndVerify()
    {
        const Act act = upstreams({dial(*m_two)});
        const Result<Preview> preview = m_kit->preview(*m_provider, act);
        QVERIFY(preview);
        const drills::Outcome outcome = m_kit->run(*m_provider, act, *preview);
        QVERIFY(!outcome.error);
        m_caddy.reset();
        const Verification verification = m_kit->verify(*m_provider, act, *preview, outcome, Duration{300});
        QCOMPARE(verification.confirmed, Confirmed::Unknown);
        QVERIFY2(verification.observed.contains(u"127.0.0.1:%1"_s.arg(m_admin)), qPrintable(verification.observed));
        // Nobody is there any more: nothing was sent.
        const drills::Outcome refused = m_kit->run(*m_provider, act, *preview);
        QVERIFY(!refused.sent);
        QCOMPARE(refused.error.value().kind, Kind::Connect);
    }

    void sendsNothingUnarmed()
    {
        const Act act = upstreams({dial(*m_two)});
        const Result<Preview> preview = m_kit->preview(*m_provider, act);
        QVERIFY(preview);
        security::Permit permit = m_kit->permit();
        m_kit->disarm();
        const drills::Outcome outcome = await(m_provider->run(act, *preview, std::move(permit), {}));
        QVERIFY(!outcome.sent);
        QCOMPARE(outcome.error.value().kind, Kind::Unsupported);
        QCOMPARE(served(), QByteArray("one"));
    }

    void anAdminEndpointThatHangsEndsAtItsTime()
    {
        HostileServer hung;
        hung.on("/id/rp/upstreams", [](const QByteArray &head) {
            // Answers what reads, and never what changes.
            return head.startsWith("GET") ? HostileServer::answer("[{\"dial\":\"a:1\"}]") : Behaviour{};
        });
        Act act = upstreams({u"b:2"_s});
        act.target = hung.url("").toString();
        act.arguments.insert(u"timeout"_s, u"300ms"_s);
        const Result<Preview> preview = m_kit->preview(*m_provider, act);
        QVERIFY(preview);
        QVERIFY(preview->warnings.join(u' ').contains("no tag"_L1));
        QElapsedTimer clock;
        clock.start();
        const drills::Outcome outcome = m_kit->run(*m_provider, act, *preview);
        QCOMPARE(outcome.error.value().kind, Kind::Timeout);
        QVERIFY(outcome.sent);
        QVERIFY(clock.elapsed() < 2000);
        // It answered 200 to nothing, so what is there is what was there.
        QCOMPARE(m_kit->verify(*m_provider, act, *preview, outcome, Duration{200}).confirmed, Confirmed::No);
    }

    void cleanup()
    {
        m_provider.reset();
        m_kit.reset();
        m_caddy.reset();
    }

    void theRunnerTellsTheWholeStory()
    {
        const JournaledRun moved(upstreams({dial(*m_two)}));
        QCOMPARE(moved.problem(true), QString());
        QCOMPARE(served(), QByteArray("one"));
    }

private:
    [[nodiscard]] static QString dial(const HostileServer &backend) { return u"127.0.0.1:%1"_s.arg(backend.port()); }
    [[nodiscard]] QString base() const { return u"http://127.0.0.1:%1"_s.arg(m_admin); }
    [[nodiscard]] Act upstreams(const QStringList &dials) const
    {
        return {.provider = u"caddy"_s,
                .target = base(),
                .arguments = {{u"do"_s, u"upstreams"_s},
                              {u"id"_s, u"rp"_s},
                              {u"upstreams"_s, QJsonArray::fromStringList(dials)}}};
    }

    [[nodiscard]] QJsonObject config(const QString &to, const QJsonObject &checks = {}) const
    {
        const QJsonObject handler{{u"@id"_s, u"rp"_s},
                                  {u"handler"_s, u"reverse_proxy"_s},
                                  {u"health_checks"_s, checks},
                                  {u"upstreams"_s, QJsonArray{QJsonObject{{u"dial"_s, to}, {u"max_requests"_s, 7}}}}};
        const QJsonObject web{{u"listen"_s, QJsonArray{u"127.0.0.1:%1"_s.arg(m_port)}},
                              {u"automatic_https"_s, QJsonObject{{u"disable"_s, true}}},
                              {u"routes"_s, QJsonArray{QJsonObject{{u"handle"_s, QJsonArray{handler}}}}}};
        return {{u"admin"_s, QJsonObject{{u"listen"_s, u"127.0.0.1:%1"_s.arg(m_admin)}}},
                {u"storage"_s, QJsonObject{{u"module"_s, u"file_system"_s}, {u"root"_s, m_folder->path()}}},
                {u"apps"_s, QJsonObject{{u"http"_s, QJsonObject{{u"servers"_s, QJsonObject{{u"web"_s, web}}}}}}}};
    }

    [[nodiscard]] QByteArray get(quint16 port, const QString &path)
    {
        http::Request request;
        request.url = QUrl(u"http://127.0.0.1:%1%2"_s.arg(port).arg(path));
        return await(m_traffic.fetch(request)).body;
    }
    /// Who answers a request to Caddy.
    [[nodiscard]] QByteArray served() { return get(m_port, u"/"_s); }
    [[nodiscard]] QJsonObject present() { return QJsonDocument::fromJson(get(m_admin, u"/id/rp"_s)).object(); }
    [[nodiscard]] QJsonObject wholeConfig() { return QJsonDocument::fromJson(get(m_admin, u"/config/"_s)).object(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HostileServer> m_one;
    std::unique_ptr<HostileServer> m_two;
    std::unique_ptr<ServerProcess> m_caddy;
    std::unique_ptr<ActionKit> m_kit;
    std::unique_ptr<Caddy> m_provider;
    http::Transport m_traffic;
    quint16 m_admin = 0;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(CaddyTest)
#include "tst_caddy.moc"
