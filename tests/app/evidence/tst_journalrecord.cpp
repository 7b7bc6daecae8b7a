// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/journalrecord.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakejournal.h"

#include <QSignalSpy>
#include <QTest>

using namespace readyroom;
using namespace readyroom::evidence;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fakes::FakeJournal;
using journal::EventKind;
using What = Decision::What;

namespace {

const Timestamp now = fakes::moment();
const RecordScope ours{u"shop-ready"_s, u"shop"_s, u"test"_s};

journal::Event decided(What what, Timestamp at, const QString &text = u"because"_s,
                       const QString &environment = u"test"_s)
{
    Decision decision{.what = what, .profile = ours.profile, .item = u"tls"_s, .text = text};
    decision.waiver = {u"Ada"_s, text, at + 24h};
    return eventOf(decision, ours.service, environment, at);
}

journal::Event drill(Timestamp at, const QString &status)
{
    return {.kind = EventKind::Drill,
            .at = at,
            .service = ours.service,
            .environment = u"test"_s,
            .detail = {{u"title"_s, u"lose one"_s}, {u"status"_s, status}, {u"deviated"_s, false}}};
}

journal::Event assessment(Timestamp at, const QString &verdict)
{
    return {.kind = EventKind::Assessment,
            .at = at,
            .service = ours.service,
            .environment = u"test"_s,
            .detail = {{u"profile"_s, ours.profile}, {u"verdict"_s, verdict}}};
}

QString waiverOf(const JournalRecord &record)
{
    const auto waiver = record.recorded().standings.value(u"tls"_s).waiver;
    return waiver ? waiver->reason : QString();
}

} // namespace

