// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/active.h"
#include "app/evidence/commandevidence.h"
#include "app/evidence/loadevidence.h"
#include "app/evidence/ratelimitevidence.h"
#include "app/http/transport.h"
#include "app/monitor/timesource.h"
#include "app/security/arminggate.h"
#include "tests/support/await.h"
#include "tests/support/hostileserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <csignal>

using namespace readyroom;
using namespace readyroom::evidence;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Stage {
    security::ArmingGate gate{std::make_shared<const monitor::SystemTime>()};
    monitor::SystemTime clock;
    http::Transport transport;
    QStringList doings;

    Stage()
    {
        gate.setEnvironments({{.name = u"lab"_s, .confirm = fleet::Environment::Confirm::Click}});
        (void)gate.arm(u"lab"_s, {.how = ArmingConfirmation::How::Clicked});
    }
    security::Permit permit() { return *gate.permit(u"lab"_s, u"measure"_s); }
    ActiveContext context(const QUrl &instance = QUrl(u"http://127.0.0.1:9"_s))
    {
        fleet::Service service;
        service.name = u"shop"_s;
        service.instances = {instance};
        return {.service = service,
                .credentials = {},
                .transport = transport,
                .clock = clock,
                .redactor = {},
                .progress = [this](double, const QString &doing) { doings += doing; }};
    }
    Evidence collect(EvidenceSpec spec, const QUrl &instance = QUrl(u"http://127.0.0.1:9"_s), std::stop_token stop = {})
    {
        return test::await(collectActive(std::move(spec), context(instance), permit(), std::move(stop)));
    }
    Evidence run(const QStringList &command, Duration timeout = 10s, std::stop_token stop = {})
    {
        CommandEvidence spec;
        spec.command = command;
        spec.timeout = timeout;
        return collect(spec, QUrl(u"http://127.0.0.1:9"_s), std::move(stop));
    }
};

LoadEvidence loadOf(std::vector<LoadEvidence::Limit> limits)
{
    LoadEvidence spec;
    spec.path = u"/"_s;
    spec.limits = std::move(limits);
    return spec;
}

Threshold threshold(QStringView text)
{
    return *parseThreshold(text);
}

} // namespace

