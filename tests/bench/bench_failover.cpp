// SPDX-License-Identifier: GPL-3.0-or-later
// From the click to the verdict on a failover of a real HAProxy (target: 1 s), beside what a person would type: socat,
// once to drain and once to look. And from Abort to the first rollback (target: 200 ms).
#include "app/monitor/timesource.h"
#include "app/runner/livedrills.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace std::chrono_literals;

namespace {

constexpr int rounds = 15;
constexpr int patience = 10'000;

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

QByteArray configuration(quint16 port)
{
    return "global\n  stats socket ipv4@127.0.0.1:" + QByteArray::number(port)
        + " level admin\ndefaults\n  mode http\n  timeout connect 1s\n  timeout client 1s\n  timeout server 1s\n"
          "backend be\n  server s1 127.0.0.1:9 weight 100\n  server s2 127.0.0.1:9 weight 100\n";
}

drills::Action drain(const QString &name, quint16 port, Duration hold)
{
    drills::Action action;
    action.name = name;
    action.kind = drills::ActionKind::Failover;
    action.with = {{u"type"_s, u"haproxy"_s},
                   {u"do"_s, u"state"_s},
                   {u"backend"_s, u"be"_s},
                   {u"server"_s, u"s1"_s},
                   {u"state"_s, u"drain"_s}};
    action.targets = {u"127.0.0.1:%1"_s.arg(port)};
    action.hold = hold;
    return action;
}

/// Runs to the end; milliseconds, negative when it did not complete.
double timed(QCoro::Task<Result<drills::Run>> task)
{
    QElapsedTimer timer;
    timer.start();
    double took = -1;
    bool ended = false;
    QCoro::connect(std::move(task), QCoreApplication::instance(), [&](const Result<drills::Run> &run) {
        const bool good = run && run->status == drills::RunStatus::Completed;
        took = good ? static_cast<double>(timer.nsecsElapsed()) / 1e6 : -1;
        ended = true;
    });
    (void)QTest::qWaitFor([&ended] { return ended; }, patience);
    return took;
}

double byHand(quint16 port)
{
    QElapsedTimer timer;
    timer.start();
    for (const QByteArray command : {"set server be/s1 state drain\n", "show servers state be\n"}) {
        QProcess socat;
        socat.start(u"socat"_s, {u"-"_s, u"tcp:127.0.0.1:%1"_s.arg(port)});
        socat.write(command);
        socat.closeWriteChannel();
        (void)socat.waitForFinished();
    }
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// Milliseconds from Abort, in the middle of a hold, until the first rollback acts.
double abortToRollback(runner::LiveDrills &live)
{
    bool ended = false;
    QCoro::connect(live.start({.name = u"held"_s}), QCoreApplication::instance(),
                   [&ended](const Result<drills::Run> &) { ended = true; });
    const auto isHeld = [&live] {
        const auto run = live.run();
        return run && !run->hasEnded() && std::ranges::any_of(run->steps, [](const drills::Step &step) {
                   return step.state == drills::StepState::Holding;
               });
    };
    if (!QTest::qWaitFor(isHeld, patience)) {
        return -1;
    }
    const Timestamp aborted = monitor::SystemTime().now();
    live.abort();
    (void)QTest::qWaitFor([&ended] { return ended; }, patience);
    const auto run = live.run();
    for (const drills::Step &step : run->steps) {
        if (step.phase == drills::StepPhase::Rollback && step.startedAt) {
            return static_cast<double>((*step.startedAt - aborted).count());
        }
    }
    return -1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    const quint16 port = freePort();
    QFile file(folder.filePath(u"haproxy.cfg"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(configuration(port)) < 0) {
        return 1;
    }
    file.close();
    QProcess haproxy;
    haproxy.start(u"haproxy"_s, {u"-db"_s, u"-f"_s, file.fileName()});
    const auto listens = [port] {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        return socket.waitForConnected(100);
    };
    if (!haproxy.waitForStarted() || !QTest::qWaitFor(listens, patience)) {
        std::fputs("haproxy does not run\n", stderr);
        return 1;
    }

    security::ArmingGate gate(std::make_shared<const monitor::SystemTime>());
    gate.setEnvironments({{u"staging"_s, fleet::Environment::Confirm::Click, 1h}});
    if (!gate.arm(u"staging"_s, {.how = ArmingConfirmation::How::Clicked, .typed = {}})) {
        return 1;
    }
    drills::ServiceActions service;
    service.subject = {.service = u"be"_s, .environment = u"staging"_s, .targets = {}};
    service.actions = {drain(u"drain"_s, port, 0ms), drain(u"held"_s, port, 1h)};
    runner::LiveOptions options;
    options.catalogue.services = {service};
    options.gate = &gate;
    options.folder = folder.filePath(u"runs"_s);
    runner::LiveDrills live(std::move(options));

    std::vector<double> ours;
    std::vector<double> peers;
    std::vector<double> aborts;
    for (int i = 0; i < rounds; ++i) {
        ours.push_back(timed(live.start({.name = u"drain"_s})));
        const double undone = timed(live.undo(live.run()->id));
        peers.push_back(byHand(port));
        QProcess::execute(u"sh"_s,
                          {u"-c"_s, u"echo 'set server be/s1 state ready' | socat - tcp:127.0.0.1:%1"_s.arg(port)});
        aborts.push_back(abortToRollback(live));
        if (ours.back() < 0 || undone < 0 || aborts.back() < 0) {
            std::fputs("a run did not complete\n", stderr);
            return 1;
        }
    }
    std::printf("click to verdict, HAProxy drain  %7.1f ms   (target 1000)   worst %.1f\n", median(ours),
                std::ranges::max(ours));
    std::printf("socat twice                      %7.1f ms   ratio %.2f\n", median(peers),
                median(ours) / median(peers));
    std::printf("Abort to first rollback          %7.1f ms   (target 200)    worst %.1f\n", median(aborts),
                std::ranges::max(aborts));
    haproxy.terminate();
    haproxy.waitForFinished();
    return 0;
}
