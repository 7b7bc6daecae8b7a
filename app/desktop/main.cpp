// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/opensslexit.h"
#include "app/async/signalstop.h"
#include "app/desktop/desktopsession.h"
#include "app/desktop/display.h"
#include "app/desktop/eventloopwatchdog.h"
#include "app/desktop/options.h"
#include "app/desktop/picture.h"
#include "app/desktop/uptime.h"
#include "app/log/logfile.h"
#include "app/security/sessionwatch.h"
#include "ui/paint/typography.h"
#include "ui/shell/systemtheme.h"
#include "ui/widgets/themesource.h"

#include <QApplication>
#include <QTimer>

#include <spdlog/spdlog.h>

#include <csignal>
#include <cstdio>
#include <stop_token>

using namespace readyroom;
using namespace Qt::StringLiterals;

namespace {

constexpr int couldNotRun = 2;

void print(std::FILE *to, const QString &text)
{
    std::fputs(text.toLocal8Bit().constData(), to);
    std::fflush(to);
}

void complain(const QString &sentence)
{
    print(stderr, u"readyroom: "_s + sentence + u'\n');
}

QStringList argumentsOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments += QString::fromLocal8Bit(argv[i]);
    }
    return arguments;
}

/// Null, with a sentence on standard error, when there can be no log: the program runs on without.
std::shared_ptr<spdlog::logger> openLog(const security::Redactor &redactor)
{
    auto log = logs::openLog(logs::logFolder(), u"readyroom"_s, redactor);
    if (!log) {
        complain(log.error().message);
        return nullptr;
    }
    // What tasks that were started by nobody in particular say.
    spdlog::set_default_logger(*log);
    (*log)->info("readyroom {} started", READYROOM_VERSION);
    return *log;
}

void tell(const std::shared_ptr<spdlog::logger> &log, const journal::Event &event)
{
    if (log) {
        log->warn("{}", event.text.toStdString());
    }
}

void followDesktop(widgets::ThemeSource &themes, shell::SystemTheme &desktop)
{
    const auto apply = [&themes, &desktop] {
        themes.setTheme(desktop.isDark() ? paint::Theme::dark() : paint::Theme::light());
    };
    QObject::connect(&desktop, &shell::SystemTheme::changed, &themes, apply);
    apply();
    desktop.follow();
}

void takePicture(QWidget &window, const QString &file, int exitCode)
{
    const Result<void> saved = desktop::savePicture(window, file);
    if (!saved) {
        complain(saved.error().message);
    }
    QCoreApplication::exit(saved ? exitCode : couldNotRun);
}

void reportTimings(const desktop::DesktopSession &session, desktop::EventLoopWatchdog &watchdog)
{
    // A queued call runs when the events of coming up, the first paint among them, have been dealt with.
    const auto tell = [&watchdog](const QString &what) {
        if (const auto uptime = desktop::processUptime()) {
            print(stderr, u"readyroom: %1 after %2 ms\n"_s.arg(what).arg(uptime->count()));
        }
        watchdog.reset();
    };
    QTimer::singleShot(0, &watchdog, [tell] { tell(u"window shown"_s); });
    QObject::connect(&session, &desktop::DesktopSession::attached, &watchdog,
                     [&watchdog, tell] { QTimer::singleShot(0, &watchdog, [tell] { tell(u"interactive"_s); }); });
    QObject::connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, &watchdog, [&watchdog] {
        print(stderr, u"readyroom: longest event-loop gap %1 ms\n"_s.arg(watchdog.longestGap().count()));
    });
}

} // namespace

