// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/asyncscope.h"
#include "app/async/opensslexit.h"
#include "app/async/signalstop.h"
#include "app/config/lint.h"
#include "app/ctl/commands.h"

#include <QCoreApplication>
#ifdef READYROOM_HAS_PDF
#include <QGuiApplication>
#endif

#include <csignal>
#include <cstdio>
#include <memory>

using namespace Qt::StringLiterals;
using namespace readyroom;

namespace {

constexpr int couldNotRun = 2;

constexpr const char *usage = R"(Usage: readyroomctl COMMAND

  status (--fleet FILE | --demo) [--watch] [--wait D] [--output table|json]
         [--log FILE]
  query  EXPR (--fleet FILE | --demo | --url PAGE | --prometheus URL)
         [--at T | --range D --step D] [--wait D] [--output table|json]
  lint   FILE...
  gate   PROFILE [--fleet FILE | --demo] [--service S] [--active --arm ENVIRONMENT] [--wait D]
         [--journal FILE] [--output text|json|junit|markdown|html|pdf]
  journal list   [--service S] [--kind K] [--from T | --since D] [--to T] [--text WORDS] [--limit N]
                 [--journal FILE] [--output table|json]
  journal verify [--head FILE] [--journal FILE]
  journal export [--service S] [--kind K] [--from T | --since D] [--to T] [--text WORDS]
                 [--journal FILE] [--output jsonl|csv] | --head [FILE]
  drill  list    [--fleet FILE | --demo] [--output table|json]
  drill  show    NAME|FILE [--fleet FILE | --demo] [--service S] [--set P=V]... [--reason TEXT] [--output table|json]
  drill  run     NAME|FILE [--fleet FILE | --demo] [--service S] [--set P=V]... [--reason TEXT]
                 (--dry-run | --arm ENVIRONMENT) [--wait D] [--journal FILE] [--output table|json]
  drill  undo    RUN --arm ENVIRONMENT [--fleet FILE | --demo] [--journal FILE] [--output table|json]
  sign-off verify FILE --allowed-signers FILE [--role R]... [--output table|json]

Exit code: 0 all well (gate: GO), 1 something critical (status), findings (lint, journal verify, sign-off verify),
NO-GO (gate), or deviated or failed and rolled back (drill), 2 used wrongly or could not run, 3 CONDITIONAL (gate) or
rolled back in part only (drill).
See readyroomctl(1).
)";

QString explained(const Error &error)
{
    return config::toText(error);
}

int exitCode(const Result<ctl::Exit> &result)
{
    if (!result) {
        ctl::warn(explained(result.error()));
        return couldNotRun;
    }
    return static_cast<int>(*result);
}

#ifdef READYROOM_HAS_PDF
bool asksForPdf(int argc, char **argv)
{
    QStringList given;
    for (int i = 1; i < argc; ++i) {
        given += QString::fromLocal8Bit(argv[i]);
    }
    const auto gate = given.value(0) == "gate"_L1 ? ctl::parseGateArguments(given.mid(1))
                                                  : Result<ctl::GateArguments>(failure(Error::Kind::Config, {}));
    return gate && gate->format == ReportFormat::Pdf;
}
#endif

/// Only a PDF needs fonts, and with them the platform of a window, though none is shown.
std::unique_ptr<QCoreApplication> makeApplication(int &argc, char **argv)
{
#ifdef READYROOM_HAS_PDF
    if (asksForPdf(argc, argv)) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        return std::make_unique<QGuiApplication>(argc, argv);
    }
#endif
    return std::make_unique<QCoreApplication>(argc, argv);
}

QCoro::Task<> finish(QCoro::Task<Result<ctl::Exit>> command)
{
    const Result<ctl::Exit> result = co_await command;
    QCoreApplication::exit(exitCode(result));
}

/// Runs a command that waits for the world: the event loop turns until it is done.
template<typename Arguments, typename Command> int runCommand(const Result<Arguments> &arguments, Command command)
{
    if (!arguments) {
        return exitCode(std::unexpected(arguments.error()));
    }
    async::SignalStop stop;
    async::AsyncScope scope(u"readyroomctl"_s);
    // Queued, because a command that is done at once would ask the event loop to end before it has begun.
    QMetaObject::invokeMethod(
        qApp, [&] { scope.start(finish(command(*arguments, stop.token()))); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    // A reader that went away is an error of the write, not the end of the process.
    std::signal(SIGPIPE, SIG_IGN);
    async::leaveOpenSslToTheSystem();
    const std::unique_ptr<QCoreApplication> application = makeApplication(argc, argv);
    QCoreApplication::setApplicationName(u"readyroomctl"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(READYROOM_VERSION));

    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const QString command = arguments.value(0);
    const QStringList rest = arguments.mid(1);
    if (command == "--help"_L1 || command == "-h"_L1 || command == "help"_L1) {
        std::fputs(usage, stdout);
        return 0;
    }
    if (command == "--version"_L1) {
        std::puts("readyroomctl " READYROOM_VERSION);
        return 0;
    }
    if (command == "status"_L1) {
        return runCommand(ctl::parseStatusArguments(rest), &ctl::status);
    }
    if (command == "query"_L1) {
        return runCommand(ctl::parseQueryArguments(rest), &ctl::query);
    }
    if (command == "gate"_L1) {
        return runCommand(ctl::parseGateArguments(rest), &ctl::gate);
    }
    if (command == "drill"_L1) {
        return runCommand(ctl::parseDrillArguments(rest), &ctl::drill);
    }
    if (command == "journal"_L1) {
        return runCommand(ctl::parseJournalArguments(rest), &ctl::journalFile);
    }
    if (command == "sign-off"_L1) {
        return runCommand(ctl::parseSignOffArguments(rest), &ctl::signOffVerify);
    }
    if (command == "lint"_L1) {
        const Result<ctl::LintArguments> files = ctl::parseLintArguments(rest);
        return exitCode(files ? ctl::lint(*files) : std::unexpected(files.error()));
    }
    if (!command.isEmpty()) {
        ctl::warn(u"There is no command \"%1\"."_s.arg(command));
    }
    std::fputs(usage, stderr);
    return couldNotRun;
}
