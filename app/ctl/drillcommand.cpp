// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/completion.h"
#include "app/async/sleep.h"
#include "app/config/cataloguefile.h"
#include "app/config/lint.h"
#include "app/ctl/commands.h"
#include "app/ctl/drilloutput.h"
#include "app/ctl/recording.h"
#include "app/ctl/session.h"
#include "app/monitor/timesource.h"
#include "app/runner/livedrills.h"

#include <QFileInfo>

#include <algorithm>
#include <memory>
#include <utility>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;
using Verb = DrillArguments::Verb;
using runner::LiveDrills;

namespace {

constexpr Duration lookInterval{20};
constexpr Duration loadPatience{10'000};

/// Everything that a drill runs on, in the order of making.
struct Ground {
    Session session;
    std::shared_ptr<const TimeSource> time;
    std::unique_ptr<JournalStore> journal;
    std::unique_ptr<security::ArmingGate> gate;
    std::unique_ptr<LiveDrills> drills;
};

bool isFile(const QString &drill)
{
    return drill.contains(u'/') || drill.endsWith(".json"_L1) || drill.endsWith(".yaml"_L1)
        || drill.endsWith(".yml"_L1);
}

QString nameOf(const DrillArguments &arguments)
{
    return isFile(arguments.drill) ? QFileInfo(arguments.drill).absoluteFilePath() : arguments.drill;
}

Result<void> prepare(Ground &ground, const DrillArguments &arguments)
{
    const bool hasFleet = arguments.source.has_value();
    ground.time = hasFleet ? ground.session.time() : std::make_shared<const monitor::SystemTime>();
    const bool acts = !arguments.arm.isEmpty();
    Result<std::unique_ptr<JournalStore>> journal =
        journalFor(arguments.journalFile, hasFleet ? &ground.session.fleet() : nullptr, acts);
    if (!journal) {
        return std::unexpected(journal.error());
    }
    ground.journal = *std::move(journal);
    runner::LiveOptions options{
        .journal = acts ? ground.journal.get() : nullptr, .vault = ground.session.vault(), .time = ground.time};
    if (hasFleet) {
        options.fleet = ground.session.fleet();
        options.queries = &ground.session.queries();
        config::Loaded<drills::Catalogue> catalogue = config::loadCatalogue(ground.session.fleet().file);
        if (!catalogue) {
            return failure(Error::Kind::Config, config::toText(catalogue.error()).join(u'\n'));
        }
        options.catalogue = *std::move(catalogue);
    }
    if (isFile(arguments.drill) && arguments.verb != Verb::Undo) {
        options.files = {nameOf(arguments)};
    }
    if (acts) {
        const Result<void> armed =
            arm(ground.gate, ground.time, *ground.journal, ground.session.vault().redactor(),
                hasFleet ? ground.session.fleet().environments : std::vector<fleet::Environment>(), arguments.arm);
        if (!armed) {
            return armed;
        }
        options.gate = ground.gate.get();
    }
    ground.drills = std::make_unique<LiveDrills>(std::move(options));
    return {};
}

QJsonValue typed(const drills::Parameter &parameter, const QString &text)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    const bool wantsNumber =
        parameter.type == drills::Parameter::Type::Number || parameter.type == drills::Parameter::Type::Integer;
    return wantsNumber && isNumber ? QJsonValue(number) : QJsonValue(text);
}

DrillRequest requestOf(const LiveDrills &live, const DrillArguments &arguments)
{
    DrillRequest request{.name = nameOf(arguments), .service = arguments.service, .reason = arguments.reason};
    const std::vector<DrillEntry> entries = live.entries();
    const auto entry = std::ranges::find_if(entries, [&request](const DrillEntry &one) {
        return one.name == request.name && (request.service.isEmpty() || one.service == request.service);
    });
    for (const auto &[name, text] : arguments.parameters) {
        QJsonValue value = text;
        if (entry != entries.end()) {
            const auto parameter = std::ranges::find(entry->parameters, name, &drills::Parameter::name);
            value = parameter != entry->parameters.end() ? typed(*parameter, text) : value;
        }
        request.parameters.insert(name, value);
    }
    return request;
}

Exit exitOf(const drills::Run &run)
{
    if (run.rollback == drills::RollbackState::Incomplete || run.rollback == drills::RollbackState::Owed) {
        return Exit::Conditional;
    }
    return run.status == drills::RunStatus::Completed && !run.deviated ? Exit::Fine : Exit::Findings;
}

Result<Exit> printed(const QByteArray &text, Exit exit)
{
    const Result<void> done = print(text);
    return done ? Result<Exit>(exit) : std::unexpected(done.error());
}

QCoro::Task<Result<void>> loaded(const LiveDrills &live, std::stop_token stop)
{
    const auto end = std::chrono::steady_clock::now() + loadPatience;
    while (!live.isLoaded()) {
        if (!co_await async::sleepFor(lookInterval, stop)) {
            co_return std::unexpected(async::cancelledError());
        }
        if (std::chrono::steady_clock::now() > end) {
            co_return failure(Error::Kind::Timeout, u"The drills could not be read in time."_s);
        }
    }
    co_return Result<void>{};
}

QCoro::Task<Result<Exit>> run(Ground &ground, DrillArguments arguments, std::stop_token stop)
{
    LiveDrills &live = *ground.drills;
    const DrillReporter reporter(live);
    // A signal ends the method, not the rollbacks: the command ends when those have.
    const std::stop_callback byStop(stop, [&live] { live.abort(); });
    const auto ended = arguments.verb == Verb::Undo ? co_await live.undo(arguments.drill)
                                                    : co_await live.start(requestOf(live, arguments));
    if (!ended) {
        co_return std::unexpected(ended.error());
    }
    ground.gate->disarm();
    // What a target answered may hold what it was asked with.
    const security::Redactor redactor = ground.session.vault().redactor();
    co_return printed(redactor.redacted(drillResult(*ended, arguments.output)), exitOf(*ended));
}

QCoro::Task<Result<Exit>> show(Ground &ground, DrillArguments arguments, std::stop_token stop)
{
    const Result<DrillPreview> preview = co_await ground.drills->preview(requestOf(*ground.drills, arguments), stop);
    if (!preview) {
        co_return std::unexpected(preview.error());
    }
    co_return printed(drillPreview(*preview, arguments.output),
                      preview->refusals.isEmpty() ? Exit::Fine : Exit::Findings);
}

} // namespace

