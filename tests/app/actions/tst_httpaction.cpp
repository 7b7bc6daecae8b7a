// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/http.h"
#include "tests/app/actions/actionstage.h"
#include "tests/support/hostileserver.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <atomic>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::Act;
using drills::Confirmed;
using drills::Preview;
using test::Acting;
using test::ActionStage;
using test::await;
using test::Behaviour;
using test::HostileServer;
using Kind = Error::Kind;

namespace {

/// Of JSON with single quotes.
QJsonObject json(QByteArray text)
{
    return QJsonDocument::fromJson(text.replace('\'', '"')).object();
}

Act act(const HostileServer &server, const QByteArray &arguments)
{
    return {.provider = u"http"_s, .target = server.url("").toString(), .arguments = json(arguments)};
}

fleet::Fleet fleetAt(const HostileServer &server, fleet::Auth auth)
{
    fleet::Fleet fleet;
    fleet.services = {{.name = u"checkout"_s,
                       .instances = {server.url("")},
                       .headers = {{"X-Team", "core"}, {"Accept", "text/plain"}},
                       .auth = std::move(auth)}};
    return fleet;
}

fleet::Auth bearer()
{
    qputenv("HTTP_ACTION_TOKEN", "s3cr3t-token");
    return {.bearer = fleet::SecretRef{.name = u"HTTP_ACTION_TOKEN"_s}};
}

std::optional<Kind> kindOf(const drills::Outcome &outcome)
{
    return outcome.error ? std::optional(outcome.error->kind) : std::nullopt;
}

} // namespace

