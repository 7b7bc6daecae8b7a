// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"

#include "app/ctl/options.h"

namespace readyroom::ctl {

using namespace Qt::StringLiterals;

Result<StatusArguments> parseStatusArguments(const QStringList &arguments)
{
    Options options({u"fleet"_s, u"demo"_s, u"watch"_s, u"wait"_s, u"output"_s, u"log"_s});
    if (const Result<void> parsed = options.parse(arguments); !parsed) {
        return std::unexpected(parsed.error());
    }
    const Result<SourceOption> source = options.source();
    if (!source) {
        return std::unexpected(source.error());
    }
    const Result<std::optional<Duration>> wait = options.duration(u"wait"_s);
    if (!wait) {
        return std::unexpected(wait.error());
    }
    const Result<Output> output = options.output();
    if (!output) {
        return std::unexpected(output.error());
    }
    if (!options.positional().isEmpty()) {
        return wrong(u"status takes no argument such as \"%1\"."_s.arg(options.positional().constFirst()));
    }
    if (options.has(u"log"_s) && options.text(u"log"_s).isEmpty()) {
        return wrong(u"--log takes the name of a file."_s);
    }
    return StatusArguments{*source, options.has(u"watch"_s), *wait, *output, options.text(u"log"_s)};
}

Result<QueryArguments> parseQueryArguments(const QStringList &arguments)
{
    Options options(
        {u"fleet"_s, u"demo"_s, u"url"_s, u"prometheus"_s, u"at"_s, u"range"_s, u"step"_s, u"wait"_s, u"output"_s});
    if (const Result<void> parsed = options.parse(arguments); !parsed) {
        return std::unexpected(parsed.error());
    }
    if (options.positional().size() != 1) {
        return wrong(u"query takes exactly one expression; quote it for the shell."_s);
    }
    QueryArguments query;
    query.expression = options.positional().constFirst();
    const Result<SourceOption> source = options.source();
    if (!source) {
        return std::unexpected(source.error());
    }
    query.source = *source;
    const Result<std::optional<Timestamp>> at = options.moment(u"at"_s);
    if (!at) {
        return std::unexpected(at.error());
    }
    query.at = *at;
    const Result<std::optional<Duration>> range = options.duration(u"range"_s);
    const Result<std::optional<Duration>> step = options.duration(u"step"_s);
    const Result<std::optional<Duration>> wait = options.duration(u"wait"_s);
    for (const auto *duration : {&range, &step, &wait}) {
        if (!*duration) {
            return std::unexpected(duration->error());
        }
    }
    if (range->has_value() != step->has_value()) {
        return wrong(u"--range and --step go together: the length of time, and the distance of two points in it."_s);
    }
    query.range = *range;
    query.step = step->value_or(Duration{0});
    query.wait = *wait;
    const Result<Output> output = options.output();
    if (!output) {
        return std::unexpected(output.error());
    }
    query.output = *output;
    return query;
}

Result<LintArguments> parseLintArguments(const QStringList &arguments)
{
    Options options({});
    if (const Result<void> parsed = options.parse(arguments); !parsed) {
        return std::unexpected(parsed.error());
    }
    if (options.positional().isEmpty()) {
        return wrong(u"lint takes at least one file."_s);
    }
    return LintArguments{options.positional()};
}

} // namespace readyroom::ctl
