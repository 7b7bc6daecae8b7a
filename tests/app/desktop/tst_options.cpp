// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/options.h"

#include <QProcess>
#include <QTest>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using desktop::Options;

namespace {

struct Run {
    int exitCode = -1;
    QString output;
    QString errors;
};

Run run(const QStringList &arguments, const QProcessEnvironment &environment)
{
    QProcess program;
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(READYROOM_BIN_DIR "/readyroom"), arguments);
    if (!program.waitForFinished()) {
        program.kill();
        program.waitForFinished();
        return {};
    }
    return {program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1,
            QString::fromUtf8(program.readAllStandardOutput()), QString::fromUtf8(program.readAllStandardError())};
}

QProcessEnvironment plain()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    return environment;
}

} // namespace

class TestOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingAskedIsTheDefault()
    {
        const auto options = desktop::parseOptions({});
        QVERIFY(options);
        QCOMPARE(*options, Options());
        QVERIFY(!options->size && options->page == shell::PageAddress());
    }

    void everyOptionIsRead()
    {
        const auto options = desktop::parseOptions({u"--fleet"_s, u"my fleet.yaml"_s, u"--page=service/a=b"_s,
                                                    u"--theme"_s, u"dark"_s, u"--size=1280x720"_s, u"--screenshot"_s,
                                                    u"-.png"_s, u"--after"_s, u"2.5"_s, u"--timings"_s});
        QVERIFY(options);
        QCOMPARE(options->fleetFile, u"my fleet.yaml"_s);
        QCOMPARE(options->page, (shell::PageAddress{shell::PageAddress::Kind::Service, u"a=b"_s}));
        QCOMPARE(options->theme, Options::ThemeChoice::Dark);
        QCOMPARE(options->size, QSize(1280, 720));
        QCOMPARE(options->screenshot, u"-.png"_s);
        QCOMPARE(options->after, 2500ms);
        QVERIFY(options->timings && !options->demo && !options->help && !options->version);
    }

    void theLastOfTwoCounts()
    {
        const auto options = desktop::parseOptions({u"--theme=dark"_s, u"--theme=light"_s});
        QVERIFY(options);
        QCOMPARE(options->theme, Options::ThemeChoice::Light);
    }

    void wrong_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const QStringList &arguments, const QString &sentence) {
            QTest::newRow(name) << arguments << sentence;
        };
        row("unknown", {u"--flet"_s, u"x"_s}, u"There is no option “--flet”; see readyroom --help."_s);
        row("short", {u"-x"_s}, u"There is no option “-x”; see readyroom --help."_s);
        row("flag with a value", {u"--demo=1"_s}, u"There is no option “--demo=1”; see readyroom --help."_s);
        row("only a dash", {u"-"_s}, u"There is no option “-”; see readyroom --help."_s);
        row("stray", {u"fleet.yaml"_s}, u"“fleet.yaml” is not an option; a fleet file is given as --fleet FILE."_s);
        row("empty", {QString()}, u"“” is not an option; a fleet file is given as --fleet FILE."_s);
        row("no value", {u"--demo"_s, u"--page"_s}, u"--page wants a value; see readyroom --help."_s);
        row("empty value", {u"--fleet="_s}, u"--fleet wants a value; see readyroom --help."_s);
        row("both", {u"--demo"_s, u"--fleet"_s, u"x"_s}, u"Either --demo or --fleet FILE, not both."_s);
        row("page", {u"--page"_s, u"alerts"_s},
            u"There is no page “alerts”; --page is fleet, service/NAME, readiness/NAME, drills, drills/SERVICE/NAME or journal."_s);
        row("nameless service", {u"--page=service/"_s},
            u"There is no page “service/”; --page is fleet, service/NAME, readiness/NAME, drills, drills/SERVICE/NAME or journal."_s);
        row("theme", {u"--theme=Dark"_s}, u"--theme is light or dark, not “Dark”."_s);
        row("after alone", {u"--after"_s, u"1"_s},
            u"--after says when to take the picture, so it needs --screenshot FILE."_s);
        for (const QString &size : {u"1280"_s, u"1280x"_s, u"1280X720"_s, u"-1280x720"_s, u"319x240"_s, u"320x239"_s,
                                    u"16385x900"_s, u"99999999999x900"_s, u" 1280x720"_s, u"1280x720\n"_s}) {
            row(qPrintable(u"size "_s + size.simplified()), {u"--size"_s, size},
                u"--size wants WIDTHxHEIGHT in pixels, such as 1440x900, not “%1”."_s.arg(size));
        }
        for (const QString &after : {u"soon"_s, u"-1"_s, u"nan"_s, u"inf"_s, u"1e9"_s, u"1,5"_s}) {
            row(qPrintable(u"after "_s + after), {u"--after"_s, after, u"--screenshot=x.png"_s},
                u"--after wants a number of seconds, not “%1”."_s.arg(after));
        }
    }
    void wrong()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, sentence);
        const auto options = desktop::parseOptions(arguments);
        QVERIFY(!options);
        QCOMPARE(options.error().kind, Error::Kind::Config);
        QCOMPARE(options.error().message, sentence);
    }

    void usageNamesEveryOption()
    {
        for (const auto &option : {"--fleet"_L1, "--demo"_L1, "--page"_L1, "--theme"_L1, "--size"_L1, "--screenshot"_L1,
                                   "--after"_L1, "--timings"_L1, "--version"_L1, "--help"_L1}) {
            QVERIFY2(desktop::usage().contains(option), option.data());
        }
    }

    void theProgramEndsWithTwoAndOneSentence()
    {
        const Run wrong = run({u"--theme=Dark"_s}, plain());
        QCOMPARE(wrong.exitCode, 2);
        QCOMPARE(wrong.errors, u"readyroom: --theme is light or dark, not “Dark”.\n"_s);
        QCOMPARE(wrong.output, QString());
    }

    void helpNeedsNoDisplay()
    {
        QProcessEnvironment environment = plain();
        for (const auto &variable : {u"QT_QPA_PLATFORM"_s, u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s}) {
            environment.remove(variable);
        }
        const Run help = run({u"--help"_s}, environment);
        QCOMPARE(help.exitCode, 0);
        QCOMPARE(help.output, desktop::usage());
        const Run window = run({u"--demo"_s}, environment);
        QCOMPARE(window.exitCode, 2);
        QVERIFY2(window.errors.startsWith(u"readyroom: There is no display"_s), qPrintable(window.errors));
    }
};

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