int main(int argc, char **argv)
{
    // A sentence that nobody reads any more is no reason to end.
    std::signal(SIGPIPE, SIG_IGN);
    async::leaveOpenSslToTheSystem();
    const Result<desktop::Options> options = desktop::parseOptions(argumentsOf(argc, argv));
    if (!options) {
        complain(options.error().message);
        return couldNotRun;
    }
    if (options->help || options->version) {
        print(stdout, options->help ? desktop::usage() : u"readyroom " READYROOM_VERSION "\n"_s);
        return 0;
    }
    if (const std::optional<QString> missing = desktop::missingDisplay()) {
        complain(*missing);
        return couldNotRun;
    }

    // The platform starts threads, to which a signal could go instead.
    async::SignalStop::block();
    // Only the program's own options are understood; Qt gets none, its own would go unexplained.
    int qtArgc = 1;
    QApplication application(qtArgc, argv);
    QApplication::setStyle(u"Fusion"_s);
    QApplication::setOrganizationName(u"readyroom"_s);
    QApplication::setApplicationName(u"readyroom"_s);
    QApplication::setApplicationDisplayName(u"Readyroom"_s);
    QApplication::setApplicationVersion(QStringLiteral(READYROOM_VERSION));
    QGuiApplication::setDesktopFileName(u"io.github.readyroom.Readyroom"_s);
    QApplication::setFont(paint::font(paint::TextSize::Body));

    shell::SystemTheme systemTheme;
    widgets::ThemeSource themes(options->theme == desktop::Options::ThemeChoice::Dark ? paint::Theme::dark()
                                                                                      : paint::Theme::light());
    if (options->theme == desktop::Options::ThemeChoice::Desktop) {
        followDesktop(themes, systemTheme);
    }

    // A run that is under way is rolled back before the window goes.
    const async::SignalStop signals;
    const bool forPicture = !options->screenshot.isEmpty();
    const monitor::SystemTime clock;
    const security::Vault vault;
    const std::shared_ptr<spdlog::logger> log = openLog(vault.redactor());
    security::ArmingGate gate(std::make_shared<const monitor::SystemTime>());
    security::SessionWatch sessionWatch;
    gate.follow(sessionWatch);
    QObject::connect(&gate, &security::ArmingGate::happened, &gate,
                     [log](const journal::Event &event) { tell(log, event); });
    // The window refers to what the session owns, so it has to go first, though it has to come first too.
    auto window = std::make_unique<shell::MainWindow>(themes, clock);
    window->attachArming(gate);
    desktop::DesktopSession session(*window, gate, vault, log);
    window->resize(options->size.value_or(desktop::Options::defaultSize));
    if (!options->size && !forPicture) {
        window->restoreGeometryOfLastRun();
    }
    window->open(options->page);
    window->show();

    const std::stop_callback closeOnSignal(signals.token(), [shown = window.get()] { shown->close(); });

    std::unique_ptr<desktop::EventLoopWatchdog> watchdog;
    if (options->timings) {
        watchdog = std::make_unique<desktop::EventLoopWatchdog>();
        reportTimings(session, *watchdog);
    }
    QObject::connect(&session, &desktop::DesktopSession::failed, window.get(), [&](const QStringList &findings) {
        for (const QString &finding : findings) {
            complain(finding);
        }
        if (forPicture) {
            takePicture(*window, options->screenshot, couldNotRun);
        }
    });
    if (forPicture) {
        QObject::connect(&session, &desktop::DesktopSession::firstAnswers, window.get(), [&] {
            QTimer::singleShot(options->after, window.get(), [&] { takePicture(*window, options->screenshot, 0); });
        });
    }
    // From the event loop, so that the window is painted before anything else is begun.
    QTimer::singleShot(0, &session, [&] {
        if (options->demo) {
            session.startDemo();
        } else if (!options->fleetFile.isEmpty()) {
            session.openFleet(options->fleetFile);
        } else {
            session.offerHelp();
            if (forPicture) {
                QTimer::singleShot(options->after, window.get(), [&] { takePicture(*window, options->screenshot, 0); });
            }
        }
    });
    const int exitCode = QApplication::exec();
    watchdog.reset();
    window.reset();
    return exitCode;
}
