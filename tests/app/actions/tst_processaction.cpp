// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/process.h"
#include "tests/app/actions/actionstage.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::Act;
using drills::Confirmed;
using drills::Preview;
using test::Acting;
using test::await;
using Kind = Error::Kind;

namespace {

Act act(const QJsonObject &arguments)
{
    return {.provider = u"process"_s, .arguments = arguments};
}

QJsonObject shell(const QString &script, const QJsonObject &more = {})
{
    QJsonObject arguments = more;
    arguments.insert(u"path"_s, u"sh"_s);
    arguments.insert(u"arguments"_s, QJsonArray{u"-c"_s, script});
    return arguments;
}

std::optional<Kind> kindOf(const drills::Outcome &outcome)
{
    return outcome.error ? std::optional(outcome.error->kind) : std::nullopt;
}

QString stdoutOf(const drills::Outcome &outcome)
{
    return outcome.output.toObject().value("stdout"_L1).toString();
}

} // namespace

class TestProcessAction final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void passesArgumentsAsChaosToolkitDoes_data()
    {
        QTest::addColumn<QJsonValue>("arguments");
        QTest::addColumn<QString>("printed");
        const auto row = [](const char *name, const QJsonValue &arguments, const QString &printed) {
            QTest::newRow(name) << arguments << printed;
        };
        row("a list", QJsonArray{u"[%s]"_s, u"a b"_s, 3, QJsonValue(), u""_s, u"$HOME;*"_s}, u"[a b][3][$HOME;*]"_s);
        row("a text", u"'[%s]' \"a b\" c"_s, u"[a b][c]"_s);
        row("a map", QJsonObject{{u"[%s]"_s, u"--b"_s}}, u"[--b]"_s);
        row("none", QJsonValue(), {});
    }

    void passesArgumentsAsChaosToolkitDoes()
    {
        QFETCH(QJsonValue, arguments);
        QFETCH(QString, printed);
        Acting<Process> acting;
        const auto story = acting.act(act({{u"path"_s, u"printf"_s}, {u"arguments"_s, arguments}}));
        QVERIFY(story.preview);
        QVERIFY(story.outcome.sent);
        QCOMPARE(stdoutOf(story.outcome), printed);
        QCOMPARE(kindOf(story.outcome), printed.isEmpty() ? std::optional(Kind::Io) : std::nullopt);
        QCOMPARE(story.verification.confirmed, Confirmed::Unknown);
    }

    void startsNoShell()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"made"_s);
        Acting<Process> acting;
        const auto story =
            acting.act(act({{u"path"_s, u"echo"_s}, {u"arguments"_s, QJsonArray{QString(u"a; touch "_s + file)}}}));
        QCOMPARE(stdoutOf(story.outcome), QString(u"a; touch "_s + file + u'\n'));
        const auto text = acting.act(act({{u"path"_s, u"echo"_s}, {u"arguments"_s, QString(u"a; touch "_s + file)}}));
        QCOMPARE(text.preview.error().kind, Kind::Config);
        QVERIFY(!QFile::exists(file));
    }

    void exitCodes_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<int>("exit");
        QTest::addColumn<std::optional<Kind>>("kind");
        QTest::addColumn<QString>("observed");
        QTest::newRow("0") << u"echo done"_s << 0 << std::optional<Kind>() << u"exit code 0: done"_s;
        QTest::newRow("3") << u"echo no >&2; exit 3"_s << 0 << std::optional(Kind::Io) << u"exit code 3: no"_s;
        QTest::newRow("3 was wanted") << u"exit 3"_s << 3 << std::optional<Kind>() << u"exit code 3"_s;
        QTest::newRow("0 was not") << u"exit 0"_s << 3 << std::optional(Kind::Io) << u"exit code 0"_s;
        QTest::newRow("killed") << u"kill -9 $$"_s << 0 << std::optional(Kind::Io)
                                << u"The program /usr/bin/sh was killed"_s;
    }

    void exitCodes()
    {
        QFETCH(QString, script);
        QFETCH(int, exit);
        QFETCH(std::optional<Kind>, kind);
        QFETCH(QString, observed);
        Acting<Process> acting;
        const auto story = acting.act(act(shell(script, {{u"exit"_s, exit}})));
        QCOMPARE(kindOf(story.outcome), kind);
        QVERIFY(story.outcome.sent);
        QCOMPARE(story.outcome.observed, observed);
    }

    void isVerifiedByAnotherProgram()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"state"_s);
        const auto verify = [&](const QString &matches) {
            return QJsonObject{{u"path"_s, u"cat"_s}, {u"arguments"_s, QJsonArray{file}}, {u"matches"_s, matches}};
        };
        Acting<Process> acting;
        const Act waits = act(shell(u"echo revision 2 > "_s + file, {{u"verify"_s, verify(u"(?m)^revision 2$"_s)}}));
        const auto story = acting.act(waits);
        QVERIFY2(!story.outcome.error, qPrintable(story.outcome.observed));
        QCOMPARE(story.verification.confirmed, Confirmed::Yes);
        QCOMPARE(story.verification.observed, u"revision 2"_s);
        const Act lies = act(shell(u"echo rolled back"_s, {{u"verify"_s, verify(u"(?m)^revision 1$"_s)}}));
        const auto liar = acting.act(lies, 200ms);
        QVERIFY(!liar.outcome.error);
        QCOMPARE(liar.verification.confirmed, Confirmed::No);
        QCOMPARE(liar.verification.observed, u"revision 2"_s);
        QVERIFY(QFile::remove(file));
        QVERIFY2(acting.verify(lies, {}, 100ms).observed.startsWith("exit code 1"_L1), "cat of nothing");
        const Act unknown = act(shell(u"true"_s, {{u"verify"_s, QJsonObject{{u"path"_s, u"no-such-program"_s}}}}));
        QCOMPARE(acting.verify(unknown, {}, 100ms).confirmed, Confirmed::Unknown);
    }

    void theDryRunIsThePreview()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"acted"_s);
        Acting<Process> acting;
        const auto with = [&](const QString &dryRun) {
            return act(shell(u"echo done > "_s + file,
                             {{u"preview"_s, shell(dryRun)}, {u"verify"_s, QJsonObject{{u"path"_s, u"true"_s}}}}));
        };
        const Result<Preview> preview = acting.preview(with(u"echo deployment/x rolled back '(server dry run)'"_s));
        QVERIFY(preview);
        QCOMPARE(preview->effect, u"The dry run says: deployment/x rolled back (server dry run)"_s);
        QCOMPARE(preview->refusals, QStringList());
        QCOMPARE(preview->warnings, QStringList());
        QCOMPARE(preview->tool, u"sh"_s);
        QCOMPARE(preview->command, u"/usr/bin/sh -c 'echo done > "_s + file + u'\'');
        const Act refused = with(u"echo 'error: no such revision' >&2; exit 1"_s);
        const Result<Preview> wrong = acting.preview(refused);
        QVERIFY(wrong);
        QCOMPARE(wrong->refusals, QStringList{u"The dry run ended with exit code 1: error: no such revision."_s});
        QCOMPARE(kindOf(acting.run(refused, *wrong)), std::optional(Kind::Config));
        QVERIFY(!QFile::exists(file));
    }

    void secretsStayAway()
    {
        qputenv("PROCESS_ACTION_HIDDEN", "not-for-programs");
        Acting<Process> acting;
        security::Redactor redactor = acting.stage.vault.redactor();
        redactor.add("s3cr3t-value");
        const Act env =
            act({{u"path"_s, u"env"_s}, {u"env"_s, QJsonObject{{u"TOKEN"_s, u"s3cr3t-value"_s}, {u"N"_s, 3}}}});
        const auto story = acting.act(env);
        QVERIFY(story.preview);
        const QString printed = stdoutOf(story.outcome);
        QVERIFY2(printed.contains(u"TOKEN=•••"_s) && printed.contains(u"N=3"_s), qPrintable(printed));
        QVERIFY(!printed.contains("not-for-programs"_L1));
        QVERIFY(!story.preview->request.contains("s3cr3t"_L1));
        QVERIFY2(story.preview->command.startsWith("N=3 TOKEN=\"$SECRET\" "_L1), qPrintable(story.preview->command));
    }

    void outputIsCapped()
    {
        Acting<Process> acting;
        const auto story = acting.act(act(shell(u"head -c 3000000 /dev/zero | tr '\\0' x"_s)));
        QCOMPARE(stdoutOf(story.outcome).size(), 64 * 1024);
        QVERIFY(story.outcome.observed.size() < 300);
    }

    void isKilledWithAllItStarted_data()
    {
        QTest::addColumn<bool>("stops");
        QTest::newRow("at its timeout") << false;
        QTest::newRow("by a stop") << true;
    }

    void isKilledWithAllItStarted()
    {
        QFETCH(bool, stops);
        QTemporaryDir folder;
        const QString file = folder.filePath(u"pid"_s);
        Acting<Process> acting;
        std::stop_source stop;
        const QJsonObject more{{u"timeout"_s, stops ? u"30s"_s : u"300ms"_s}};
        const Act hangs = act(shell(u"sleep 60 & echo $! > "_s + file + u"; wait"_s, more));
        const auto outcome = test::outcomeOf(acting.provider.run(hangs, {}, acting.stage.permit(), stop.get_token()));
        QTRY_VERIFY(QFile(file).size() > 0);
        QElapsedTimer clock;
        clock.start();
        if (stops) {
            stop.request_stop();
        }
        QTRY_VERIFY(outcome->has_value());
        QVERIFY(!stops || clock.elapsed() < 100);
        QCOMPARE(kindOf(**outcome), std::optional(stops ? Kind::Cancelled : Kind::Timeout));
        QVERIFY((*outcome)->sent);
        QFile pid(file);
        QVERIFY(pid.open(QIODevice::ReadOnly));
        const QString child = QString::fromLatin1(pid.readAll().trimmed());
        QTRY_VERIFY(!QFile::exists(u"/proc/%1/exe"_s.arg(child))
                    || QFile::symLinkTarget(u"/proc/%1/exe"_s.arg(child)).isEmpty());
    }

    void whatIsNoProgramIsRefused_data()
    {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::newRow("no path") << QJsonObject{};
        QTest::newRow("unknown") << QJsonObject{{u"path"_s, u"no-such-program"_s}};
        QTest::newRow("no file") << QJsonObject{{u"path"_s, u"./no/such/file"_s}};
        QTest::newRow("a folder") << QJsonObject{{u"path"_s, u"/tmp"_s}};
        QTest::newRow("not executable") << QJsonObject{{u"path"_s, u"/etc/passwd"_s}};
        QTest::newRow("timeout") << QJsonObject{{u"path"_s, u"true"_s}, {u"timeout"_s, u"soon"_s}};
    }

    void whatIsNoProgramIsRefused()
    {
        QFETCH(QJsonObject, arguments);
        Acting<Process> acting;
        QCOMPARE(acting.preview(act(arguments)).error().kind, Kind::Config);
        const drills::Outcome outcome = acting.run(act(arguments), {});
        QCOMPARE(kindOf(outcome), std::optional(Kind::Config));
        QVERIFY(!outcome.sent);
    }

    void nothingStartsWithoutAPermit()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"made"_s);
        Acting<Process> acting;
        const Act touch = act({{u"path"_s, u"touch"_s}, {u"arguments"_s, QJsonArray{file}}});
        QCOMPARE(await(acting.provider.read(touch, {})).error().kind, Kind::Unsupported);
        security::Permit permit = acting.stage.permit();
        acting.stage.gate.disarm();
        const drills::Outcome outcome = await(acting.provider.run(touch, {}, std::move(permit), {}));
        QCOMPARE(kindOf(outcome), std::optional(Kind::Unsupported));
        QVERIFY(!outcome.sent);
        QVERIFY(!QFile::exists(file));
    }
};

QTEST_GUILESS_MAIN(TestProcessAction)
#include "tst_processaction.moc"
