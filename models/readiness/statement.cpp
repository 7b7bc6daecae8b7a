// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/statement.h"

#include "models/journal/canonicaljson.h"
#include "models/journal/timetext.h"

#include <algorithm>
#include <array>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;

namespace {

QString numberText(double number)
{
    QByteArray text;
    journal::appendNumber(text, number);
    return QString::fromLatin1(text);
}

/// In JSON's quotes, so that where a text ends is never in doubt.
QString quoted(const QString &text)
{
    QByteArray json;
    (void)journal::appendString(json, text);
    return QString::fromUtf8(json);
}

QString quoted(const QStringList &texts, const QString &between)
{
    QStringList all;
    for (const QString &text : texts) {
        all += quoted(text);
    }
    return all.join(between);
}

/// As a profile writes it: "90d", "1h30m", "250ms".
QString durationText(Duration duration)
{
    struct Unit {
        std::int64_t milliseconds;
        QLatin1StringView name;
    };
    constexpr std::array units{Unit{86'400'000, "d"_L1}, Unit{3'600'000, "h"_L1}, Unit{60'000, "m"_L1},
                               Unit{1000, "s"_L1}, Unit{1, "ms"_L1}};
    QString text;
    std::int64_t left = duration.count();
    for (const Unit &unit : units) {
        if (left >= unit.milliseconds) {
            text += QString::number(left / unit.milliseconds) + unit.name;
            left %= unit.milliseconds;
        }
    }
    return text.isEmpty() ? u"0s"_s : text;
}

/// A day where a person wrote no more than that.
QString timeText(Timestamp at)
{
    const QString text = QString::fromLatin1(journal::timeText(at).value_or(QByteArray("at no time of this calendar")));
    return std::chrono::floor<std::chrono::days>(at) == at ? text.section(u'T', 0, 0) : text;
}

/// Without quotes where no reader can mistake where it ends.
QString word(const QString &text)
{
    constexpr QStringView harmless = u"-._~/?&=:#+%@{}[]!$*";
    const bool isPlain = !text.isEmpty()
        && std::ranges::all_of(text, [&](QChar c) { return c.isLetterOrNumber() || harmless.contains(c); });
    return isPlain ? text : quoted(text);
}

QString thresholdText(const Threshold &threshold)
{
    return operatorText(threshold.op) + u' ' + numberText(threshold.value);
}

QString thresholdText(const Threshold &pass, const std::optional<Threshold> &partial)
{
    return thresholdText(pass) + (partial ? u", in part "_s + thresholdText(*partial) : QString());
}

QString clientText(const QString &header, QStringView whose)
{
    return header.isEmpty() ? QString() : u", "_s + whose + u" client key in "_s + quoted(header);
}

QString figureName(LoadEvidence::Figure figure)
{
    constexpr std::array names{"mean seconds"_L1, "p50 seconds"_L1,   "p95 seconds"_L1,
                               "p99 seconds"_L1,  "success ratio"_L1, "answers a second"_L1};
    return names.at(static_cast<std::size_t>(figure));
}

QString unitText(Unit unit)
{
    constexpr std::array names{""_L1,          " in seconds"_L1, " in bytes"_L1, " as a ratio"_L1, " in percent"_L1,
                               " a second"_L1, " in days"_L1,    " in hours"_L1};
    return names.at(static_cast<std::size_t>(unit));
}

QString textOf(const QueryEvidence &query)
{
    return query.expr + u" is "_s + thresholdText(query.pass, query.partial) + unitText(query.unit)
        + (query.holdFor > Duration::zero() ? u", for "_s + durationText(query.holdFor) : QString())
        + (query.scope == QueryEvidence::Scope::Fleet ? u", over the whole fleet"_s : QString());
}

QString textOf(const HealthEvidence &health)
{
    return health.component.isEmpty() ? u"the health endpoint says up"_s
                                      : u"the health endpoint says that "_s + word(health.component) + u" is up"_s;
}

QString textOf(const HeaderEvidence &header)
{
    QStringList asked;
    if (!header.present.isEmpty()) {
        asked += quoted(header.present, u", "_s);
    }
    if (!header.name.isEmpty()) {
        asked += quoted(header.name)
            + (header.matches.isEmpty() ? QString() : u" that matches "_s + quoted(header.matches))
            + (header.unique ? u", another one each time"_s : QString());
    }
    return u"GET "_s + word(header.path) + u" brings "_s + asked.join(u"; "_s) + u" in "_s
        + (header.answers == 1 ? u"1 answer"_s : QString::number(header.answers) + u" answers"_s);
}

QString textOf(const TlsEvidence &tls)
{
    return u"TLS "_s + QString::number(tls.minVersion / 10) + u'.' + QString::number(tls.minVersion % 10)
        + u" or newer, and a certificate that holds for "_s + QString::number(tls.minDays) + u" more days"_s;
}

QString textOf(const HttpEvidence &http)
{
    QStringList codes;
    for (const int status : http.status) {
        codes += QString::number(status);
    }
    QStringList asked;
    if (http.number) {
        asked += u"is "_s + thresholdText(*http.number);
    }
    if (http.text) {
        asked += u"is "_s + quoted(*http.text);
    }
    if (asked.isEmpty() && !http.pointer.isEmpty()) {
        asked += u"is there"_s;
    }
    return u"GET "_s + word(http.path) + u" answers "_s + codes.join(u" or "_s)
        + (asked.isEmpty() ? QString() : u", and "_s + quoted(http.pointer) + u" in it "_s + asked.join(u" and "_s));
}

QString textOf(const RateLimitEvidence &limit)
{
    return u"GET "_s + word(limit.path) + u", "_s + QString::number(limit.requests) + u" times in a row, brings a "_s
        + QString::number(limit.expect) + u", and not at first"_s + clientText(limit.clientHeader, u"all with one new");
}

QString textOf(const LoadEvidence &load)
{
    QStringList limits;
    for (const LoadEvidence::Limit &limit : load.limits) {
        limits += figureName(limit.figure) + u' ' + thresholdText(limit.pass, limit.partial);
    }
    return u"GET "_s + word(load.path) + u" by "_s + QString::number(load.users) + u" at once for "_s
        + durationText(load.duration) + u": "_s + limits.join(u"; "_s)
        + clientText(load.clientHeader, u"each with its own");
}

QString textOf(const DrillEvidence &drill)
{
    return u"the drill "_s + word(drill.drill) + u" has ended well within "_s + durationText(drill.maxAge);
}

QString textOf(const CommandEvidence &command)
{
    QStringList words;
    for (const QString &argument : command.command) {
        words += word(argument);
    }
    return u"the command "_s + words.join(u' ') + u" exits with "_s + QString::number(command.exitCode)
        + (command.matches.isEmpty() ? QString() : u" and prints what matches "_s + quoted(command.matches))
        + u" within "_s + durationText(command.timeout);
}

QString textOf(const CoverageEvidence &coverage)
{
    return u"the line coverage in "_s + word(coverage.file) + u" is "_s + thresholdText(coverage.pass, coverage.partial)
        + u" in percent"_s;
}

QString textOf(const AttestEvidence &attest)
{
    constexpr std::array says{"pass"_L1, "partial"_L1, "fail"_L1};
    return quoted(attest.statement) + u", says "_s + attest.by + u" on "_s + timeText(attest.date) + u": "_s
        + says.at(static_cast<std::size_t>(attest.says))
        + (attest.link.isEmpty() ? QString() : u" ("_s + attest.link + u')')
        + (attest.expires ? u", until "_s + timeText(*attest.expires) : QString());
}

} // namespace

QString statementOf(const EvidenceSpec &spec)
{
    return std::visit([](const auto &evidence) { return textOf(evidence); }, spec);
}

} // namespace readyroom::readiness