QCoro::Task<Result<Exit>> drill(DrillArguments arguments, std::stop_token stop)
{
    if ((arguments.verb == Verb::Run || arguments.verb == Verb::Undo) && !arguments.dryRun && arguments.arm.isEmpty()) {
        co_return failure(Error::Kind::Unsupported,
                          u"Nothing is armed: name the environment with --arm, or look first with --dry-run."_s);
    }
    Ground ground;
    if (arguments.source) {
        if (const Result<void> opened = co_await ground.session.open(*arguments.source, stop); !opened) {
            co_return std::unexpected(opened.error());
        }
        if (arguments.verb != Verb::List) {
            co_await ground.session.poll(arguments.wait, stop);
        }
    }
    if (const Result<void> prepared = prepare(ground, arguments); !prepared) {
        co_return std::unexpected(prepared.error());
    }
    if (const Result<void> ready = co_await loaded(*ground.drills, stop); !ready) {
        co_return std::unexpected(ready.error());
    }
    if (arguments.verb == Verb::List) {
        co_return printed(drillList(*ground.drills, ground.time->now(), arguments.output), Exit::Fine);
    }
    if (arguments.verb == Verb::Show || arguments.dryRun) {
        co_return co_await show(ground, arguments, stop);
    }
    co_return co_await run(ground, arguments, stop);
}

} // namespace readyroom::ctl
