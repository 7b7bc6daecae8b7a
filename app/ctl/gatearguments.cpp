// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/options.h"

#include <array>
#include <utility>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;

namespace {

Result<void> takeFormat(GateArguments &gate, const Options &options)
{
    const QString value = options.text(u"output"_s);
    if (!options.has(u"output"_s) || value == "text"_L1) {
        return {};
    }
    constexpr std::array formats{std::pair{"json"_L1, ReportFormat::Json}, std::pair{"junit"_L1, ReportFormat::JUnit},
                                 std::pair{"markdown"_L1, ReportFormat::Markdown},
                                 std::pair{"html"_L1, ReportFormat::Html}, std::pair{"pdf"_L1, ReportFormat::Pdf}};
    for (const auto &[name, format] : formats) {
        if (value == name) {
            gate.format = format;
            return {};
        }
    }
    return wrong(u"--output takes text, json, junit, markdown, html or pdf, not \"%1\"."_s.arg(value));
}

Result<void> takeSource(GateArguments &gate, const Options &options)
{
    if (!options.has(u"fleet"_s) && !options.has(u"demo"_s)) {
        return {};
    }
    const Result<SourceOption> source = options.source();
    if (!source) {
        return std::unexpected(source.error());
    }
    gate.source = *source;
    return {};
}

Result<void> takeArming(GateArguments &gate, const Options &options)
{
    gate.active = options.has(u"active"_s);
    gate.arm = options.text(u"arm"_s);
    if (gate.active && gate.arm.isEmpty()) {
        return wrong(u"--active puts load on a service, so it goes with --arm and the name of its environment."_s);
    }
    if (!gate.active && options.has(u"arm"_s)) {
        return wrong(u"--arm goes with --active: without that nothing is changed or loaded."_s);
    }
    if (gate.active && !gate.source) {
        return wrong(u"--active measures a service, so it goes with --fleet or --demo."_s);
    }
    return {};
}

} // namespace

Result<GateArguments> parseGateArguments(const QStringList &arguments)
{
    Options options({u"fleet"_s, u"demo"_s, u"service"_s, u"active"_s, u"arm"_s, u"wait"_s, u"journal"_s, u"output"_s});
    if (const Result<void> parsed = options.parse(arguments); !parsed) {
        return std::unexpected(parsed.error());
    }
    if (options.positional().size() != 1) {
        return wrong(u"gate takes exactly one profile: the name of a built-in one, or a file."_s);
    }
    for (const QString &name : {u"service"_s, u"journal"_s}) {
        if (options.has(name) && options.text(name).isEmpty()) {
            return wrong(name == "service"_L1 ? u"--service takes the name of a service."_s
                                              : u"--journal takes a file."_s);
        }
    }
    GateArguments gate;
    gate.profile = options.positional().constFirst();
    gate.service = options.text(u"service"_s);
    gate.journalFile = options.text(u"journal"_s);
    const Result<std::optional<Duration>> wait = options.duration(u"wait"_s);
    if (!wait) {
        return std::unexpected(wait.error());
    }
    gate.wait = *wait;
    using Taker = Result<void> (*)(GateArguments &, const Options &);
    for (const Taker take : {&takeSource, &takeFormat, &takeArming}) {
        if (Result<void> taken = take(gate, options); !taken) {
            return std::unexpected(taken.error());
        }
    }
    return gate;
}

} // namespace readyroom::ctl
