// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/completion.h"
#include "app/ctl/commands.h"
#include "app/ctl/journaloutput.h"
#include "app/storage/readonlyjournal.h"
#include "app/storage/sqlitejournal.h"
#include "models/journal/exporttext.h"
#include "models/journal/matching.h"
#include "models/journal/oldestfirst.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;
using Verb = JournalArguments::Verb;
using Format = JournalArguments::Format;

namespace {

constexpr std::size_t pageSize = 1000;

QCoro::Task<Result<Exit>> list(JournalStore &store, JournalArguments arguments, std::stop_token stop)
{
    const bool json = arguments.format == Format::Json;
    JournalTable table;
    std::optional<JournalCursor> after;
    std::size_t told = 0;
    for (bool more = true; more;) {
        const std::size_t wanted = arguments.limit ? std::min(pageSize, *arguments.limit - told) : pageSize;
        const auto page = co_await store.read(arguments.filter, wanted, after, stop);
        if (!page) {
            co_return std::unexpected(page.error());
        }
        if (stop.stop_requested()) {
            co_return std::unexpected(async::cancelledError());
        }
        QByteArray out;
        if (json) {
            for (const journal::Entry &entry : *page) {
                out += (told == 0 && out.isEmpty() ? "[" : ",\n ") + entryJson(entry);
            }
        } else if (told == 0 || !page->empty()) {
            out = table.lines(*page);
        }
        if (const Result<void> printed = print(out); !printed) {
            co_return std::unexpected(printed.error());
        }
        told += page->size();
        more = page->size() == wanted && told != arguments.limit.value_or(0);
        if (!page->empty()) {
            // Where a time was tampered with, a page may end where the one before did; verifying names that.
            const JournalCursor end = journal::cursorOf(page->back());
            more = more && (!after || journal::readsBefore(*after, end));
            after = end;
        }
    }
    if (json) {
        if (const Result<void> printed = print(told == 0 ? "[]\n" : "]\n"); !printed) {
            co_return std::unexpected(printed.error());
        }
    }
    co_return Exit::Fine;
}

Result<journal::TreeHead> loadHead(const QString &path)
{
    // A head has about 150 bytes a chain; a file larger than this is none.
    constexpr qint64 longest = 16 * 1024 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::Io, u"The tree head %1 cannot be read: %2."_s.arg(path, file.errorString()));
    }
    return journal::treeHeadFromJson(file.read(longest));
}

QCoro::Task<Result<Exit>> verify(JournalStore &store, JournalArguments arguments, std::stop_token stop)
{
    std::optional<journal::TreeHead> expected;
    if (arguments.head) {
        Result<journal::TreeHead> head = loadHead(arguments.headFile);
        if (!head) {
            co_return std::unexpected(head.error());
        }
        expected = std::move(*head);
    }
    const Result<std::vector<journal::Damage>> damage = co_await store.verify(expected, stop);
    if (!damage) {
        co_return std::unexpected(damage.error());
    }
    if (stop.stop_requested()) {
        co_return std::unexpected(async::cancelledError());
    }
    QString out;
    for (const journal::Damage &one : *damage) {
        out += damageSentence(one) + u'\n';
    }
    if (damage->empty()) {
        const Result<journal::TreeHead> now = co_await store.treeHead();
        if (!now) {
            co_return std::unexpected(now.error());
        }
        out = holdsSentence(*now, expected) + u'\n';
    }
    if (const Result<void> printed = print(out.toUtf8()); !printed) {
        co_return std::unexpected(printed.error());
    }
    co_return damage->empty() ? Exit::Fine : Exit::Findings;
}

QCoro::Task<Result<Exit>> exportHead(JournalStore &store, JournalArguments arguments)
{
    const Result<journal::TreeHead> head = co_await store.treeHead();
    if (!head) {
        co_return std::unexpected(head.error());
    }
    const QByteArray json = journal::toJson(*head);
    if (arguments.headFile.isEmpty()) {
        if (const Result<void> printed = print(json); !printed) {
            co_return std::unexpected(printed.error());
        }
        co_return Exit::Fine;
    }
    QSaveFile file(arguments.headFile);
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit()) {
        co_return failure(Error::Kind::Io,
                          u"The tree head %1 cannot be written: %2."_s.arg(arguments.headFile, file.errorString()));
    }
    co_return Exit::Fine;
}

QCoro::Task<Result<Exit>> exportEvents(JournalStore &store, JournalArguments arguments, std::stop_token stop)
{
    const bool csv = arguments.format == Format::Csv;
    QByteArray out = csv ? journal::csvHeader() : QByteArray();
    journal::OldestFirst reader(store, arguments.filter);
    for (;;) {
        const Result<std::vector<journal::Entry>> entries = co_await reader.next(stop);
        if (!entries) {
            co_return std::unexpected(entries.error());
        }
        for (const journal::Entry &entry : *entries) {
            out += csv ? journal::csvLine(entry) : journal::jsonLine(entry);
        }
        if (const Result<void> printed = print(out); !printed) {
            co_return std::unexpected(printed.error());
        }
        out.clear();
        if (entries->empty()) {
            co_return Exit::Fine;
        }
    }
}

} // namespace

QCoro::Task<Result<Exit>> journalCommand(JournalStore &store, JournalArguments arguments, Timestamp now,
                                         std::stop_token stop)
{
    if (arguments.since) {
        arguments.filter.from = now - *arguments.since;
    }
    switch (arguments.verb) {
    case Verb::List:
        return list(store, std::move(arguments), std::move(stop));
    case Verb::Verify:
        return verify(store, std::move(arguments), std::move(stop));
    case Verb::Export:
        break;
    }
    return arguments.head ? exportHead(store, std::move(arguments))
                          : exportEvents(store, std::move(arguments), std::move(stop));
}

QCoro::Task<Result<Exit>> journalFile(JournalArguments arguments, std::stop_token stop)
{
    const QString path = arguments.file.isEmpty() ? storage::defaultJournalPath() : arguments.file;
    const auto store = storage::ReadOnlyJournal::open(path);
    if (!store) {
        co_return std::unexpected(store.error());
    }
    const Timestamp now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    co_return co_await journalCommand(**store, std::move(arguments), now, std::move(stop));
}

} // namespace readyroom::ctl
