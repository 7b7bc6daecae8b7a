// SPDX-License-Identifier: GPL-3.0-or-later
// CPU per request of a load, against Debian's ab in the same run: both drive the same quick server in turn.
#include "app/load/loadclient.h"
#include "app/monitor/timesource.h"
#include "app/security/arminggate.h"
#include "tests/bench/childprocess.h"
#include "tests/bench/quickserver.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace std::chrono_literals;

namespace {

constexpr int rounds = 5;
constexpr std::chrono::seconds span{4};

struct Figures {
    double microseconds = 0; ///< CPU per request
    double throughput = 0; ///< requests a second
    double p50 = 0; ///< milliseconds
};

double cpuSeconds(int who)
{
    rusage usage{};
    ::getrusage(who, &usage);
    const auto seconds = [](const timeval &t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

void waitForServer(quint16 port)
{
    for (const QDeadlineTimer deadline(5s); !deadline.hasExpired();) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        if (socket.waitForConnected()) {
            return;
        }
    }
    qFatal("the quick server does not answer");
}

Figures ours(security::ArmingGate &gate, const QUrl &url, int users)
{
    auto permit = gate.permit(u"bench"_s, u"measure the load client"_s);
    const double before = cpuSeconds(RUSAGE_SELF);
    const Result<load::Report> report = QCoro::waitFor(
        load::run({.requests = {{.url = url}}, .users = users, .duration = span}, *std::move(permit), {}, {}, {}));
    if (!report || report->failed > 0) {
        qFatal("the load failed: %s", qPrintable(report ? report->firstFailure : report.error().message));
    }
    return {(cpuSeconds(RUSAGE_SELF) - before) / static_cast<double>(report->requests) * 1e6, report->throughput,
            report->p50 * 1e3};
}

double numberBehind(const QString &text, const QString &label)
{
    return text.mid(text.indexOf(label) + label.size()).simplified().section(u' ', 0, 0).toDouble();
}

Figures theirs(const QUrl &url, int users)
{
    const double before = cpuSeconds(RUSAGE_CHILDREN);
    QProcess ab;
    ab.start(u"ab"_s,
             {u"-q"_s, u"-k"_s, u"-c"_s, QString::number(users), u"-t"_s, QString::number(span.count()), u"-n"_s,
              u"10000000"_s, url.toString()});
    if (!ab.waitForFinished(60000) || ab.exitCode() != 0) {
        qFatal("ab failed (Debian package apache2-utils): %s", ab.readAllStandardError().constData());
    }
    const QString out = QString::fromUtf8(ab.readAllStandardOutput());
    return {(cpuSeconds(RUSAGE_CHILDREN) - before) / numberBehind(out, u"Complete requests:"_s) * 1e6,
            numberBehind(out, u"Requests per second:"_s), numberBehind(out, u"\n  50%"_s)};
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

Figures median(const std::vector<Figures> &all)
{
    const auto of = [&all](double Figures::*field) {
        std::vector<double> values;
        std::ranges::transform(all, std::back_inserter(values), [field](const Figures &f) { return f.*field; });
        return median(std::move(values));
    };
    return {of(&Figures::microseconds), of(&Figures::throughput), of(&Figures::p50)};
}

void compare(security::ArmingGate &gate, const QUrl &url, int users)
{
    std::vector<Figures> our;
    std::vector<Figures> their;
    for (int round = 0; round < rounds; ++round) {
        our.push_back(ours(gate, url, users));
        their.push_back(theirs(url, users));
    }
    const Figures a = median(our);
    const Figures b = median(their);
    std::printf("load of %d users on one quick server, %d rounds of %lld s, median\n", users, rounds,
                static_cast<long long>(span.count()));
    std::printf("  load client  %6.1f us CPU per request   %8.0f requests/s   p50 %6.2f ms\n", a.microseconds,
                a.throughput, a.p50);
    std::printf("  ab -k        %6.1f us CPU per request   %8.0f requests/s   p50 %6.2f ms\n", b.microseconds,
                b.throughput, b.p50);
    std::printf("  ratio %.2f of CPU per request, %.2f of requests/s; ab neither parses headers nor limits anything\n",
                a.microseconds / b.microseconds, a.throughput / b.throughput);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--serve"_L1) {
        return bench::serveQuickly(arguments.value(2).toUShort(), std::chrono::milliseconds{arguments.value(3).toInt()})
            ? 0
            : 1;
    }
    if (arguments.value(1) == "--drive"_L1) {
        security::ArmingGate gate(std::make_shared<monitor::SystemTime>());
        gate.setEnvironments({{u"bench"_s, fleet::Environment::Confirm::Click, 1h}});
        (void)gate.arm(u"bench"_s, {ArmingConfirmation::How::Clicked, {}});
        const Figures a =
            ours(gate, QUrl(u"http://127.0.0.1:%1/"_s.arg(arguments.value(2))), arguments.value(3).toInt());
        std::printf("%f us %f rps p50 %f ms\n", a.microseconds, a.throughput, a.p50);
        return 0;
    }
    const quint16 port = freePort();
    const bench::ChildProcess server(QCoreApplication::applicationFilePath(), {u"--serve"_s, QString::number(port)});
    waitForServer(port);
    security::ArmingGate gate(std::make_shared<monitor::SystemTime>());
    gate.setEnvironments({{u"bench"_s, fleet::Environment::Confirm::Click, 1h}});
    if (!gate.arm(u"bench"_s, {ArmingConfirmation::How::Clicked, {}})) {
        qFatal("cannot arm");
    }
    const QUrl url(u"http://127.0.0.1:%1/"_s.arg(port));
    compare(gate, url, 50);
    compare(gate, url, 500);
    return 0;
}
