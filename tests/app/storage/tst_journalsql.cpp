// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/journalsql.h"

#include "app/storage/schema.h"
#include "app/storage/sqliteconnection.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace readyroom;
using namespace readyroom::storage;
using namespace Qt::StringLiterals;
using journal::EventKind;

namespace {

constexpr std::int64_t start = 1'795'000'000'000;

/// A database with one chain of made-up events; several share a time.
struct Bench {
    QTemporaryDir folder;
    std::optional<SqliteConnection> connection;
    std::vector<journal::Entry> entries; ///< oldest first

    Bench()
    {
        auto opened = SqliteConnection::open({.path = folder.filePath(u"j"_s)});
        if (!opened || !migrate(opened->database(), Dialect::Sqlite)) {
            qFatal("no database");
        }
        connection = *std::move(opened);
        (void)execute(connection->database(), u"PRAGMA synchronous = OFF"_s);
        const std::vector<journal::Event> events{
            {.kind = EventKind::ServiceState, .service = u"shop"_s, .environment = u"prod"_s, .text = u"shop is up"_s},
            {.kind = EventKind::ServiceState,
             .service = u"cart"_s,
             .environment = u"prod"_s,
             .text = u"cart is down"_s},
            {.kind = EventKind::BreakerState,
             .service = u"shop"_s,
             .environment = u"test"_s,
             .text = u"breaker opened"_s,
             .detail = {{u"breaker"_s, u"Zahlung_Äußere"_s}}},
            {.kind = EventKind::Note, .environment = u"prod"_s, .text = u"rolled back 100% of a_b!"_s},
            {.kind = EventKind::Note, .text = u"said \"stop\" in C:\\temp"_s},
            {.kind = EventKind::Armed, .environment = u"prod"_s, .text = u"ŞİŞLİ armed"_s},
            {.kind = EventKind::Note, .service = u"shop"_s, .environment = u"prod"_s, .text = u"axb is not a_b"_s},
        };
        std::int64_t at = start;
        for (journal::Event event : events) {
            event.at = fromMillis(at);
            event.by = {u"ada"_s, u"desk"_s, {}};
            add(std::move(event), u"11111111-0000-4000-8000-000000000000"_s);
            at += entries.size() % 2 ? 0 : 1000;
        }
    }

    void add(journal::Event event, const QString &writer)
    {
        journal::ChainHead head{writer, 0, journal::chainStart()};
        for (const journal::Entry &entry : entries) {
            if (entry.place.writer == writer) {
                head = {writer, entry.place.seq, entry.hash};
            }
        }
        auto entry = journal::sealed(std::move(event), {writer, head.seq + 1}, head.hash);
        auto insertion = rowInsertion(connection->database());
        if (!entry || !insertion || !insertRow(*insertion, storedRow(*entry))) {
            qFatal("not inserted");
        }
        entries.push_back(*std::move(entry));
    }

    [[nodiscard]] Result<std::vector<journal::Entry>> read(const JournalFilter &filter, std::size_t limit = 100,
                                                           const std::optional<JournalCursor> &after = {}) const
    {
        return readPage(connection->database(), Dialect::Sqlite, filter, limit, after, {});
    }

    /// Their places in the chain, newest first: "7 3 1".
    [[nodiscard]] QString found(const JournalFilter &filter) const
    {
        const auto read = this->read(filter);
        if (!read) {
            return read.error().message + read.error().detail;
        }
        QStringList seqs;
        for (const journal::Entry &entry : *read) {
            seqs += QString::number(entry.place.seq);
        }
        return seqs.join(u' ');
    }
};

} // namespace

class JournalSqlTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void filters_data()
    {
        QTest::addColumn<JournalFilter>("filter");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const JournalFilter &filter, const QString &expected) {
            QTest::newRow(name) << filter << expected;
        };
        row("nothing", {}, u"7 6 5 4 3 2 1"_s);
        row("service", {.service = u"shop"_s}, u"7 3 1"_s);
        row("service is exact", {.service = u"sho"_s}, u""_s);
        row("environment", {.environment = u"prod"_s}, u"7 6 4 2 1"_s);
        row("a kind", {.kinds = {EventKind::Note}}, u"7 5 4"_s);
        row("kinds", {.kinds = {EventKind::Note, EventKind::BreakerState, EventKind::Drill}}, u"7 5 4 3"_s);
        row("from, inclusive", {.from = fromMillis(start + 2000)}, u"7 6 5"_s);
        row("to, exclusive", {.to = fromMillis(start + 1000)}, u"2 1"_s);
        row("from and to", {.from = fromMillis(start + 1000), .to = fromMillis(start + 2000)}, u"4 3"_s);
        row("everything must hold", {.service = u"shop"_s, .environment = u"prod"_s, .kinds = {EventKind::Note}},
            u"7"_s);
        row("a word in text", {.text = u"BREAKER"_s}, u"3"_s);
        row("a word in service", {.text = u"cart"_s}, u"2"_s);
        row("a word in detail", {.text = u"zahlung"_s}, u"3"_s);
        row("every word", {.text = u" shop   IS "_s}, u"7 1"_s);
        row("sharp s is one letter", {.text = u"äUSSERE"_s}, u""_s);
        row("umlauts, whatever the case", {.text = u"ZAHLUNG_ä"_s}, u"3"_s);
        row("nothing of ASCII", {.text = u"ŞİŞLİ"_s}, u"6"_s);
        row("kinds and a word", {.kinds = {EventKind::Note, EventKind::Armed}, .text = u"a"_s}, u"7 6 5 4"_s);
        row("percent is no wildcard", {.text = u"100%"_s}, u"4"_s);
        row("underscore is no wildcard", {.text = u"a_b"_s}, u"7 4"_s);
        row("the escape is itself", {.text = u"a_b!"_s}, u"4"_s);
        row("what JSON escapes", {.text = u"\"stop\" c:\\TEMP"_s}, u"5"_s);
        row("not in the operator", {.text = u"desk"_s}, u""_s);
        row("not in the names of fields", {.text = u"writer"_s}, u""_s);
        row("no injection", {.service = u"' OR 1=1 --"_s, .text = u"' OR 1=1 --"_s}, u""_s);
    }

    void filters()
    {
        QFETCH(JournalFilter, filter);
        QFETCH(QString, expected);
        QCOMPARE(Bench().found(filter), expected);
    }

    void rowsAreWhatWasRecorded()
    {
        const Bench bench;
        auto read = bench.read({});
        QVERIFY(read);
        std::ranges::reverse(*read);
        QVERIFY(*read == bench.entries);
    }

    void pagesJoin_data()
    {
        QTest::addColumn<JournalFilter>("filter");
        QTest::newRow("all") << JournalFilter{};
        QTest::newRow("kinds") << JournalFilter{.kinds = {EventKind::Note, EventKind::ServiceState}};
        QTest::newRow("text") << JournalFilter{.text = u"is"_s};
    }

    void pagesJoin()
    {
        QFETCH(JournalFilter, filter);
        Bench bench;
        // Another writer at the same times: the order is time, then writer, then seq.
        for (int i = 0; i < 9; ++i) {
            bench.add(
                {.kind = EventKind::Note, .at = fromMillis(start + 1000 * (i / 4)), .text = u"this is %1"_s.arg(i)},
                u"22222222-0000-4000-8000-000000000000"_s);
        }
        const auto whole = bench.read(filter);
        QVERIFY(whole);
        for (const std::size_t size : {1, 2, 3, 5}) {
            std::vector<journal::Entry> joined;
            std::optional<JournalCursor> after;
            for (;;) {
                const auto page = bench.read(filter, size, after);
                QVERIFY(page);
                QVERIFY(page->size() <= size);
                if (page->empty()) {
                    break;
                }
                joined.insert(joined.end(), page->begin(), page->end());
                after = JournalCursor{page->back().event.at, page->back().place};
            }
            QVERIFY(joined == *whole);
        }
        for (std::size_t i = 1; i < whole->size(); ++i) {
            const auto key = [&](const journal::Entry &e) {
                return std::tuple(e.event.at, e.place.writer, e.place.seq);
            };
            QVERIFY(key((*whole)[i]) < key((*whole)[i - 1]));
        }
    }

    void showsDamagedRows()
    {
        const Bench bench;
        QVERIFY(
            execute(bench.connection->database(), u"UPDATE journal SET bytes = x'ff00', hash = x'00' WHERE seq = 3"_s));
        const auto read = bench.read({.service = u"shop"_s});
        QVERIFY(read);
        QCOMPARE(read->size(), std::size_t{3});
        QCOMPARE((*read)[1].place, bench.entries[2].place);
        QCOMPARE((*read)[1].event.text, u"breaker opened"_s);
        QCOMPARE((*read)[1].event.kind, EventKind::BreakerState);
        const auto damage = verifyRows(bench.connection->database(), {}, {});
        QVERIFY(damage);
        QVERIFY(!damage->empty());
        QCOMPARE(damage->front().place, bench.entries[2].place);
    }

    void walksAnIndexAndSortsNothing_data()
    {
        QTest::addColumn<JournalFilter>("filter");
        QTest::addColumn<QString>("index");
        QTest::newRow("nothing") << JournalFilter{} << u"journal_by_time"_s;
        QTest::newRow("time") << JournalFilter{.from = fromMillis(1), .to = fromMillis(2)} << u"journal_by_time"_s;
        QTest::newRow("service") << JournalFilter{.service = u"a"_s} << u"journal_by_service"_s;
        QTest::newRow("environment") << JournalFilter{.environment = u"a"_s} << u"journal_by_time"_s;
        QTest::newRow("kind") << JournalFilter{.kinds = {EventKind::Note}} << u"journal_by_kind"_s;
        QTest::newRow("kinds") << JournalFilter{.kinds = {EventKind::Note, EventKind::Armed}} << u"journal_by_kind"_s;
        QTest::newRow("text") << JournalFilter{.text = u"a"_s} << u"journal_by_words"_s;
    }

    void walksAnIndexAndSortsNothing()
    {
        QFETCH(JournalFilter, filter);
        QFETCH(QString, index);
        const Bench bench;
        for (const std::optional<JournalCursor> &after :
             {std::optional<JournalCursor>(), std::optional(JournalCursor{fromMillis(5), {u"w"_s, 1}})}) {
            const Statement statement = selectPage(filter, 50, after, Dialect::Sqlite);
            auto plan = run(bench.connection->database(), u"EXPLAIN QUERY PLAN "_s + statement.sql, statement.values);
            QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().detail));
            QString text;
            while (plan->next()) {
                text += plan->value(3).toString() + u'\n';
            }
            QVERIFY2(text.contains(u"INDEX "_s + index), qPrintable(text));
            const bool severalWalks = filter.kinds.size() > 1;
            QVERIFY2(severalWalks || !text.contains(u"USE TEMP B-TREE FOR ORDER BY"_s), qPrintable(text));
        }
    }

    void speaksPostgreSql()
    {
        QVERIFY(!selectPage({.text = u"a"_s}, 10, {}, Dialect::PostgreSql).sql.contains(u"INDEXED"_s));
        const Statement statement = selectPage({.text = u"a_b"_s}, 10, {}, Dialect::PostgreSql);
        QVERIFY2(statement.sql.contains(u"words LIKE ? ESCAPE '!'"_s), qPrintable(statement.sql));
        QCOMPARE(statement.values, QVariantList{u"%a!_b%"_s});
        QCOMPARE(statement.sql.count(u'?'), statement.values.size());
    }
};

QTEST_GUILESS_MAIN(JournalSqlTest)
#include "tst_journalsql.moc"
