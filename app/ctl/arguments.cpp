// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"

#include "models/promql/ast.h"
#include "models/promql/parser.h"

#include <QCommandLineParser>
#include <QDateTime>

#include <cmath>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> wrong(const QString &sentence)
{
    return failure(Error::Kind::Config, sentence);
}

/// The options of all commands, so that a value is read in one way everywhere. Each command adds those it knows.
class Options {
public:
    explicit Options(const QStringList &names)
    {
        const auto add = [&](const QString &name, const QString &valueName) {
            if (names.contains(name)) {
                m_parser.addOption(valueName.isEmpty() ? QCommandLineOption(name)
                                                       : QCommandLineOption(name, {}, valueName));
            }
        };
        add(u"fleet"_s, u"file"_s);
        add(u"demo"_s, {});
        add(u"url"_s, u"page"_s);
        add(u"prometheus"_s, u"url"_s);
        add(u"watch"_s, {});
        add(u"wait"_s, u"duration"_s);
        add(u"at"_s, u"time"_s);
        add(u"range"_s, u"duration"_s);
        add(u"step"_s, u"duration"_s);
        add(u"output"_s, u"format"_s);
        m_known = names;
    }

    [[nodiscard]] Result<void> parse(const QStringList &arguments)
    {
        if (!m_parser.parse(QStringList{u"readyroomctl"_s} + arguments)) {
            return wrong(m_parser.errorText());
        }
        return {};
    }

    [[nodiscard]] bool has(const QString &name) const { return m_known.contains(name) && m_parser.isSet(name); }
    [[nodiscard]] QString text(const QString &name) const { return has(name) ? m_parser.value(name) : QString(); }
    [[nodiscard]] QStringList positional() const { return m_parser.positionalArguments(); }

    /// Durations are written as in PromQL, where `1h30m` and `90` are both numbers of seconds.
    [[nodiscard]] Result<std::optional<Duration>> duration(const QString &name) const
    {
        if (!has(name)) {
            return std::optional<Duration>();
        }
        const Result<promql::ExprPtr> expr = promql::parse(text(name));
        const auto *number = expr ? (*expr)->as<promql::NumberLiteral>() : nullptr;
        constexpr double longest = 100.0 * 365 * 24 * 3600;
        if (number == nullptr || !(number->value > 0) || number->value > longest) {
            return wrong(u"--%1 takes a duration such as 30s, 5m or 1h30m, not \"%2\"."_s.arg(name, text(name)));
        }
        return std::optional(Duration{std::llround(number->value * 1000)});
    }

    [[nodiscard]] Result<Output> output() const
    {
        const QString value = text(u"output"_s);
        if (value.isEmpty() && !has(u"output"_s)) {
            return Output::Table;
        }
        if (value == "table"_L1) {
            return Output::Table;
        }
        if (value == "json"_L1) {
            return Output::Json;
        }
        return wrong(u"--output takes table or json, not \"%1\"."_s.arg(value));
    }

    [[nodiscard]] Result<QUrl> url(const QString &name) const
    {
        const QUrl url(text(name), QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1)) {
            return wrong(u"--%1 takes an http or https URL, not \"%2\"."_s.arg(name, text(name)));
        }
        return url;
    }

    [[nodiscard]] Result<SourceOption> source() const
    {
        static const QStringList all{u"fleet"_s, u"demo"_s, u"url"_s, u"prometheus"_s};
        QStringList given;
        QStringList possible;
        for (const QString &name : all) {
            if (m_known.contains(name)) {
                possible += u"--"_s + name;
            }
            if (has(name)) {
                given += u"--"_s + name;
            }
        }
        if (given.isEmpty()) {
            return wrong(u"Say where the data comes from: one of %1."_s.arg(possible.join(u", "_s)));
        }
        if (given.size() > 1) {
            return wrong(u"%1 do not go together; give one of them."_s.arg(given.join(u" and "_s)));
        }
        SourceOption option;
        option.demo = has(u"demo"_s);
        option.fleetFile = text(u"fleet"_s);
        for (auto [name, target] :
             {std::pair{u"url"_s, &option.page}, std::pair{u"prometheus"_s, &option.prometheus}}) {
            if (has(name)) {
                const Result<QUrl> read = url(name);
                if (!read) {
                    return std::unexpected(read.error());
                }
                *target = *read;
            }
        }
        return option;
    }

private:
    QCommandLineParser m_parser;
    QStringList m_known;
};

/// Seconds since the epoch (fractions allowed) or RFC 3339, as in the Prometheus API.
Result<Timestamp> moment(const QString &text)
{
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (isNumber && std::abs(seconds) < 1e11) {
        return fromMillis(std::llround(seconds * 1000));
    }
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime) {
        return wrong(
            u"--at takes seconds since the epoch or a time such as 2026-11-21T02:00:00Z, not \"%1\"."_s.arg(text));
    }
    return fromMillis(time.toMSecsSinceEpoch());
}

} // namespace

Result<StatusArguments> parseStatusArguments(const QStringList &arguments)
{
    Options options({u"fleet"_s, u"demo"_s, u"watch"_s, u"wait"_s, u"output"_s});
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
    return StatusArguments{*source, options.has(u"watch"_s), *wait, *output};
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
    if (options.has(u"at"_s)) {
        const Result<Timestamp> at = moment(options.text(u"at"_s));
        if (!at) {
            return std::unexpected(at.error());
        }
        query.at = *at;
    }
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