class TestJournalRecord final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatIsThere()
    {
        FakeJournal journal({decided(What::Waive, now, u"old"_s), drill(now + 1h, u"completed"_s),
                             drill(now + 2h, u"failed"_s), assessment(now, u"NO-GO"_s),
                             assessment(now + 1h, u"CONDITIONAL"_s), decided(What::Waive, now + 1min, u"new"_s)});
        async::AsyncScope tasks(u"test"_s);
        JournalRecord record(&journal, ours, tasks);
        const QSignalSpy changes(&record, &JournalRecord::changed);
        QVERIFY(!record.isLoaded());
        record.start();
        QTRY_VERIFY(record.isLoaded());
        QCOMPARE(waiverOf(record), u"new"_s);
        QCOMPARE(record.newestRun({u"lose one"_s})->at, now + 2h);
        QVERIFY(!record.newestRun({u"lose two"_s}));
        QCOMPARE(record.lastVerdict(), std::optional(Verdict::Conditional));
        QCOMPARE(changes.count(), 1);
    }

    void withoutAJournalNothingIsKnown()
    {
        async::AsyncScope tasks(u"test"_s);
        JournalRecord record(nullptr, ours, tasks);
        record.start();
        QVERIFY(record.isLoaded());
        QVERIFY(!record.lastVerdict());
        QCOMPARE(waiverOf(record), QString());
    }

    void followsWhatIsRecorded()
    {
        FakeJournal journal;
        async::AsyncScope tasks(u"test"_s);
        JournalRecord record(&journal, ours, tasks);
        record.start();
        QTRY_VERIFY(record.isLoaded());
        const QSignalSpy changes(&record, &JournalRecord::changed);
        const QSignalSpy signings(&record, &JournalRecord::signedOff);
        (void)journal.recordElsewhere(u"5b0c0f5a-0000-4000-8000-000000000001"_s,
                                      {decided(What::Waive, now, u"elsewhere"_s)});
        QCOMPARE(waiverOf(record), u"elsewhere"_s);
        QCOMPARE(changes.count(), 1);
        // Another desktop was offline: what it tells late happened before.
        (void)journal.recordElsewhere(u"5b0c0f5a-0000-4000-8000-000000000002"_s,
                                      {decided(What::Waive, now - 1h, u"late"_s)});
        QCOMPARE(waiverOf(record), u"elsewhere"_s);
        (void)journal.record({decided(What::LiftWaiver, now + 1h)});
        QCOMPARE(waiverOf(record), QString());

        const qsizetype before = changes.count();
        (void)journal.record({assessment(now, u"GO"_s), fakes::event(EventKind::Note, now, u"shop"_s),
                              fakes::event(EventKind::SignOff, now, u"shop"_s)});
        QCOMPARE(changes.count(), before); // nothing about items
        QCOMPARE(signings.count(), 0); // of another profile
        QCOMPARE(record.lastVerdict(), std::optional(Verdict::Go));
        journal::Event signature = fakes::event(EventKind::SignOff, now, u"shop"_s);
        signature.detail.insert(u"profile"_s, ours.profile);
        (void)journal.record({signature});
        QCOMPARE(signings.count(), 1);
        QCOMPARE(changes.count(), before);
    }

    void tellsWhoSigned()
    {
        const auto signature = [](Timestamp at, const QString &role, const QString &sha256, const QString &profile) {
            return journal::Event{.kind = EventKind::SignOff,
                                  .at = at,
                                  .by = {u"ada"_s, u"ws7"_s},
                                  .service = ours.service,
                                  .environment = u"test"_s,
                                  .detail = {{u"profile"_s, profile}, {u"role"_s, role}, {u"sha256"_s, sha256}}};
        };
        FakeJournal journal({signature(now, u"sre"_s, u"aa"_s, ours.profile),
                             signature(now, u"sre"_s, u"bb"_s, ours.profile),
                             signature(now, u"product"_s, u"aa"_s, u"another"_s)});
        async::AsyncScope tasks(u"test"_s);
        JournalRecord record(&journal, ours, tasks);
        record.start();
        QTRY_VERIFY(record.isLoaded());
        QCOMPARE(record.signatures(u"aa"_s), (std::vector{RoleSignature{u"sre"_s, u"ada@ws7"_s, now}}));
        (void)journal.record({signature(now + 1h, u"product"_s, u"aa"_s, ours.profile)});
        QCOMPARE(record.signatures(u"aa"_s).size(), std::size_t{2});
        QCOMPARE(record.signatures(u"aa"_s).back().role, u"product"_s);
        QVERIFY(record.signatures(u"cc"_s).empty());
    }

    void otherEnvironmentsDoNotCount()
    {
        FakeJournal journal({decided(What::Waive, now, u"there"_s, u"production"_s)});
        async::AsyncScope tasks(u"test"_s);
        JournalRecord here(&journal, ours, tasks);
        JournalRecord nowhere(&journal, {ours.profile, ours.service, QString()}, tasks);
        JournalRecord anywhere(&journal, {ours.profile, ours.service, std::nullopt}, tasks);
        for (JournalRecord *record : {&here, &nowhere, &anywhere}) {
            record->start();
            QTRY_VERIFY(record->isLoaded());
        }
        QCOMPARE(waiverOf(here), QString());
        QCOMPARE(waiverOf(nowhere), QString());
        QCOMPARE(waiverOf(anywhere), u"there"_s);
        (void)journal.record({decided(What::Waive, now + 1h, u"there, too"_s, u"production"_s)});
        QCOMPARE(waiverOf(here), QString());
        QCOMPARE(waiverOf(anywhere), u"there, too"_s);
    }

    void whatIsRecordedWhileItReadsIsNotLost()
    {
        FakeJournal journal({decided(What::Waive, now, u"first"_s)});
        async::AsyncScope tasks(u"test"_s);
        JournalRecord record(&journal, ours, tasks);
        journal.hold();
        record.start();
        (void)journal.record({decided(What::Waive, now + 1h, u"meanwhile"_s)});
        QVERIFY(!record.isLoaded());
        QCOMPARE(waiverOf(record), QString());
        journal.release();
        QTRY_VERIFY(record.isLoaded());
        QCOMPARE(waiverOf(record), u"meanwhile"_s);
    }

    void readsPageByPage()
    {
        std::vector<journal::Event> many;
        for (int i = 0; i < 2500; ++i) {
            many.push_back(decided(What::Waive, now + i * 1min, QString::number(i)));
        }
        FakeJournal journal(many);
        async::AsyncScope tasks(u"test"_s);
        JournalRecord record(&journal, ours, tasks);
        record.start();
        QTRY_VERIFY(record.isLoaded());
        QCOMPARE(waiverOf(record), u"2499"_s);
        QVERIFY(journal.asked.size() >= 3);
    }

    void triesAgain()
    {
        FakeJournal journal({decided(What::Waive, now, u"there"_s)});
        journal.failWith(Error{Error::Kind::Io, u"The journal cannot be read."_s});
        async::AsyncScope tasks(u"test"_s);
        JournalRecord record(&journal, ours, tasks);
        const QSignalSpy changes(&record, &JournalRecord::changed);
        record.start();
        QTRY_COMPARE(record.problem(), u"The journal cannot be read."_s);
        QVERIFY(!record.isLoaded());
        QCOMPARE(changes.count(), 1);
        journal.failWith({});
        QTRY_VERIFY_WITH_TIMEOUT(record.isLoaded(), 10'000);
        QCOMPARE(record.problem(), QString());
        QCOMPARE(waiverOf(record), u"there"_s);
    }

    void mayGoWhileItReads()
    {
        FakeJournal journal({decided(What::Waive, now)});
        async::AsyncScope tasks(u"test"_s);
        journal.hold();
        {
            JournalRecord record(&journal, ours, tasks);
            record.start();
            QCOMPARE(journal.waiting(), std::size_t{1});
        }
        QVERIFY(journal.asked.front().stop.stop_requested());
        journal.release();
        QTRY_COMPARE(tasks.running(), std::size_t{0});
        (void)journal.record({decided(What::Waive, now)});
    }
};

QTEST_GUILESS_MAIN(TestJournalRecord)
#include "tst_journalrecord.moc"