/// Evidence that is collected on request: what is made of what was seen, and the collecting itself.
class ActiveEvidenceTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judgesLimits_data()
    {
        QTest::addColumn<std::vector<int>>("statuses");
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<QString>("observed");
        using Statuses = std::vector<int>;
        QTest::newRow("refused at last") << Statuses{200, 200, 429} << Outcome::Pass << u"429 after 2 requests"_s;
        QTest::newRow("never refused") << Statuses{200, 200, 200} << Outcome::Fail << u"200 × 3"_s;
        QTest::newRow("refused at once") << Statuses{429, 429} << Outcome::Unknown << u"429 × 2"_s;
        QTest::newRow("some lost") << Statuses{200, 0, 503} << Outcome::Fail << u"no answer × 1, 200 × 1, 503 × 1"_s;
        QTest::newRow("all lost") << Statuses{0, 0} << Outcome::Unknown << QString();
    }

    void judgesLimits()
    {
        QFETCH(std::vector<int>, statuses);
        std::vector<LimitAnswer> answers;
        for (const int status : statuses) {
            answers.push_back({.status = status, .error = status == 0 ? u"Nobody answers"_s : QString()});
        }
        const Evidence evidence = judgeRateLimit({.path = u"/"_s, .requests = 3}, answers);
        QTEST(evidence.outcome, "outcome");
        QTEST(evidence.observed, "observed");
        QCOMPARE(evidence.target, u"429 within 3 requests"_s);
        QCOMPARE(evidence.reason.isEmpty(), false);
    }

    void hammersWithOneKeyOfItsOwn()
    {
        test::HostileServer server;
        server.on("/api", test::HostileServer::answer("fine"));
        Stage stage;
        const RateLimitEvidence spec{.path = u"/api"_s, .requests = 5, .clientHeader = u"X-Api-Key"_s};
        QCOMPARE(stage.collect(spec, server.url("")).outcome, Outcome::Fail);
        (void)stage.collect(spec, server.url(""));
        QSet<QByteArray> keys;
        for (const QByteArray &head : server.requests()) {
            const qsizetype at = head.toLower().indexOf("x-api-key: ");
            QVERIFY(at > 0);
            keys.insert(head.mid(at + 11, head.indexOf('\r', at) - at - 11));
        }
        QCOMPARE(server.requests().size(), 10);
        QCOMPARE(keys.size(), 2);
        QCOMPARE(stage.doings.last(), u"5 of 5 requests"_s);
    }

    void stopsAtTheRefusal()
    {
        test::HostileServer server;
        server.on("/api", test::HostileServer::answer("no", "Retry-After: 30\r\n", "429 Too Many Requests"));
        Stage stage;
        const Evidence evidence = stage.collect(RateLimitEvidence{.path = u"/api"_s, .requests = 5}, server.url(""));
        QCOMPARE(evidence.outcome, Outcome::Unknown);
        QCOMPARE(server.requests().size(), 1);
    }

    void judgesLoads_data()
    {
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<double>("p95");
        QTest::addColumn<double>("success");
        QTest::newRow("well") << Outcome::Pass << 0.09 << 1.0;
        QTest::newRow("somewhat slow") << Outcome::Partial << 0.4 << 1.0;
        QTest::newRow("slow") << Outcome::Fail << 2.0 << 1.0;
        QTest::newRow("the worst counts") << Outcome::Fail << 0.09 << 0.5;
    }

    void judgesLoads()
    {
        const LoadEvidence spec = loadOf({{LoadEvidence::Figure::P95, threshold(u"< 0.1"), threshold(u"< 0.5")},
                                          {LoadEvidence::Figure::Success, threshold(u"> 0.99"), {}}});
        load::Report report{.requests = 100, .seconds = 1};
        QFETCH(double, p95);
        QFETCH(double, success);
        report.p95 = p95;
        report.success = success;
        const Evidence evidence = judgeLoad(spec, report);
        QTEST(evidence.outcome, "outcome");
        QVERIFY(evidence.observed.startsWith(u"p95 "_s) && evidence.observed.contains(u", success "_s));
        QCOMPARE(evidence.target, u"p95 < 100 ms, success > 99 %"_s);
        QVERIFY(!evidence.raw.isEmpty() && evidence.sha256.size() == 64);
    }

    void knowsNothingOfALoadWithoutAnswers()
    {
        load::Report report{.requests = 10, .failed = 10, .seconds = 1};
        report.p95 = std::nan("");
        const Evidence evidence = judgeLoad(loadOf({{LoadEvidence::Figure::P95, threshold(u"< 1"), {}}}), report);
        QCOMPARE(evidence.outcome, Outcome::Unknown);
        QVERIFY(!evidence.reason.isEmpty());
    }

    void runsALoad()
    {
        test::HostileServer server;
        server.on("/api", test::HostileServer::answer("fine"));
        Stage stage;
        LoadEvidence spec = loadOf({{LoadEvidence::Figure::Success, threshold(u"== 1"), {}}});
        spec.path = u"/api"_s;
        spec.users = 5;
        spec.duration = 1s;
        const Evidence evidence = stage.collect(spec, server.url(""));
        QVERIFY2(evidence.outcome == Outcome::Pass, qPrintable(evidence.observed + evidence.reason));
        QVERIFY(evidence.takenAt.has_value());
        QVERIFY(!stage.doings.isEmpty());
    }

    void runsPrograms_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QString>("matches");
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<QString>("observed");
        const auto row = [](const char *name, const QStringList &command, const QString &matches, Outcome outcome,
                            const QString &observed) {
            QTest::newRow(name) << command << matches << outcome << observed;
        };
        row("fine", {u"true"_s}, {}, Outcome::Pass, u"exit code 0"_s);
        row("fails", {u"false"_s}, {}, Outcome::Fail, u"exit code 1"_s);
        row("matches", {u"echo"_s, u"3 pods ready"_s}, u"[0-9]+ pods"_s, Outcome::Pass, u"exit code 0"_s);
        row("does not match", {u"echo"_s, u"none"_s}, u"[0-9]+ pods"_s, Outcome::Fail, u"exit code 0"_s);
        row("no shell", {u"echo"_s, u"$HOME; `id`"_s}, u"^\\$HOME; `id`"_s, Outcome::Pass, u"exit code 0"_s);
        row("missing", {u"no-such-program-anywhere"_s}, {}, Outcome::Unknown, {});
        row("killed", {u"sh"_s, u"-c"_s, u"kill -9 $$"_s}, {}, Outcome::Unknown, {});
    }

    void runsPrograms()
    {
        QFETCH(QStringList, command);
        QFETCH(QString, matches);
        Stage stage;
        CommandEvidence spec;
        spec.command = command;
        spec.matches = matches;
        const Evidence evidence = stage.collect(spec);
        QTEST(evidence.outcome, "outcome");
        QTEST(evidence.observed, "observed");
        QVERIFY(evidence.outcome != Outcome::Unknown || !evidence.reason.isEmpty());
    }

    void killsWhatTakesTooLong()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"child"_s);
        Stage stage;
        QElapsedTimer timer;
        timer.start();
        // With the grandchild that it has left behind.
        const Evidence evidence = stage.run({u"sh"_s, u"-c"_s, u"sleep 60 & echo $! > \"$0\"; wait"_s, file}, 500ms);
        QCOMPARE(evidence.outcome, Outcome::Unknown);
        QVERIFY(timer.elapsed() < 5000);
        QFile pid(file);
        QVERIFY(pid.open(QIODevice::ReadOnly));
        const pid_t grandchild = pid.readAll().trimmed().toInt();
        QVERIFY(grandchild > 1);
        const auto ended = [grandchild] {
            QFile commandLine(u"/proc/%1/cmdline"_s.arg(grandchild));
            return !commandLine.open(QIODevice::ReadOnly) || commandLine.readAll().isEmpty();
        };
        QTRY_VERIFY(ended());
    }

    void canBeWithdrawn()
    {
        Stage stage;
        std::stop_source stop;
        QElapsedTimer sinceStop;
        QTimer::singleShot(200, this, [&] {
            sinceStop.start();
            stop.request_stop();
        });
        QCOMPARE(stage.run({u"sleep"_s, u"60"_s}, 60s, stop.get_token()).outcome, Outcome::Unknown);
        QVERIFY(sinceStop.elapsed() < 2000);
    }

    void runsNothingUnarmed()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"made"_s);
        Stage stage;
        security::Permit permit = stage.permit();
        stage.gate.disarm();
        CommandEvidence spec;
        spec.command = {u"touch"_s, file};
        const Evidence evidence = test::await(collectActive(spec, stage.context(), std::move(permit), {}));
        QCOMPARE(evidence.outcome, Outcome::Unknown);
        QVERIFY(!QFile::exists(file));
    }

    void keepsSecretsFromPrograms()
    {
        QProcessEnvironment ours;
        ours.insert(u"PATH"_s, u"/bin"_s);
        ours.insert(u"LC_ALL"_s, u"C"_s);
        ours.insert(u"CHECKOUT_TOKEN"_s, u"s3cret"_s);
        ours.insert(u"SSH_AUTH_SOCK"_s, u"/run/agent"_s);
        QCOMPARE(process::passedOn(ours).keys(), (QStringList{u"LC_ALL"_s, u"PATH"_s}));
    }

    void keepsABoundedOutput()
    {
        Stage stage;
        const Evidence evidence = stage.run({u"head"_s, u"-c"_s, u"10000000"_s, u"/dev/zero"_s});
        QCOMPARE(evidence.outcome, Outcome::Pass);
        QCOMPARE(evidence.raw.size(), maxRawBytes);
    }
};

Q_DECLARE_METATYPE(readyroom::readiness::Outcome)

QTEST_GUILESS_MAIN(ActiveEvidenceTest)
#include "tst_activeevidence.moc"
