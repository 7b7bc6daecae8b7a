// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/options.h"

#include <array>
#include <utility>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;
using Verb = DrillArguments::Verb;

namespace {

Result<Verb> verbFrom(const QString &name)
{
    constexpr std::array verbs{std::pair{"list"_L1, Verb::List}, std::pair{"show"_L1, Verb::Show},
                               std::pair{"run"_L1, Verb::Run}, std::pair{"undo"_L1, Verb::Undo}};
    for (const auto &[known, verb] : verbs) {
        if (name == known) {
            return verb;
        }
    }
    return wrong(name.isEmpty() ? u"Say what to do with drills: list, show, run or undo."_s
                                : u"Drills can be listed, shown, run and undone, there is no \"%1\"."_s.arg(name));
}

QStringList optionsOf(Verb verb)
{
    QStringList names{u"fleet"_s, u"demo"_s, u"service"_s, u"wait"_s, u"journal"_s, u"output"_s};
    if (verb == Verb::Show || verb == Verb::Run) {
        names += {u"set"_s, u"reason"_s};
    }
    if (verb == Verb::Run) {
        names += u"dry-run"_s;
    }
    if (verb == Verb::Run || verb == Verb::Undo) {
        names += u"arm"_s;
    }
    return names;
}

Result<void> takeDrill(DrillArguments &drill, const Options &options)
{
    const QStringList given = options.positional();
    if (drill.verb == Verb::List) {
        return given.isEmpty() ? Result<void>()
                               : wrong(u"drill list takes no argument such as \"%1\"."_s.arg(given.constFirst()));
    }
    if (given.size() != 1 || given.constFirst().isEmpty()) {
        return drill.verb == Verb::Undo ? wrong(u"Name one run by its id; drill list shows those that can be undone."_s)
                                        : wrong(u"Name one drill, or one file with an experiment."_s);
    }
    drill.drill = given.constFirst();
    return {};
}

Result<void> takeSource(DrillArguments &drill, const Options &options)
{
    if (!options.has(u"fleet"_s) && !options.has(u"demo"_s)) {
        return {};
    }
    const Result<SourceOption> source = options.source();
    if (!source) {
        return std::unexpected(source.error());
    }
    drill.source = *source;
    return {};
}

Result<void> takeParameters(DrillArguments &drill, const Options &options)
{
    for (const QString &given : options.texts(u"set"_s)) {
        const qsizetype equals = given.indexOf(u'=');
        if (equals < 1) {
            return wrong(u"--set takes a parameter and its value, such as tag=users, not \"%1\"."_s.arg(given));
        }
        drill.parameters.emplace_back(given.first(equals), given.sliced(equals + 1));
    }
    drill.reason = options.text(u"reason"_s);
    return {};
}

Result<void> takeTexts(DrillArguments &drill, const Options &options)
{
    constexpr std::array texts{std::pair{"service"_L1, "--service takes the name of a service."_L1},
                               std::pair{"journal"_L1, "--journal takes a file."_L1},
                               std::pair{"arm"_L1, "--arm takes the name of an environment."_L1}};
    for (const auto &[name, sentence] : texts) {
        if (options.has(name) && options.text(name).isEmpty()) {
            return wrong(sentence);
        }
    }
    drill.service = options.text(u"service"_s);
    drill.journalFile = options.text(u"journal"_s);
    drill.arm = options.text(u"arm"_s);
    drill.dryRun = options.has(u"dry-run"_s);
    if (drill.dryRun && !drill.arm.isEmpty()) {
        return wrong(u"--dry-run changes nothing, so it does not go with --arm."_s);
    }
    return {};
}

Result<void> takeRest(DrillArguments &drill, const Options &options)
{
    const Result<std::optional<Duration>> wait = options.duration(u"wait"_s);
    if (!wait) {
        return std::unexpected(wait.error());
    }
    const Result<Output> output = options.output();
    if (!output) {
        return std::unexpected(output.error());
    }
    drill.wait = *wait;
    drill.output = *output;
    return {};
}

} // namespace

Result<DrillArguments> parseDrillArguments(const QStringList &arguments)
{
    const Result<Verb> verb = verbFrom(arguments.value(0));
    if (!verb) {
        return std::unexpected(verb.error());
    }
    Options options(optionsOf(*verb));
    if (const Result<void> parsed = options.parse(arguments.mid(1)); !parsed) {
        return std::unexpected(parsed.error());
    }
    DrillArguments drill{.verb = *verb};
    using Taker = Result<void> (*)(DrillArguments &, const Options &);
    for (const Taker take : {&takeDrill, &takeSource, &takeParameters, &takeTexts, &takeRest}) {
        if (const Result<void> taken = take(drill, options); !taken) {
            return std::unexpected(taken.error());
        }
    }
    return drill;
}

} // namespace readyroom::ctl
