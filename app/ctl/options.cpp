// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/options.h"

#include "models/promql/ast.h"
#include "models/promql/parser.h"

#include <QDateTime>

#include <cmath>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;

std::unexpected<Error> wrong(const QString &sentence)
{
    return failure(Error::Kind::Config, sentence);
}

Options::Options(const QStringList &names)
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
    add(u"log"_s, u"file"_s);
    add(u"journal"_s, u"file"_s);
    add(u"head"_s, u"file"_s);
    add(u"service"_s, u"name"_s);
    add(u"environment"_s, u"name"_s);
    add(u"kind"_s, u"kind"_s);
    add(u"from"_s, u"time"_s);
    add(u"to"_s, u"time"_s);
    add(u"since"_s, u"duration"_s);
    add(u"text"_s, u"words"_s);
    add(u"limit"_s, u"number"_s);
    add(u"allowed-signers"_s, u"file"_s);
    add(u"role"_s, u"role"_s);
    add(u"active"_s, {});
    add(u"arm"_s, u"environment"_s);
    add(u"dry-run"_s, {});
    add(u"set"_s, u"parameter=value"_s);
    add(u"reason"_s, u"text"_s);
    m_known = names;
}

Result<void> Options::parse(const QStringList &arguments)
{
    if (!m_parser.parse(QStringList{u"readyroomctl"_s} + arguments)) {
        return wrong(m_parser.errorText());
    }
    return {};
}

Result<std::optional<Duration>> Options::duration(const QString &name) const
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

Result<std::optional<Timestamp>> Options::moment(const QString &name) const
{
    if (!has(name)) {
        return std::optional<Timestamp>();
    }
    bool isNumber = false;
    const double seconds = text(name).toDouble(&isNumber);
    if (isNumber && std::abs(seconds) < 1e11) {
        return std::optional(fromMillis(std::llround(seconds * 1000)));
    }
    const QDateTime time = QDateTime::fromString(text(name), Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime) {
        return wrong(u"--%1 takes seconds since the epoch or a time such as 2026-11-21T02:00:00Z, not \"%2\"."_s.arg(
            name, text(name)));
    }
    return std::optional(fromMillis(time.toMSecsSinceEpoch()));
}

Result<Output> Options::output() const
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

Result<QUrl> Options::url(const QString &name) const
{
    const QUrl read(text(name), QUrl::StrictMode);
    if (!read.isValid() || read.host().isEmpty() || (read.scheme() != "http"_L1 && read.scheme() != "https"_L1)) {
        return wrong(u"--%1 takes an http or https URL, not \"%2\"."_s.arg(name, text(name)));
    }
    return read;
}

Result<SourceOption> Options::source() const
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
    for (auto [name, target] : {std::pair{u"url"_s, &option.page}, std::pair{u"prometheus"_s, &option.prometheus}}) {
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

} // namespace readyroom::ctl
