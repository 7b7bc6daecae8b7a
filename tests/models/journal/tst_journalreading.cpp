// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/exporttext.h"
#include "models/journal/matching.h"
#include "models/journal/oldestfirst.h"
#include "tests/support/await.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakejournal.h"

#include <QTest>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fakes::FakeJournal;
using journal::EventKind;
using journal::OldestFirst;

namespace {

std::vector<journal::Entry> readAll(OldestFirst &reader)
{
    std::vector<journal::Entry> all;
    for (;;) {
        const auto page = test::outcomeOf(reader.next());
        if (!*page || !**page || (**page)->empty()) {
            return all;
        }
        all.insert(all.end(), (**page)->begin(), (**page)->end());
    }
}

} // namespace

/// What filters, reads the other way round and writes out a journal.
class TestJournalReading : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<JournalFilter>("filter");
        QTest::addColumn<bool>("matches");
        const Timestamp at = fakes::moment();
        const auto row = [](const char *name, const JournalFilter &filter, bool matches) {
            QTest::newRow(name) << filter << matches;
        };
        row("anything", {}, true);
        row("service", {.service = u"checkout"_s}, true);
        row("other service", {.service = u"check"_s}, false);
        row("environment", {.environment = u"production"_s}, true);
        row("other environment", {.environment = u"staging"_s}, false);
        row("kind", {.kinds = {EventKind::Note, EventKind::EndpointFailed}}, true);
        row("other kind", {.kinds = {EventKind::Note}}, false);
        row("from is inclusive", {.from = at}, true);
        row("before", {.from = at + 1ms}, false);
        row("to is exclusive", {.to = at}, false);
        row("after", {.to = at + 1ms}, true);
        row("word of the text", {.text = u"FAILED"_s}, true);
        row("word of the detail", {.text = u"outage_x"_s}, false);
        row("value of the detail", {.text = u"10.0.0.1"_s}, true);
        row("all words", {.text = u"  refused CHECKOUT "_s}, true);
        row("not all words", {.text = u"refused edge"_s}, false);
    }

    void matches()
    {
        QFETCH(JournalFilter, filter);
        const journal::Event event = fakes::event(EventKind::EndpointFailed, fakes::moment(), u"checkout"_s);
        QTEST(journal::matches(filter, event), "matches");
    }

    void readsOldestFirst_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("requests");
        QTest::newRow("none") << 0 << 1;
        QTest::newRow("one") << 1 << 1 + 1;
        QTest::newRow("just a page") << 10 << 2 + 1;
        QTest::newRow("some pages") << 37 << 4 + 4;
    }

    void readsOldestFirst()
    {
        QFETCH(int, count);
        FakeJournal store(fakes::manyEvents(count, fakes::moment()));
        OldestFirst reader(store, {}, 10);
        QCOMPARE(readAll(reader), store.entries());
        QTEST(static_cast<int>(store.asked.size()), "requests");
    }

    void whatComesInMeanwhileIsLeftOut()
    {
        FakeJournal store(fakes::manyEvents(25, fakes::moment()));
        const std::vector<journal::Entry> before = store.entries();
        OldestFirst reader(store, {}, 10);
        std::vector<journal::Entry> all = ***test::outcomeOf(reader.next());
        QCOMPARE(all.size(), std::size_t{5});
        (void)store.record({fakes::event(EventKind::Note, fakes::moment() + 1s)});
        const std::vector<journal::Entry> rest = readAll(reader);
        all.insert(all.end(), rest.begin(), rest.end());
        QCOMPARE(all, before);
    }

    void aPageThatGrewIsReadToItsEnd()
    {
        FakeJournal store(fakes::manyEvents(25, fakes::moment()));
        OldestFirst reader(store, {}, 10);
        std::vector<journal::Entry> all = ***test::outcomeOf(reader.next());
        // Another desktop's clock is late: its events come into a page that was counted already.
        std::vector<journal::Event> late;
        for (int i = 0; i < 15; ++i) {
            late.push_back(fakes::event(EventKind::Note, fakes::moment() - 100min));
        }
        (void)store.recordElsewhere(u"ffffffff-0000-4000-8000-000000000000"_s, late);
        const std::vector<journal::Entry> rest = readAll(reader);
        all.insert(all.end(), rest.begin(), rest.end());
        QCOMPARE(all, store.entries());
    }

    void aFailureIsHandedOn()
    {
        FakeJournal store(fakes::manyEvents(25, fakes::moment()));
        store.failWith(Error{Error::Kind::Io, u"The disk is gone."_s});
        OldestFirst reader(store, {}, 10);
        QCOMPARE((**test::outcomeOf(reader.next())).error().kind, Error::Kind::Io);
        store.failWith({});
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE((**test::outcomeOf(reader.next(stop.get_token()))).error().kind, Error::Kind::Cancelled);
    }

    void jsonLinesAreTheBytes()
    {
        const FakeJournal store(fakes::fiveEvents(fakes::moment()));
        QCOMPARE(journal::jsonLine(store.entries().front()), store.entries().front().bytes + '\n');
    }

    void csvQuotesAndDisarms()
    {
        journal::Event event = fakes::event(EventKind::Note, fakes::moment(), u"=cmd()"_s);
        event.text = u"He said \"no\", twice\nand left"_s;
        const FakeJournal store({event});
        const journal::Entry &entry = store.entries().front();
        QCOMPARE(journal::csvLine(entry),
                 "2026-11-21T02:00:00.000Z,note,'=cmd(),production,\"He said \"\"no\"\", twice\nand left\",ops,ws1,,,"
                     + FakeJournal::writer().toLatin1() + ",1," + QByteArray(64, '0') + ',' + entry.hash.toHex()
                     + "\r\n");
        QCOMPARE(journal::csvHeader().count(','), journal::csvLine(store.entries().front()).count(',') - 1);
    }
};

QTEST_GUILESS_MAIN(TestJournalReading)
#include "tst_journalreading.moc"
