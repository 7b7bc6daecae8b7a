// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/options.h"

#include <algorithm>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;
using Verb = JournalArguments::Verb;
using Format = JournalArguments::Format;

namespace {

QStringList optionsOf(Verb verb)
{
    static const QStringList filter{u"service"_s, u"environment"_s, u"kind"_s, u"from"_s,
                                    u"to"_s,      u"since"_s,       u"text"_s, u"output"_s};
    switch (verb) {
    case Verb::List:
        return QStringList{u"journal"_s, u"limit"_s} + filter;
    case Verb::Verify:
        return {u"journal"_s, u"head"_s};
    case Verb::Export:
        return QStringList{u"journal"_s, u"head"_s} + filter;
    }
    return {};
}

/// An export takes `--head` also alone: then the head goes to standard output.
QStringList withHeadValue(QStringList arguments)
{
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        if (arguments.at(i) == "--head"_L1 && (i + 1 == arguments.size() || arguments.at(i + 1).startsWith("--"_L1))) {
            arguments[i] = u"--head="_s;
        }
    }
    return arguments;
}

Result<void> takeKinds(JournalFilter &filter, const QStringList &given)
{
    for (const QString &list : given) {
        for (const QString &name : list.split(u',', Qt::SkipEmptyParts)) {
            const std::optional<journal::EventKind> kind = journal::eventKindFromName(name.trimmed());
            if (!kind) {
                QStringList known;
                for (const journal::EventKind one : journal::allEventKinds()) {
                    known += journal::eventKindName(one);
                }
                return wrong(u"--kind takes %1, not \"%2\"."_s.arg(known.join(u", "_s), name));
            }
            if (std::ranges::find(filter.kinds, *kind) == filter.kinds.end()) {
                filter.kinds.push_back(*kind);
            }
        }
    }
    return {};
}

Result<void> takeTimes(JournalArguments &journal, const Options &options)
{
    const Result<std::optional<Timestamp>> from = options.moment(u"from"_s);
    const Result<std::optional<Timestamp>> to = options.moment(u"to"_s);
    for (const auto *moment : {&from, &to}) {
        if (!*moment) {
            return std::unexpected(moment->error());
        }
    }
    const Result<std::optional<Duration>> since = options.duration(u"since"_s);
    if (!since) {
        return std::unexpected(since.error());
    }
    if (*from && *since) {
        return wrong(u"--from and --since do not go together; give one of them."_s);
    }
    journal.filter.from = *from;
    journal.filter.to = *to;
    journal.since = *since;
    return {};
}

Result<void> takeFormat(JournalArguments &journal, const Options &options)
{
    const QString value = options.text(u"output"_s);
    const bool list = journal.verb == Verb::List;
    journal.format = list ? Format::Table : Format::JsonLines;
    if (!options.has(u"output"_s)) {
        return {};
    }
    if (list && (value == "table"_L1 || value == "json"_L1)) {
        journal.format = value == "json"_L1 ? Format::Json : Format::Table;
        return {};
    }
    if (!list && (value == "jsonl"_L1 || value == "csv"_L1)) {
        journal.format = value == "csv"_L1 ? Format::Csv : Format::JsonLines;
        return {};
    }
    return list ? wrong(u"--output takes table or json, not \"%1\"."_s.arg(value))
                : wrong(u"--output takes jsonl or csv, not \"%1\"."_s.arg(value));
}

Result<void> takeLimit(JournalArguments &journal, const Options &options)
{
    if (!options.has(u"limit"_s)) {
        return {};
    }
    bool isNumber = false;
    const qulonglong limit = options.text(u"limit"_s).toULongLong(&isNumber);
    if (!isNumber || limit == 0) {
        return wrong(u"--limit takes a number of events, at least 1, not \"%1\"."_s.arg(options.text(u"limit"_s)));
    }
    journal.limit = static_cast<std::size_t>(limit);
    return {};
}

} // namespace

Result<JournalArguments> parseJournalArguments(const QStringList &arguments)
{
    JournalArguments journal;
    const QString verb = arguments.value(0);
    if (verb == "list"_L1) {
        journal.verb = Verb::List;
    } else if (verb == "verify"_L1) {
        journal.verb = Verb::Verify;
    } else if (verb == "export"_L1) {
        journal.verb = Verb::Export;
    } else {
        return verb.isEmpty() ? wrong(u"journal takes one of list, verify and export."_s)
                              : wrong(u"journal takes list, verify or export, not \"%1\"."_s.arg(verb));
    }
    const QStringList rest = arguments.mid(1);
    Options options(optionsOf(journal.verb));
    if (Result<void> parsed = options.parse(journal.verb == Verb::Export ? withHeadValue(rest) : rest); !parsed) {
        return std::unexpected(parsed.error());
    }
    if (!options.positional().isEmpty()) {
        return wrong(u"journal %1 takes no argument such as \"%2\"."_s.arg(verb, options.positional().constFirst()));
    }
    for (const QString &name : {u"journal"_s, u"head"_s}) {
        if (options.has(name) && options.text(name).isEmpty() && !(name == "head"_L1 && journal.verb == Verb::Export)) {
            return wrong(u"--%1 takes a file."_s.arg(name));
        }
    }
    journal.file = options.text(u"journal"_s);
    journal.head = options.has(u"head"_s);
    journal.headFile = options.text(u"head"_s);
    journal.filter.service = options.text(u"service"_s);
    journal.filter.environment = options.text(u"environment"_s);
    journal.filter.text = options.text(u"text"_s);
    if (Result<void> kinds = takeKinds(journal.filter, options.texts(u"kind"_s)); !kinds) {
        return std::unexpected(kinds.error());
    }
    using Taker = Result<void> (*)(JournalArguments &, const Options &);
    for (const Taker take : {&takeTimes, &takeFormat, &takeLimit}) {
        if (Result<void> taken = take(journal, options); !taken) {
            return std::unexpected(taken.error());
        }
    }
    return journal;
}

} // namespace readyroom::ctl
