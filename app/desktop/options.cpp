// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/options.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace readyroom::desktop {

using namespace Qt::StringLiterals;

namespace {

struct Context {
    Q_DECLARE_TR_FUNCTIONS(readyroom::desktop::Options)
};

std::unexpected<Error> wrong(const QString &sentence)
{
    return failure(Error::Kind::Config, sentence);
}

Result<void> takeSize(Options &options, const QString &text)
{
    static const QRegularExpression pattern(u"\\A(\\d{2,5})x(\\d{2,5})\\z"_s);
    const QRegularExpressionMatch match = pattern.match(text);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    if (!match.hasMatch() || size.width() < 320 || size.height() < 240 || size.width() > 16384
        || size.height() > 16384) {
        return wrong(Context::tr("--size wants WIDTHxHEIGHT in pixels, such as 1440x900, not “%1”.").arg(text));
    }
    options.size = size;
    return {};
}

Result<void> takeAfter(Options &options, const QString &text)
{
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (!isNumber || !(seconds >= 0.0) || seconds > 86400.0) {
        return wrong(Context::tr("--after wants a number of seconds, not “%1”.").arg(text));
    }
    options.after = std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000.0));
    return {};
}

Result<void> takeTheme(Options &options, const QString &text)
{
    if (text != "light"_L1 && text != "dark"_L1) {
        return wrong(Context::tr("--theme is light or dark, not “%1”.").arg(text));
    }
    options.theme = text == "dark"_L1 ? Options::ThemeChoice::Dark : Options::ThemeChoice::Light;
    return {};
}

Result<void> takePage(Options &options, const QString &text)
{
    const std::optional<shell::PageAddress> page = shell::PageAddress::fromText(text);
    if (!page) {
        return wrong(Context::tr("There is no page “%1”; --page is fleet, service/NAME, readiness/NAME, drills, "
                                 "drills/SERVICE/NAME or journal.")
                         .arg(text));
    }
    options.page = *page;
    return {};
}

Result<void> take(Options &options, const QString &name, const QString &value)
{
    if (name == "--size"_L1) {
        return takeSize(options, value);
    }
    if (name == "--after"_L1) {
        return takeAfter(options, value);
    }
    if (name == "--theme"_L1) {
        return takeTheme(options, value);
    }
    if (name == "--page"_L1) {
        return takePage(options, value);
    }
    (name == "--fleet"_L1 ? options.fleetFile : options.screenshot) = value;
    return {};
}

} // namespace

Result<Options> parseOptions(const QStringList &arguments)
{
    static const QStringList valued{u"--fleet"_s, u"--page"_s,       u"--theme"_s,
                                    u"--size"_s,  u"--screenshot"_s, u"--after"_s};
    Options options;
    bool hasAfter = false;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments.at(i);
        if (argument == "--demo"_L1) {
            options.demo = true;
        } else if (argument == "--timings"_L1) {
            options.timings = true;
        } else if (argument == "--help"_L1 || argument == "-h"_L1) {
            options.help = true;
        } else if (argument == "--version"_L1) {
            options.version = true;
        } else {
            const qsizetype equals = argument.indexOf(u'=');
            const QString name = argument.startsWith("--"_L1) && equals > 0 ? argument.left(equals) : argument;
            if (!valued.contains(name)) {
                return wrong(
                    argument.startsWith(u'-')
                        ? Context::tr("There is no option “%1”; see readyroom --help.").arg(argument)
                        : Context::tr("“%1” is not an option; a fleet file is given as --fleet FILE.").arg(argument));
            }
            const bool inOne = name != argument;
            if (!inOne && i + 1 == arguments.size()) {
                return wrong(Context::tr("%1 wants a value; see readyroom --help.").arg(name));
            }
            const QString value = inOne ? argument.mid(equals + 1) : arguments.at(++i);
            if (value.isEmpty()) {
                return wrong(Context::tr("%1 wants a value; see readyroom --help.").arg(name));
            }
            hasAfter = hasAfter || name == "--after"_L1;
            if (Result<void> taken = take(options, name, value); !taken) {
                return std::unexpected(taken.error());
            }
        }
    }
    if (options.demo && !options.fleetFile.isEmpty()) {
        return wrong(Context::tr("Either --demo or --fleet FILE, not both."));
    }
    if (hasAfter && options.screenshot.isEmpty()) {
        return wrong(Context::tr("--after says when to take the picture, so it needs --screenshot FILE."));
    }
    return options;
}

QString usage()
{
    return Context::tr(
        "Usage: readyroom [--fleet FILE | --demo] [--page fleet|service/NAME|readiness/NAME|drills|journal]\n"
        "                 [--theme light|dark] [--size WxH] [--screenshot FILE [--after SECONDS]]\n"
        "\n"
        "  --fleet FILE        watch the services of this fleet file\n"
        "  --demo              start a small fleet of real services and watch it\n"
        "  --page PAGE         open with this page\n"
        "  --theme THEME       light or dark; otherwise as the desktop\n"
        "  --size WxH          size of the window, such as 1440x900\n"
        "  --screenshot FILE   write a picture of the window (PNG, JPEG, …) and end\n"
        "  --after SECONDS     take it this long after the first answers\n"
        "  --timings           tell how fast the window came up and its longest pause\n"
        "  --version, --help\n");
}

} // namespace readyroom::desktop
