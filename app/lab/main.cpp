// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/fleetfile.h"
#include "app/lab/lab.h"
#include "app/lab/lifetime.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace readyroom;
using namespace Qt::StringLiterals;

namespace {

constexpr int usedWrongly = 2;

int fail(const QString &sentence)
{
    std::fprintf(stderr, "readyroom-lab: %s\n", qUtf8Printable(sentence));
    return usedWrongly;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"readyroom-lab"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(READYROOM_VERSION));

    const QCommandLineOption fleetOut(u"fleet-out"_s, u"Write the fleet to FILE once everything is warm."_s, u"FILE"_s);
    const QCommandLineOption seed(u"seed"_s, u"Seed of everything that is left to chance."_s, u"N"_s, u"1"_s);
    const QCommandLineOption outlive(u"outlive-parent"_s, u"Go on when the process that started this one has ended."_s);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"The demo fleet of Readyroom: small real services on 127.0.0.1. It ends on "
                                     "SIGTERM or SIGINT, and with the process that started it."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({fleetOut, seed, outlive});
    if (!parser.parse(app.arguments())) {
        return fail(parser.errorText() + u"."_s);
    }
    if (parser.isSet(u"help"_s)) {
        parser.showHelp(0);
    }
    if (parser.isSet(u"version"_s)) {
        parser.showVersion();
    }
    bool seedGood = false;
    const quint64 seedValue = parser.value(seed).toULongLong(&seedGood);
    if (!seedGood) {
        return fail(u"--seed takes a whole number."_s);
    }
    if (!parser.positionalArguments().isEmpty()) {
        return fail(u"\"%1\" is not understood; see --help."_s.arg(parser.positionalArguments().first()));
    }
    if (!parser.isSet(fleetOut)) {
        return fail(u"--fleet-out FILE is missing."_s);
    }

    const lab::Lifetime lifetime(parser.isSet(outlive) ? lab::Lifetime::Parent::Ignore : lab::Lifetime::Parent::Watch);
    lab::Lab fleet(seedValue);
    if (const auto started = fleet.start(); !started) {
        return fail(started.error());
    }
    if (const auto written = lab::writeFleet(parser.value(fleetOut), fleet.fleet(), fleet.controlUrl()); !written) {
        return fail(written.error());
    }
    std::printf("control: %s\n", qUtf8Printable(fleet.controlUrl()));
    std::fflush(stdout);
    lifetime.wait();
    return 0;
}
