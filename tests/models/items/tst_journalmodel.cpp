// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/journalmodel.h"
#include "models/items/journalwords.h"
#include "tests/models/items/modelspy.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakejournal.h"

#include <QSet>
#include <QTest>

#include <memory>

using namespace readyroom;
using namespace readyroom::items;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fakes::FakeJournal;
using journal::EventKind;

namespace {

JournalFilter ofService(const QString &service)
{
    JournalFilter filter;
    filter.service = service;
    return filter;
}

void fetchAll(JournalModel &model)
{
    while (!model.isComplete() && !model.error()) {
        model.fetchMore({});
        QCoreApplication::processEvents();
    }
}

/// The rows stand in the order of reading, and are those of the store.
bool holdsWhatTheStoreHolds(const JournalModel &model, const FakeJournal &store)
{
    if (model.rowCount() != static_cast<int>(store.entries().size())) {
        return false;
    }
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.at(row) != store.entries()[store.entries().size() - 1 - static_cast<std::size_t>(row)]) {
            return false;
        }
    }
    return true;
}

} // namespace

class TestJournalModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsAnEntry()
    {
        FakeJournal store({fakes::event(EventKind::BreakerState, fakes::moment(), u"checkout"_s)});
        JournalModel model(store);
        ModelSpy spy(model);
        QVERIFY(store.asked.empty());
        model.setFilter({});
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 0 moved 0 laidOut 0 reset 1"_s);
        QVERIFY(model.isComplete() && model.hasAnswered() && !model.isReading());
        const QModelIndex row = model.index(0);
        QCOMPARE(row.data(JournalModel::KindRole).toInt(), static_cast<int>(EventKind::BreakerState));
        QCOMPARE(row.data(JournalModel::AtRole).toLongLong(), toMillis(fakes::moment()));
        QCOMPARE(row.data(JournalModel::ServiceRole).toString(), u"checkout"_s);
        QCOMPARE(row.data(JournalModel::EnvironmentRole).toString(), u"production"_s);
        QCOMPARE(row.data().toString(), u"Breaker payments of 10.0.0.1:8080 went from closed to open"_s);
        QCOMPARE(row.data(JournalModel::OperatorRole).toString(), u"ops@ws1"_s);
        QCOMPARE(row.data(JournalModel::DetailRole).toJsonObject().value(u"to"_s).toString(), u"open"_s);
        // Tests run in Pacific/Chatham, 13:45 ahead.
        QCOMPARE(row.data(Qt::AccessibleTextRole).toString(),
                 u"15:45:00, breaker, checkout, Breaker payments of 10.0.0.1:8080 went from closed to open"_s);
    }

    void readsMoreAsOneScrolls()
    {
        FakeJournal store(fakes::manyEvents(450, fakes::moment()));
        JournalModel model(store);
        ModelSpy spy(model);
        model.setFilter({});
        QCOMPARE(model.rowCount(), 200);
        QVERIFY(!model.isComplete());
        fetchAll(model);
        QCOMPARE(spy.take(), u"changed 0 inserted 2 removed 0 moved 0 laidOut 0 reset 1"_s);
        QCOMPARE(store.asked.size(), std::size_t{3});
        QVERIFY(model.isComplete());
        QVERIFY(holdsWhatTheStoreHolds(model, store));
    }

    void aFullLastPageEndsToo()
    {
        FakeJournal store(fakes::manyEvents(400, fakes::moment()));
        JournalModel model(store);
        const ModelSpy spy(model);
        model.setFilter({});
        fetchAll(model);
        QCOMPARE(store.asked.size(), std::size_t{3});
        QVERIFY(holdsWhatTheStoreHolds(model, store));
    }

    void oneRequestAtATime()
    {
        FakeJournal store(fakes::manyEvents(450, fakes::moment()));
        JournalModel model(store);
        model.setFilter({});
        store.hold();
        model.fetchMore({});
        QVERIFY(model.isReading());
        QVERIFY(!model.canFetchMore({}));
        model.fetchMore({});
        QTRY_COMPARE(store.waiting(), std::size_t{1});
        model.fetchMore({});
        QCoreApplication::processEvents();
        QCOMPARE(store.waiting(), std::size_t{1});
        store.release();
        QCOMPARE(model.rowCount(), 400);
    }

    void liveEntriesComeInAtTheTop()
    {
        FakeJournal store(fakes::manyEvents(300, fakes::moment()));
        JournalModel model(store);
        ModelSpy spy(model);
        model.setFilter({});
        (void)spy.take();
        const QPersistentModelIndex selected = model.index(5);
        const QString text = selected.data(Qt::AccessibleTextRole).toString();
        (void)store.record({fakes::event(EventKind::Note, fakes::moment() + 1s, u"edge"_s),
                            fakes::event(EventKind::Incident, fakes::moment() + 2s, u"edge"_s)});
        QCOMPARE(spy.take(), u"changed 0 inserted 1 removed 0 moved 0 laidOut 0 reset 0"_s);
        QCOMPARE(model.at(0).event.kind, EventKind::Incident);
        QCOMPARE(selected.row(), 7);
        QCOMPARE(selected.data(Qt::AccessibleTextRole).toString(), text);
        fetchAll(model);
        QVERIFY(holdsWhatTheStoreHolds(model, store));
    }

    void entriesOfAnotherClockFindTheirPlace()
    {
        FakeJournal store(fakes::manyEvents(300, fakes::moment()));
        JournalModel model(store);
        ModelSpy spy(model);
        model.setFilter({});
        (void)spy.take();
        (void)store.recordElsewhere(u"ffffffff-0000-4000-8000-000000000000"_s,
                                    {fakes::event(EventKind::Note, fakes::moment() - 30min),
                                     fakes::event(EventKind::Note, fakes::moment() - 20min),
                                     fakes::event(EventKind::Note, fakes::moment() - 299 * 7min)});
        // The third is older than what was read: reading on finds it.
        QCOMPARE(spy.take(), u"changed 0 inserted 2 removed 0 moved 0 laidOut 0 reset 0"_s);
        fetchAll(model);
        QVERIFY(holdsWhatTheStoreHolds(model, store));
    }

    void whatIsRecordedDuringARequestIsNotMissed()
    {
        FakeJournal store(fakes::manyEvents(250, fakes::moment()));
        JournalModel model(store);
        const ModelSpy spy(model);
        store.hold();
        model.setFilter({});
        (void)store.record({fakes::event(EventKind::Note, fakes::moment() + 1s)});
        store.release();
        QCOMPARE(model.at(0).event.kind, EventKind::Note);
        store.hold();
        model.fetchMore({});
        QTRY_COMPARE(store.waiting(), std::size_t{1});
        // Falls into what the request has read already.
        (void)store.recordElsewhere(u"ffffffff-0000-4000-8000-000000000000"_s,
                                    {fakes::event(EventKind::Note, fakes::moment() - 249 * 7min)});
        store.release();
        QVERIFY(model.isComplete());
        QVERIFY(holdsWhatTheStoreHolds(model, store));
    }

    void nothingComesInTwice()
    {
        FakeJournal store;
        JournalModel model(store);
        ModelSpy spy(model);
        model.setFilter({});
        const auto entries = store.record({fakes::event(EventKind::Note, fakes::moment())});
        (void)spy.take();
        Q_EMIT store.recorded({entries.front(), entries.front()});
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        QCOMPARE(model.rowCount(), 1);
    }

    void onlyANewFilterResets()
    {
        FakeJournal store(fakes::manyEvents(100, fakes::moment()));
        JournalModel model(store);
        ModelSpy spy(model);
        model.setFilter({});
        (void)spy.take();
        model.setFilter({});
        QCOMPARE(store.asked.size(), std::size_t{1});
        store.hold();
        model.setFilter(ofService(u"edge"_s));
        // The old rows stay until the new ones are there.
        QCOMPARE(model.rowCount(), 100);
        QVERIFY(!model.hasAnswered());
        store.release();
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 0 moved 0 laidOut 0 reset 1"_s);
        QVERIFY(model.rowCount() > 0 && model.rowCount() < 100);
        for (int row = 0; row < model.rowCount(); ++row) {
            QCOMPARE(model.at(row).event.service, u"edge"_s);
        }
        (void)store.record({fakes::event(EventKind::Note, fakes::moment() + 1s, u"checkout"_s)});
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
    }

    void aLateAnswerToAnOlderFilterIsDropped()
    {
        FakeJournal store(fakes::manyEvents(100, fakes::moment()));
        JournalModel model(store);
        ModelSpy spy(model);
        store.hold();
        model.setFilter(ofService(u"edge"_s));
        model.setFilter(ofService(u"checkout"_s));
        QVERIFY(store.asked.front().stop.stop_requested());
        store.release();
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 0 moved 0 laidOut 0 reset 1"_s);
        QCOMPARE(model.at(0).event.service, u"checkout"_s);
    }

    void theModelMayGoFirst()
    {
        FakeJournal store(fakes::manyEvents(10, fakes::moment()));
        store.hold();
        auto model = std::make_unique<JournalModel>(store);
        model->setFilter({});
        model.reset();
        QVERIFY(store.asked.front().stop.stop_requested());
        store.release();
        QCOMPARE(store.waiting(), std::size_t{0});
    }

    void failureIsToldAndCanBeTriedAgain()
    {
        FakeJournal store(fakes::manyEvents(250, fakes::moment()));
        JournalModel model(store);
        store.failWith(Error{Error::Kind::Io, u"The disk is gone."_s});
        model.setFilter({});
        QVERIFY(model.error());
        QVERIFY(!model.canFetchMore({}));
        store.failWith({});
        model.retry();
        QCOMPARE(model.rowCount(), 200);
        store.failWith(Error{Error::Kind::Io, u"The disk is gone."_s});
        model.fetchMore({});
        QTRY_VERIFY(model.error());
        QCOMPARE(model.error()->message, u"The disk is gone."_s);
        QCOMPARE(model.rowCount(), 200);
        store.failWith({});
        model.retry();
        QVERIFY(holdsWhatTheStoreHolds(model, store));
    }

    void findsADay()
    {
        FakeJournal store(fakes::fiveEvents(fakes::moment()));
        JournalModel model(store);
        model.setFilter({});
        QCOMPARE(model.firstOlderThan(fakes::moment() + 1s), 0);
        QCOMPARE(model.firstOlderThan(fakes::moment()), 1);
        QCOMPARE(model.firstOlderThan(fakes::moment() - 1h), 5);
    }

    void everyKindHasAWordAndOneGroup()
    {
        QSet<QString> words;
        for (const EventKind kind : journal::allEventKinds()) {
            words.insert(kindWord(kind));
        }
        QVERIFY(!words.contains(QString()));
        QCOMPARE(words.size(), static_cast<qsizetype>(journal::allEventKinds().size()));
        std::vector<EventKind> grouped;
        for (const KindGroup &group : kindGroups()) {
            grouped.insert(grouped.end(), group.kinds.begin(), group.kinds.end());
            QVERIFY(!group.name.isEmpty() && !group.description.isEmpty());
        }
        std::ranges::sort(grouped);
        QVERIFY(std::ranges::equal(grouped, journal::allEventKinds()));
    }

    void sectionsTellEverything()
    {
        FakeJournal store({fakes::event(EventKind::EndpointFailed, fakes::moment(), u"checkout"_s)});
        const journal::Entry &entry = store.entries().front();
        QString all;
        for (const EntrySection &section : entrySections(entry)) {
            all += section.title + u": "_s + section.text + u'\n';
        }
        for (const QString &part :
             {u"2026-11-21T02:00:00.000Z"_s, u"2026-11-21 15:45:00.000"_s, u"checkout · production"_s, u"ops@ws1"_s,
              u"connection refused"_s, QString(u"1 of writer "_s + FakeJournal::writer()),
              QString::fromLatin1(entry.hash.toHex()), QString(64, u'0')}) {
            QVERIFY2(all.contains(part), qPrintable(part));
        }
    }
};

QTEST_GUILESS_MAIN(TestJournalModel)
#include "tst_journalmodel.moc"
