// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/completion.h"
#include "app/async/sleep.h"
#include "app/ctl/commands.h"
#include "app/ctl/session.h"
#include "app/ctl/statusjson.h"
#include "app/ctl/statustable.h"

#include <algorithm>
#include <memory>

namespace readyroom::ctl {

using namespace std::chrono_literals;

namespace {

QByteArray rendered(const fleet::FleetSnapshot &snapshot, Output output)
{
    return output == Output::Json ? statusJson(snapshot) + '\n' : statusTable(snapshot).toUtf8();
}

bool hasCritical(const fleet::FleetSnapshot &snapshot)
{
    return std::ranges::any_of(snapshot.services, [](const fleet::ServiceStatus &service) {
        return service.state == fleet::ServiceState::Critical;
    });
}

/// Every endpoint has answered or failed once.
bool hasBegun(const fleet::FleetSnapshot &snapshot)
{
    for (const fleet::ServiceStatus &service : snapshot.services) {
        for (const fleet::InstanceStatus &instance : service.instances) {
            for (const fleet::EndpointStatus &endpoint : instance.endpoints) {
                if (!endpoint.lastAttempt) {
                    return false;
                }
            }
        }
    }
    return !snapshot.services.empty();
}

/// Prints once a second until it is ended by a signal or nobody reads any more.
QCoro::Task<Result<Exit>> watch(Session &session, Output output, std::stop_token stop)
{
    while (!hasBegun(session.latest())) {
        if (!co_await async::sleepFor(20ms, stop)) {
            co_return Exit::Fine;
        }
    }
    for (bool first = true;; first = false) {
        QByteArray text = rendered(session.latest(), output);
        if (output == Output::Table && !first) {
            text.prepend('\n');
        }
        if (const Result<void> printed = print(text); !printed) {
            co_return std::unexpected(printed.error());
        }
        if (!co_await async::sleepFor(1s, stop)) {
            co_return Exit::Fine;
        }
    }
}

} // namespace

QCoro::Task<Result<Exit>> status(StatusArguments arguments, std::stop_token stop)
{
    // A one-shot status looks and is gone; only who keeps looking tells what happened.
    Session session(arguments.watch ? Session::Recording::Yes : Session::Recording::No);
    if (arguments.watch || !arguments.logFile.isEmpty()) {
        if (const Result<void> log = session.openLog(arguments.logFile); !log) {
            warn(log.error().message);
        }
    }
    if (const Result<void> opened = co_await session.open(arguments.source, stop); !opened) {
        co_return std::unexpected(opened.error());
    }
    if (arguments.watch) {
        co_return co_await watch(session, arguments.output, stop);
    }
    co_await session.poll(arguments.wait, stop);
    if (stop.stop_requested()) {
        co_return std::unexpected(async::cancelledError());
    }
    if (const Result<void> printed = print(rendered(session.latest(), arguments.output)); !printed) {
        co_return std::unexpected(printed.error());
    }
    co_return hasCritical(session.latest()) ? Exit::Findings : Exit::Fine;
}

} // namespace readyroom::ctl