class TestHttpAction final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sendsWhatChaosToolkitWouldSend_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("type"); // "-": none
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const QByteArray &arguments, const QByteArray &line,
                            const QByteArray &type,
                            const QByteArray &body) { QTest::newRow(name) << arguments << line << type << body; };
        row("a form", "{'path':'/p','method':'POST','arguments':{'a':'1 2','b':[1,2],'c':null,'d':true}}",
            "POST /p HTTP/1.1", "application/x-www-form-urlencoded", "a=1+2&b=1&b=2&d=true");
        row("JSON, because the header says so",
            "{'path':'/p','method':'POST','headers':{'Content-Type':'application/json'},'arguments':{'a':[1]}}",
            "POST /p HTTP/1.1", "application/json", "{\"a\":[1]}");
        row("a text of arguments", "{'path':'/p','method':'PUT','arguments':'a=1'}", "PUT /p HTTP/1.1", "-", "a=1");
        row("a query", "{'path':'/p?x=1','arguments':{'a':'b&c'}}", "GET /p?x=1&a=b%26c HTTP/1.1", "-", "");
        row("a body", "{'path':'/p','method':'patch','body':{'by':'tag'}}", "PATCH /p HTTP/1.1", "application/json",
            "{\"by\":\"tag\"}");
        row("a body that is no object", "{'path':'/p','method':'POST','body':[1,'x']}", "POST /p HTTP/1.1",
            "application/json", "[1,\"x\"]");
        row("a body of a number", "{'path':'/p','method':'POST','body':3}", "POST /p HTTP/1.1", "application/json",
            "3");
        row("a text", "{'path':'/p','method':'POST','text':'<a/>','headers':{'content-type':'text/xml'}}",
            "POST /p HTTP/1.1", "text/xml", "<a/>");
        row("any method", "{'path':'/p','method':'PURGE','headers':{'X-N':5}}", "PURGE /p HTTP/1.1", "-", "");
        row("no body", "{'path':'/p','method':'DELETE'}", "DELETE /p HTTP/1.1", "-", "");
    }

    void sendsWhatChaosToolkitWouldSend()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        HostileServer server;
        server.on(line.split(' ').value(1), HostileServer::answer("ok"));
        Acting<Http> acting;
        const auto story = acting.act(act(server, arguments));
        QVERIFY(story.preview);
        QCOMPARE(kindOf(story.outcome), std::optional<Kind>());
        QVERIFY(story.outcome.sent);
        const QByteArray head = server.requests().value(0);
        QCOMPARE(head.left(head.indexOf('\r')), line);
        QCOMPARE(server.bodies().value(0), body);
        const bool hasType = head.toLower().contains(QByteArray("content-type: " + type));
        QVERIFY2(type == "-" ? !head.toLower().contains("content-type") : hasType, head.constData());
        QCOMPARE(story.verification.confirmed, Confirmed::Unknown);
        QCOMPARE(story.verification.observed, u"Nothing to read back was named"_s);
    }

    void theCurlLineSendsTheSame_data() { sendsWhatChaosToolkitWouldSend_data(); }

    void theCurlLineSendsTheSame()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        HostileServer server;
        server.on(line.split(' ').value(1), HostileServer::answer("ok", "Connection: close\r\n"));
        Acting<Http> acting;
        const Result<Preview> preview = acting.preview(act(server, arguments));
        QVERIFY(preview);
        QProcess shell;
        shell.start(u"/bin/sh"_s, {u"-c"_s, preview->command});
        QVERIFY(shell.waitForFinished(20'000));
        QCOMPARE(shell.exitCode(), 0);
        const QByteArray head = server.requests().value(0);
        QCOMPARE(head.left(head.indexOf('\r')), line);
        QCOMPARE(server.bodies().value(0), body);
        const bool hasType = head.toLower().contains(QByteArray("content-type: " + type));
        QVERIFY2(type == "-" ? !head.toLower().contains("content-type") : hasType, head.constData());
    }

    void readsAsChaosToolkitDoes()
    {
        HostileServer server;
        server.on("/json",
                  HostileServer::answer("{\"status\":\"UP\"}", "Content-Type: application/json\r\nX-A: 1\r\n"));
        server.on("/text", HostileServer::answer("[1]", "Content-Type: text/plain\r\n", "503 No"));
        server.on("/broken", HostileServer::answer("{", "Content-Type: application/json\r\n"));
        server.on("/from", HostileServer::redirect(server.url("/json")));
        Acting<Http> acting;
        const auto read = [&](const QByteArray &arguments) {
            return await(acting.provider.read(act(server, arguments), {}));
        };
        const auto health = read("{'path':'/json'}");
        QVERIFY(health);
        QCOMPARE(*health,
                 QJsonValue(json("{'status':200,'headers':{'content-type':'application/json','x-a':'1',"
                                 "'content-length':'15'},'body':{'status':'UP'}}")));
        const auto url = read("{'url':'" + server.url("/text").toEncoded() + "','timeout':[1,2]}");
        QVERIFY(url);
        QCOMPARE(url->toObject().value("status"_L1).toInt(), 503);
        QCOMPARE(url->toObject().value("body"_L1).toString(), u"[1]"_s);
        QCOMPARE(read("{'path':'/broken'}")->toObject().value("body"_L1).toString(), u"{"_s);
        QCOMPARE(read("{'path':'/from'}")->toObject().value("status"_L1).toInt(), 200);
        QCOMPARE(read("{'path':'/json','status':[204,500]}").error().message,
                 u"200 was answered, and not 204 or 500"_s);
        QCOMPARE(read("{'path':'/json','method':'POST'}").error().kind, Kind::Unsupported);
        QCOMPARE(read("{'path':'/json','headers':{'X-HTTP-Method-Override':'DELETE'}}").error().kind, Kind::Config);
        QCOMPARE(read("{'path':'/json','body':{'a':1}}").error().message, u"A GET has no body"_s);
        QCOMPARE(read("{'path':'json'}").error().kind, Kind::Config);
        QCOMPARE(read("{'url':'ftp://x/'}").error().kind, Kind::Config);
        QCOMPARE(read("{'path':'/json','timeout':[1]}").error().kind, Kind::Config);
        QCOMPARE(server.requests().size(), 6);
    }

    void asksAgainOnlyForWhatReads()
    {
        std::atomic<int> asked = 0;
        HostileServer server;
        server.on("/p", [&asked](const QByteArray &) {
            return ++asked < 3 ? Behaviour{.send = "HTTP/1.1 2", .close = true} : HostileServer::answer("ok");
        });
        Acting<Http> acting;
        const QByteArray arguments = "{'path':'/p','max_retries':3}";
        QVERIFY(await(acting.provider.read(act(server, arguments), {})));
        QCOMPARE(asked, 3);
        asked = 0;
        const auto story = acting.act(act(server, "{'path':'/p','method':'POST','max_retries':3}"));
        QCOMPARE(kindOf(story.outcome), std::optional(Kind::Http));
        QVERIFY(story.outcome.sent);
        QCOMPARE(asked, 1);
    }

    void secretsOfTheFleetAreForItsInstancesOnly()
    {
        HostileServer mine;
        HostileServer other;
        mine.on("/p", HostileServer::answer("your token is s3cr3t-token"));
        other.on("/p", HostileServer::answer("ok"));
        Acting<Http> acting{.stage = ActionStage(fleetAt(mine, bearer()))};
        const auto story = acting.act(act(mine, "{'path':'/p','method':'POST','headers':{'accept':'*/*'}}"));
        QVERIFY(story.preview);
        const QByteArray head = mine.requests().value(0);
        QVERIFY(head.contains("Authorization: Bearer s3cr3t-token"));
        QVERIFY(head.contains("X-Team: core"));
        QVERIFY(!head.contains("text/plain")); // the experiment's own header is there instead
        QCOMPARE(story.outcome.output.toObject().value("body"_L1).toString(), u"your token is •••"_s);
        QVERIFY2(story.preview->request.contains(u"Authorization: Bearer •••"_s), qPrintable(story.preview->request));
        QVERIFY2(story.preview->command.contains("-H 'Authorization: Bearer '\"$HTTP_ACTION_TOKEN\""_L1),
                 qPrintable(story.preview->command));
        QVERIFY(!story.preview->request.contains("s3cr3t"_L1) && !story.preview->command.contains("s3cr3t"_L1));
        (void)acting.act(act(other, "{'path':'/p','method':'POST'}"));
        QVERIFY(!other.requests().value(0).contains("Authorization"));
        QVERIFY(!other.requests().value(0).contains("X-Team"));
        // An experiment that brings its own gets its own.
        (void)acting.act(act(mine, "{'path':'/p','method':'POST','headers':{'Authorization':'Basic abcd'}}"));
        QVERIFY(mine.requests().last().contains("Authorization: Basic abcd"));
        QVERIFY(!mine.requests().last().contains("Bearer"));
    }

    void basicIsAVariableInTheCurlLine()
    {
        qputenv("HTTP_ACTION_PASSWORD", "pa$$ 'word");
        HostileServer server;
        server.on("/p", HostileServer::answer("ok", "Connection: close\r\n"));
        Acting<Http> acting{
            .stage = ActionStage(
                fleetAt(server, {.user = u"ann"_s, .password = fleet::SecretRef{.name = u"HTTP_ACTION_PASSWORD"_s}}))};
        const Result<Preview> preview = acting.preview(act(server, "{'path':'/p','method':'POST'}"));
        QVERIFY(preview);
        QVERIFY2(preview->command.contains("-u ann:\"$HTTP_ACTION_PASSWORD\""_L1), qPrintable(preview->command));
        QProcess shell;
        shell.start(u"/bin/sh"_s, {u"-c"_s, preview->command});
        QVERIFY(shell.waitForFinished(20'000));
        QVERIFY(server.requests().value(0).contains(QByteArray("ann:pa$$ 'word").toBase64()));
    }

    void counts_data()
    {
        QTest::addColumn<QByteArray>("count");
        QTest::addColumn<std::optional<std::int64_t>>("counted");
        QTest::addColumn<QString>("observed");
        using Count = std::optional<std::int64_t>;
        QTest::newRow("a number") << QByteArray("{'at':'/removed'}") << Count(12) << u"200, 12 objects"_s;
        QTest::newRow("a text") << QByteArray("{'at':'/text'}") << Count(1) << u"200, 1 object"_s;
        QTest::newRow("a list") << QByteArray("{'at':'/keys'}") << Count(3) << u"200, 3 objects"_s;
        QTest::newRow("nothing there") << QByteArray("{'at':'/x'}") << Count()
                                       << u"200, and no count where it should be"_s;
        QTest::newRow("no number") << QByteArray("{'at':'/half'}") << Count()
                                   << u"200, and no count where it should be"_s;
        QTest::newRow("a group in the body")
            << QByteArray("{'regex':'removed.:([0-9]+)'}") << Count(12) << u"200, 12 objects"_s;
        QTest::newRow("the reason") << QByteArray("{'regex':'[0-9]+','in':'reason'}") << Count(7)
                                    << u"200, 7 objects"_s;
        QTest::newRow("a header") << QByteArray("{'regex':'^n=(.*)$','in':'X-Count'}") << Count(0)
                                  << u"200, 0 objects"_s;
        QTest::newRow("no such header") << QByteArray("{'regex':'.+','in':'X-None'}") << Count()
                                        << u"200, and no count where it should be"_s;
        QTest::newRow("a wrong expression")
            << QByteArray("{'regex':'('}") << Count()
            << u"200, and the count cannot be read: The regex of count is wrong: missing ): ("_s;
    }

    void counts()
    {
        QFETCH(QByteArray, count);
        QFETCH(std::optional<std::int64_t>, counted);
        QFETCH(QString, observed);
        HostileServer server;
        server.on("/p",
                  HostileServer::answer("{\"removed\":12,\"text\":\"1\",\"keys\":[1,2,3],\"half\":1.5}",
                                        "X-Count: n=0\r\n", "200 7 gone"));
        Acting<Http> acting;
        const auto story = acting.act(act(server, "{'path':'/p','method':'POST','count':" + count + "}"));
        QCOMPARE(kindOf(story.outcome), std::optional<Kind>());
        QCOMPARE(story.outcome.count, counted);
        QCOMPARE(story.outcome.observed, observed);
    }

    void verifies_data()
    {
        QTest::addColumn<QByteArray>("verify");
        QTest::addColumn<Confirmed>("confirmed");
        QTest::addColumn<QString>("observed");
        const auto row = [](const char *name, const QByteArray &verify, Confirmed confirmed, const QString &observed) {
            QTest::newRow(name) << verify << confirmed << observed;
        };
        row("a threshold holds", "{'path':'/now','at':'/count','pass':'== 0'}", Confirmed::Yes, u"/count is 0"_s);
        row("a threshold does not", "{'path':'/now','at':'/count','pass':'> 0'}", Confirmed::No, u"/count is 0"_s);
        row("equal", "{'path':'/now','at':'/mode','equals':'cp'}", Confirmed::Yes, u"/mode is cp"_s);
        row("not equal", "{'path':'/now','at':'/mode','equals':'ap'}", Confirmed::No, u"/mode is cp"_s);
        row("null", "{'path':'/now','at':'/none','equals':null}", Confirmed::Yes, u"/none is null"_s);
        row("is there", "{'path':'/now','at':'/mode'}", Confirmed::Yes, u"/mode is cp"_s);
        row("is not there", "{'path':'/now','at':'/x'}", Confirmed::No, u"the answer has nothing at /x"_s);
        row("no number", "{'path':'/now','at':'/mode','pass':'< 1'}", Confirmed::No, u"/mode is no number but cp"_s);
        row("a text", "{'path':'/text','equals':'gone'}", Confirmed::Yes, u"the body is gone"_s);
        row("no JSON", "{'path':'/text','at':'/a','equals':1}", Confirmed::No, u"the answer is not JSON"_s);
        row("gone", "{'path':'/404','status':404}", Confirmed::Yes, u"404"_s);
        row("one of", "{'path':'/404','status':[404,410]}", Confirmed::Yes, u"404"_s);
        row("not as expected", "{'path':'/404'}", Confirmed::No, u"404, and not 2xx"_s);
        row("a wrong threshold", "{'path':'/now','at':'/count','pass':'much'}", Confirmed::Unknown, {});
        row("a wrong pointer", "{'path':'/now','at':'count'}", Confirmed::Unknown, {});
    }

    void verifies()
    {
        QFETCH(QByteArray, verify);
        QFETCH(Confirmed, confirmed);
        QFETCH(QString, observed);
        HostileServer server;
        server.on("/now", HostileServer::answer("{\"count\":0,\"mode\":\"cp\",\"none\":null}"));
        server.on("/text", HostileServer::answer("gone\n"));
        server.on("/404", HostileServer::answer("", "", "404 Gone"));
        Acting<Http> acting;
        const Act acted = act(server, "{'path':'/p','method':'POST','verify':" + verify + "}");
        const drills::Verification verification = acting.verify(acted, {}, 100ms);
        QCOMPARE(verification.confirmed, confirmed);
        if (!observed.isEmpty()) {
            QCOMPARE(verification.observed, observed);
        }
    }

    void readsAgainUntilItIsSo()
    {
        std::atomic<int> asked = 0;
        HostileServer server;
        server.on("/p", HostileServer::answer("", "", "202 Accepted"));
        server.on("/n", [&asked](const QByteArray &) {
            return HostileServer::answer(QByteArray::number(std::max(0, 3 - asked++)));
        });
        Acting<Http> acting;
        const auto story =
            acting.act(act(server, "{'path':'/p','method':'POST','verify':{'path':'/n','pass':'== 0'}}"));
        QVERIFY(story.preview);
        QCOMPARE(story.preview->now, u"the body is 3."_s);
        QCOMPARE(story.preview->effect,
                 u"127.0.0.1:%1 is asked to POST /p; after it /n shows == 0."_s.arg(server.port()));
        QCOMPARE(story.outcome.observed, u"202"_s);
        QCOMPARE(story.verification.confirmed, Confirmed::Yes);
        QCOMPARE(asked, 4);
    }

    void ofTwoOperatorsTheSecondIsTold()
    {
        HostileServer server;
        QByteArray tag = "\"v1\"";
        server.on("/p", [&tag](const QByteArray &head) {
            if (head.startsWith("GET")) {
                return HostileServer::answer("{}", "ETag: " + tag + "\r\n");
            }
            return HostileServer::answer("", "", head.contains(QByteArray("If-Match: " + tag)) ? "204 Done" : "412 No");
        });
        Acting<Http> acting;
        const Act acted = act(server, "{'path':'/p','method':'PUT','body':{'a':1},'if_match':true}");
        const Result<Preview> preview = acting.preview(acted);
        QVERIFY(preview);
        QVERIFY2(preview->request.contains("If-Match: \"v1\""_L1), qPrintable(preview->request));
        QCOMPARE(kindOf(acting.run(acted, *preview)), std::optional<Kind>());
        tag = "\"v2\"";
        const drills::Outcome late = acting.run(acted, *preview);
        QCOMPARE(kindOf(late), std::optional(Kind::Config));
        QVERIFY(!late.sent);
        QVERIFY2(late.observed.startsWith("Somebody has changed"_L1), qPrintable(late.observed));
        for (const QByteArray &useless : {QByteArray(), QByteArray("W/\"v1\"")}) {
            tag = useless;
            const Result<Preview> refused = acting.preview(acted);
            QVERIFY(refused);
            QCOMPARE(refused->refusals.size(), 1);
            const qsizetype before = server.requests().size();
            QCOMPARE(kindOf(acting.run(acted, *refused)), std::optional(Kind::Config));
            QCOMPARE(server.requests().size(), before);
        }
    }

    void theTargetMisbehaves_data()
    {
        QTest::addColumn<Behaviour>("behaviour");
        QTest::addColumn<std::optional<Kind>>("kind");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const Behaviour &behaviour, std::optional<Kind> kind,
                            const QString &says) { QTest::newRow(name) << behaviour << kind << says; };
        row("answers 200 and does nothing", HostileServer::answer("ok"), {}, u"200"_s);
        row("answers 303", HostileServer::answer("", "Location: /;st=DONE\r\n", "303 See"), Kind::Http,
            u"303 was answered, and not 2xx"_s);
        row("answers 500", HostileServer::answer("", "", "500 No"), Kind::Http, u"500 was answered"_s);
        row("hangs", Behaviour{}, Kind::Timeout, u"300 ms"_s);
        row("closes without a word", Behaviour{.close = true}, Kind::Http, {});
        row("is cut off in the middle",
            Behaviour{.send = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", .close = true}, Kind::Http, {});
        row("speaks another language", Behaviour{.send = "-ERR what?\r\n", .close = true}, Kind::Http, {});
        row("talks without end", Behaviour{.send = "HTTP/1.1 200 OK\r\n\r\n", .repeat = QByteArray(65536, 'x')},
            Kind::TooLarge, {});
    }

    void theTargetMisbehaves()
    {
        QFETCH(Behaviour, behaviour);
        QFETCH(std::optional<Kind>, kind);
        QFETCH(QString, says);
        HostileServer server;
        server.on("/n", HostileServer::answer("12"));
        server.on("/p", behaviour);
        Acting<Http> acting;
        QElapsedTimer clock;
        clock.start();
        const auto story = acting.act(
            act(server, "{'path':'/p','method':'POST','timeout':'300ms','verify':{'path':'/n','pass':'== 0'}}"), 100ms);
        QVERIFY(clock.elapsed() < 5000);
        QCOMPARE(kindOf(story.outcome), kind);
        QVERIFY2(story.outcome.observed.contains(says), qPrintable(story.outcome.observed));
        QVERIFY(story.outcome.sent);
        QCOMPARE(story.verification.confirmed, Confirmed::No);
        QCOMPARE(story.verification.observed, u"the body is 12"_s);
    }

    void aTargetThatIsNotThereWasNotSentAnything()
    {
        HostileServer server;
        const Act acted = act(server, "{'path':'/p','method':'POST','verify':{'path':'/n'}}");
        server.goAway();
        Acting<Http> acting;
        const drills::Outcome outcome = acting.run(acted, {});
        QCOMPARE(kindOf(outcome), std::optional(Kind::Connect));
        QVERIFY(!outcome.sent);
        QCOMPARE(acting.verify(acted, {}, 100ms).confirmed, Confirmed::Unknown);
    }

    void diesBetweenActAndVerify()
    {
        HostileServer server;
        server.on("/p", HostileServer::answer("ok"));
        server.on("/n", HostileServer::answer("12"));
        Acting<Http> acting;
        const Act acted = act(server, "{'path':'/p','method':'POST','verify':{'path':'/n','pass':'== 0'}}");
        const Result<Preview> preview = acting.preview(acted);
        QVERIFY(preview);
        QVERIFY(!acting.run(acted, *preview).error);
        server.goAway();
        const drills::Verification verification = acting.verify(acted, *preview, 200ms);
        QCOMPARE(verification.confirmed, Confirmed::Unknown);
        QVERIFY2(verification.observed.contains(QString::number(server.port())), qPrintable(verification.observed));
    }

    void aStopEndsIt()
    {
        HostileServer server; // never answers
        Acting<Http> acting;
        std::stop_source stop;
        const Act acted = act(server, "{'path':'/p','method':'POST','verify':{'path':'/n'}}");
        const auto outcome = test::outcomeOf(acting.provider.run(acted, {}, acting.stage.permit(), stop.get_token()));
        QTRY_COMPARE(server.requests().size(), 1);
        QElapsedTimer clock;
        clock.start();
        stop.request_stop();
        QTRY_VERIFY(outcome->has_value());
        QVERIFY(clock.elapsed() < 100);
        QCOMPARE(kindOf(**outcome), std::optional(Kind::Cancelled));
        QVERIFY((*outcome)->sent);
    }

    void tlsOfTheFleetIsNotLoosened()
    {
        // What is not an instance of the fleet may be asked without looking at its certificate; an instance may not.
        HostileServer server;
        server.on("/p", HostileServer::answer("ok"));
        fleet::Fleet fleet = fleetAt(server, {});
        Acting<Http> acting{.stage = ActionStage(fleet)};
        const QByteArray arguments = "{'path':'/p','method':'POST','verify_tls':false}";
        QVERIFY(!acting.preview(act(server, arguments))->command.contains("--insecure"_L1));
        Acting<Http> elsewhere;
        QVERIFY(elsewhere.preview(act(server, arguments))->command.contains("--insecure"_L1));
    }
};

QTEST_GUILESS_MAIN(TestHttpAction)
#include "tst_httpaction.moc"
