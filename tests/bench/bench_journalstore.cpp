// SPDX-License-Identifier: GPL-3.0-or-later
// Opening and filtering a journal of 1,000,000 events, until the first screenful is there, against the plain sqlite3
// API that fetches the same rows by the simplest query in the same run; and verifying all of it.
#include "app/storage/journalsql.h"
#include "app/storage/schema.h"
#include "app/storage/sqliteconnection.h"
#include "app/storage/sqlitejournal.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <sqlite3.h>
#include <vector>

using namespace readyroom;
using namespace readyroom::storage;
using namespace Qt::StringLiterals;
using journal::EventKind;
using SteadyClock = std::chrono::steady_clock;

namespace {

constexpr int events = 1'000'000;
constexpr int screenful = 50;
constexpr int repetitions = 7;
constexpr std::int64_t start = 1'795'000'000'000;

double millisecondsSince(SteadyClock::time_point began)
{
    return std::chrono::duration<double, std::milli>(SteadyClock::now() - began).count();
}

/// Mostly transitions of 200 services; now and then a note, and one that can be found nowhere else.
journal::Event madeUp(int i)
{
    const bool isNote = i % 5000 == 17;
    return {.kind = isNote            ? EventKind::Note
                : i % 3 == 0          ? EventKind::BreakerState
                : i % 50'000 == 1'000 ? EventKind::Armed
                                      : EventKind::ServiceState,
            .at = fromMillis(start + 37 * i),
            .by = {u"ada"_s, u"desk"_s, {}},
            .service = isNote ? QString() : u"service-%1"_s.arg(i % 200),
            .environment = i % 100'000 == 99'999 ? u"test"_s : u"production"_s,
            .text = i == 1234 ? u"the needle in the haystack"_s : u"service-%1 went from up to degraded"_s.arg(i % 200),
            .detail = {
                {u"from"_s, u"up"_s}, {u"to"_s, u"degraded"_s}, {u"reasons"_s, u"latency above 250 ms (%1)"_s.arg(i)}}};
}

void fill(const QString &path)
{
    const auto connection = SqliteConnection::open({.path = path});
    const auto done = [](bool ok) {
        if (!ok) {
            qFatal("the journal cannot be filled");
        }
    };
    done(connection && migrate(connection->database(), Dialect::Sqlite));
    const QSqlDatabase &database = connection->database();
    done(execute(database, u"PRAGMA journal_mode = WAL"_s).has_value()
         && execute(database, u"PRAGMA synchronous = OFF"_s));
    const QString writer = u"11111111-0000-4000-8000-000000000000"_s;
    done(setMetaValue(database, u"writer"_s, writer).has_value());
    auto insertion = rowInsertion(database);
    done(insertion.has_value());
    QByteArray prev = journal::chainStart();
    for (int i = 0; i < events; ++i) {
        done(i % 10'000 != 0 || execute(database, u"BEGIN"_s));
        const auto entry = journal::sealed(madeUp(i), {writer, static_cast<std::uint64_t>(i) + 1}, prev);
        done(entry && insertRow(*insertion, storedRow(*entry)));
        prev = entry->hash;
        done(i % 10'000 != 9'999 || execute(database, u"COMMIT"_s));
    }
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

/// Milliseconds from opening the journal to its first screenful.
double ours(const QString &path, const JournalFilter &filter, std::size_t &rows)
{
    const auto began = SteadyClock::now();
    SqliteJournal store({.path = path});
    const auto page = QCoro::waitFor(store.read(filter, screenful));
    const double took = millisecondsSince(began);
    rows = page ? page->size() : 0;
    return took;
}

/// The same by hand: open, query, fetch every column, close.
double plain(const QString &path, const char *where, std::size_t &rows)
{
    const auto began = SteadyClock::now();
    sqlite3 *database = nullptr;
    sqlite3_stmt *query = nullptr;
    const QByteArray sql =
        QByteArray("SELECT writer, seq, at_ms, kind, service, environment, text, bytes, hash FROM journal ") + where
        + " ORDER BY at_ms DESC LIMIT " + QByteArray::number(screenful);
    if (sqlite3_open(path.toUtf8().constData(), &database) != SQLITE_OK
        || sqlite3_prepare_v2(database, sql.constData(), -1, &query, nullptr) != SQLITE_OK) {
        qFatal("%s", sqlite3_errmsg(database));
    }
    rows = 0;
    while (sqlite3_step(query) == SQLITE_ROW) {
        rows += sqlite3_column_bytes(query, 7) > 0 ? 1 : 0;
    }
    sqlite3_finalize(query);
    sqlite3_close(database);
    return millisecondsSince(began);
}

struct Case {
    const char *name;
    JournalFilter filter;
    const char *where; ///< the same for the peer
};

void measure(const QString &path, const Case &one)
{
    std::vector<double> our;
    std::vector<double> their;
    std::size_t ourRows = 0;
    std::size_t theirRows = 0;
    for (int i = 0; i < repetitions; ++i) {
        our.push_back(ours(path, one.filter, ourRows));
        their.push_back(plain(path, one.where, theirRows));
    }
    if (ourRows != theirRows) {
        qFatal("%s: %zu rows against %zu", one.name, ourRows, theirRows);
    }
    std::printf("%-22s %4zu rows  Readyroom %8.1f ms  sqlite3 %8.1f ms  ratio %6.2f  %s\n", one.name, ourRows,
                median(our), median(their), median(our) / median(their), median(our) < 300 ? "ok" : "ABOVE 300 ms");
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"journal.sqlite"_s);
    fill(path);
    const Case cases[]{
        {"everything", {}, ""},
        {"a service", {.service = u"service-7"_s}, "WHERE service = 'service-7'"},
        {"a rare kind", {.kinds = {EventKind::Armed}}, "WHERE kind = 'armed'"},
        {"two kinds", {.kinds = {EventKind::Note, EventKind::Armed}}, "WHERE kind IN ('note', 'armed')"},
        {"a rare environment", {.environment = u"test"_s}, "WHERE environment = 'test'"},
        {"service and rare kind",
         {.service = u"service-0"_s, .kinds = {EventKind::Armed}},
         "WHERE service = 'service-0' AND kind = 'armed'"},
        {"an hour long ago",
         {.from = fromMillis(start), .to = fromMillis(start + 3'600'000)},
         "WHERE at_ms >= 1795000000000 AND at_ms < 1795003600000"},
        {"a common word", {.text = u"degraded"_s}, "WHERE text LIKE '%degraded%'"},
        {"a word found once", {.text = u"needle"_s}, "WHERE text LIKE '%needle%'"},
    };
    for (const Case &one : cases) {
        measure(path, one);
    }
    SqliteJournal store({.path = path});
    const auto began = SteadyClock::now();
    const auto damage = QCoro::waitFor(store.verify());
    const double seconds = millisecondsSince(began) / 1000;
    if (!damage || !damage->empty()) {
        qFatal("the journal does not verify");
    }
    std::printf("verified               %.0f events/s (%.1f s for %d)\n", events / seconds, seconds, events);
    return 0;
}
