// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/completion.h"
#include "app/async/sleep.h"
#include "app/config/profilefile.h"
#include "app/ctl/commands.h"
#include "app/ctl/gateoutput.h"
#include "app/ctl/recording.h"
#include "app/ctl/session.h"
#include "app/evidence/active.h"
#include "app/evidence/livereadiness.h"
#include "app/security/arminggate.h"

#include <QFileInfo>

#include <memory>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using evidence::LiveReadiness;

namespace {

constexpr Duration usualPatience = 15s;
constexpr Duration lookInterval = 20ms;

/// The file of a profile, absolute where it is one of the user's.
QString fileOf(const QString &profile)
{
    const QString path = config::profilePath(profile);
    return path.startsWith(u':') ? path : QFileInfo(path).absoluteFilePath();
}

/// Everything that a gate runs on, in the order of making.
struct Gate {
    Session session;
    std::unique_ptr<JournalStore> journal;
    std::unique_ptr<security::ArmingGate> arming;
    std::unique_ptr<LiveReadiness> readiness;
};

QStringList activeItems(const readiness::Profile &profile)
{
    QStringList items;
    for (const readiness::Category &category : profile.categories) {
        for (const readiness::Item &item : category.items) {
            if (item.evidence && readiness::isActive(*item.evidence)) {
                items += item.id;
            }
        }
    }
    return items;
}

Result<void> prepare(Gate &gate, const GateArguments &arguments)
{
    const bool hasFleet = arguments.source.has_value();
    Result<std::unique_ptr<JournalStore>> journal =
        journalFor(arguments.journalFile, hasFleet ? &gate.session.fleet() : nullptr, arguments.active);
    if (!journal) {
        return std::unexpected(journal.error());
    }
    gate.journal = *std::move(journal);
    if (arguments.active) {
        const Result<void> armed = arm(gate.arming, gate.session.time(), *gate.journal, gate.session.vault().redactor(),
                                       gate.session.fleet().environments, arguments.arm);
        if (!armed) {
            return armed;
        }
    }
    evidence::LiveOptions options;
    if (hasFleet) {
        options.fleet = gate.session.fleet();
        options.feed = &gate.session.feed();
        options.snapshot = [engine = &gate.session.engine()](std::vector<series::SelectRequest> requests) {
            return engine->snapshot(std::move(requests));
        };
        options.time = gate.session.time();
    }
    options.journal = gate.journal.get();
    options.recordsVerdicts = false;
    options.gate = gate.arming.get();
    options.collect = &evidence::collectActive;
    options.vault = gate.session.vault();
    options.profiles.files = {fileOf(arguments.profile)};
    gate.readiness = std::make_unique<LiveReadiness>(std::move(options));
    return {};
}

/// Waits until `done`, at most so long. False after a requested stop.
template<typename Done> QCoro::Task<bool> waitFor(Done done, Duration atMost, std::stop_token stop)
{
    const auto end = std::chrono::steady_clock::now() + atMost;
    while (!done() && std::chrono::steady_clock::now() < end) {
        if (!co_await async::sleepFor(lookInterval, stop)) {
            co_return false;
        }
    }
    co_return !stop.stop_requested();
}

QCoro::Task<Result<void>> collect(Gate &gate, const GateArguments &arguments, std::stop_token stop)
{
    LiveReadiness &readiness = *gate.readiness;
    const auto hasProfiles = [&readiness] { return readiness.hasProfiles(); };
    if (!co_await waitFor(hasProfiles, usualPatience, stop)) {
        co_return std::unexpected(async::cancelledError());
    }
    const Result<void> opened =
        readiness.open({.profile = fileOf(arguments.profile), .service = arguments.service, .environment = {}});
    if (!opened) {
        co_return opened;
    }
    const auto isSettled = [&readiness] { return readiness.isSettled(); };
    if (!co_await waitFor(isSettled, arguments.wait.value_or(usualPatience), stop)) {
        co_return std::unexpected(async::cancelledError());
    }
    const auto isJudged = [&readiness] { return readiness.view() && readiness.view()->assessment; };
    if (!co_await waitFor(isJudged, usualPatience, stop)) {
        co_return std::unexpected(async::cancelledError());
    }
    if (!isJudged()) {
        co_return failure(Error::Kind::Timeout, u"The profile could not be judged in time."_s);
    }
    if (arguments.active) {
        const RunReporter reporter(readiness);
        const Result<void> done =
            co_await readiness.runActive(activeItems(*readiness.view()->assessment->profile), stop);
        gate.arming->disarm();
        co_return done;
    }
    co_return Result<void>{};
}

Exit exitOf(readiness::Verdict verdict)
{
    switch (verdict) {
    case readiness::Verdict::Go:
        return Exit::Fine;
    case readiness::Verdict::Conditional:
        return Exit::Conditional;
    case readiness::Verdict::NoGo:
        break;
    }
    return Exit::Findings;
}

} // namespace

QCoro::Task<Result<Exit>> gate(GateArguments arguments, std::stop_token stop)
{
    Gate gate;
    if (arguments.source) {
        if (const Result<void> opened = co_await gate.session.open(*arguments.source, stop); !opened) {
            co_return std::unexpected(opened.error());
        }
    }
    if (const Result<void> prepared = prepare(gate, arguments); !prepared) {
        co_return std::unexpected(prepared.error());
    }
    const Result<void> collected = co_await collect(gate, arguments, stop);
    if (stop.stop_requested()) {
        co_return std::unexpected(async::cancelledError());
    }
    if (!collected) {
        co_return std::unexpected(collected.error());
    }
    const std::shared_ptr<const ReadinessView> view = gate.readiness->view();
    const Result<QByteArray> output = gateOutput(*view, arguments.format);
    if (!output) {
        co_return std::unexpected(output.error());
    }
    if (const Result<void> printed = print(*output); !printed) {
        co_return std::unexpected(printed.error());
    }
    co_return exitOf(view->assessment->verdict);
}

} // namespace readyroom::ctl
