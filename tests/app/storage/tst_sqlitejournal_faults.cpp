// SPDX-License-Identifier: GPL-3.0-or-later
// The disk fails, is full, read-only, locked or does not answer.
#include "tests/app/storage/journalhelp.h"
#include "tests/support/faultyvfs.h"

#include <QElapsedTimer>
#include <QSignalSpy>

#include <algorithm>

using namespace readyroom;
using namespace readyroom::storage;
using namespace readyroom::test;
using namespace std::chrono_literals;

namespace {

/// A journal on a disk that fails when told to.
struct Place {
    QTemporaryDir folder;
    QString path = folder.filePath(u"journal.sqlite"_s);
    FaultyVfs vfs{"faulty"};

    [[nodiscard]] std::unique_ptr<SqliteJournal> open(std::size_t bound = 1000) const
    {
        return std::make_unique<SqliteJournal>(SqliteJournalOptions{.path = path,
                                                                    .bound = bound,
                                                                    .busyTimeout = 50ms,
                                                                    .retry = {.first = 5ms, .cap = 200ms},
                                                                    .vfs = vfs.name()});
    }
};

/// Texts of a journal, oldest first.
QStringList texts(JournalStore &store)
{
    QStringList found;
    for (const journal::Entry &entry : everything(store)) {
        found.prepend(entry.event.text);
    }
    return found;
}

constexpr auto patience = 15'000;

} // namespace

class SqliteJournalFaultsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theNthWriteFails_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("lasts");
        QTest::newRow("I/O error once") << SQLITE_IOERR_WRITE << false;
        QTest::newRow("I/O error for a while") << SQLITE_IOERR_WRITE << true;
        QTest::newRow("sync fails once") << SQLITE_IOERR_FSYNC << false;
        QTest::newRow("disk full for a while") << SQLITE_FULL << true;
    }

    /// From the making of the file to its closing: whichever write fails, what was acknowledged is there, nothing is
    /// there twice, and the chain verifies.
    void theNthWriteFails()
    {
        QFETCH(int, code);
        QFETCH(bool, lasts);
        int nth = 0;
        for (bool struck = true; struck;) {
            Place place;
            place.vfs.failAt(++nth, code, lasts);
            {
                const auto store = place.open();
                const auto first = appended(*store, u"1"_s);
                const auto second = appended(*store, u"2"_s);
                // One that lasts is seen by a second try as well before it passes.
                QVERIFY(QTest::qWaitFor([&] { return (*first && *second) || place.vfs.writes() > nth; }, patience));
                struck = place.vfs.writes() >= nth;
                if (lasts) {
                    place.vfs.heal();
                }
                QVERIFY(QTest::qWaitFor([&] { return *first && *second; }, patience));
                QVERIFY(**first && **second);
                const auto third = appended(*store, u"3"_s);
                QVERIFY(QTest::qWaitFor([&] { return third->has_value(); }, patience));
                QVERIFY(**third);
            }
            place.vfs.heal();
            SqliteJournal store({.path = place.path});
            QCOMPARE(texts(store), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
            QCOMPARE(damage(store), QString());
            QCOMPARE(askFile(place.path, u"PRAGMA integrity_check"_s), u"ok"_s);
        }
        // Making the file alone takes more.
        QVERIFY2(nth > 10, qPrintable(QString::number(nth)));
    }

    void aFullDiskMakesEventsWait()
    {
        Place place;
        const auto store = place.open();
        QCOMPARE(record(*store, 3).size(), std::size_t{3});
        place.vfs.failAt(1, SQLITE_FULL, true);
        std::vector<Outcome<Result<journal::Entry>>> outcomes;
        for (int i = 0; i < 5; ++i) {
            outcomes.push_back(appended(*store, u"waits %1"_s.arg(i)));
        }
        QTRY_COMPARE(store->health().state, JournalHealth::State::Failing);
        QVERIFY2(store->health().text.contains(u"full"_s), qPrintable(store->health().text));
        QCOMPARE(store->health().waiting, std::size_t{5});
        QCOMPARE(everything(*store).size(), std::size_t{3});
        for (const auto &outcome : outcomes) {
            QVERIFY(!*outcome);
        }
        place.vfs.heal();
        QTRY_VERIFY_WITH_TIMEOUT(*outcomes.back(), patience);
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            QVERIFY(*outcomes[i] && **outcomes[i]);
            QCOMPARE((**outcomes[i])->place.seq, 4 + i);
        }
        QTRY_VERIFY(store->health() == JournalHealth{});
        QCOMPARE(damage(*store), QString());
    }

    void refusesBeyondTheBound()
    {
        Place place;
        const auto store = place.open(3);
        QCOMPARE(record(*store, 1).size(), std::size_t{1});
        place.vfs.failAt(1, SQLITE_FULL, true);
        std::vector<Outcome<Result<journal::Entry>>> outcomes;
        for (int i = 0; i < 5; ++i) {
            outcomes.push_back(appended(*store, u"waits %1"_s.arg(i)));
        }
        QVERIFY(*outcomes[3] && *outcomes[4]);
        QCOMPARE((**outcomes[3]).error().kind, Error::Kind::Io);
        store->post({note(u"dropped"_s)});
        QTRY_VERIFY2(store->health().text.contains(u"waited: 3"_s), qPrintable(store->health().text));
        place.vfs.heal();
        QTRY_VERIFY_WITH_TIMEOUT(*outcomes[2], patience);
        QCOMPARE(record(*store, 1).size(), std::size_t{1});
        QCOMPARE(everything(*store).size(), std::size_t{5});
    }

    void endsWithAnErrorWhenTheProgramEndsFirst()
    {
        Place place;
        auto store = place.open();
        QCOMPARE(record(*store, 1).size(), std::size_t{1});
        place.vfs.failAt(1, SQLITE_IOERR_WRITE, true);
        const auto outcome = appended(*store, u"lost"_s);
        store.reset();
        QTRY_VERIFY(*outcome);
        QCOMPARE((**outcome).error().kind, Error::Kind::Io);
        place.vfs.heal();
        QCOMPARE(everything(*place.open()).size(), std::size_t{1});
    }

    void aReadOnlyFile()
    {
        Place place;
        QCOMPARE(record(*place.open(), 4).size(), std::size_t{4});
        place.vfs.setReadOnly(true);
        const auto store = place.open();
        QCOMPARE(everything(*store).size(), std::size_t{4});
        const auto outcome = appended(*store, u"later"_s);
        QTRY_COMPARE(store->health().state, JournalHealth::State::Failing);
        QVERIFY2(store->health().text.contains(u"read-only"_s), qPrintable(store->health().text));
        place.vfs.setReadOnly(false);
        QTRY_VERIFY_WITH_TIMEOUT(*outcome, patience);
        QCOMPARE((**outcome)->place.seq, std::uint64_t{5});
        QTRY_VERIFY(store->health() == JournalHealth{});
    }

    void anotherProgramKeepsItLocked()
    {
        Place place;
        const auto store = place.open();
        QCOMPARE(record(*store, 1).size(), std::size_t{1});
        auto locker = SqliteConnection::open({.path = place.path});
        QVERIFY(locker);
        QVERIFY(execute(locker->database(), u"BEGIN IMMEDIATE"_s));
        const auto outcome = appended(*store, u"waits"_s);
        QTRY_COMPARE(store->health().state, JournalHealth::State::Failing);
        QVERIFY2(store->health().text.contains(u"locked"_s), qPrintable(store->health().text));
        QCOMPARE(everything(*store).size(), std::size_t{1});
        QVERIFY(!*outcome);
        QVERIFY(execute(locker->database(), u"COMMIT"_s));
        QTRY_VERIFY_WITH_TIMEOUT(*outcome, patience);
        QCOMPARE((**outcome)->place.seq, std::uint64_t{2});
        QTRY_VERIFY(store->health() == JournalHealth{});
    }

    void aStalledDiskStopsNobody()
    {
        Place place;
        const auto store = place.open();
        QCOMPARE(record(*store, 5).size(), std::size_t{5});
        QSignalSpy healthChanges(store.get(), &JournalStore::healthChanged);
        place.vfs.stall();
        std::vector<Outcome<Result<journal::Entry>>> outcomes;
        qint64 longestGap = 0;
        QElapsedTimer sinceTick;
        QElapsedTimer whole;
        whole.start();
        sinceTick.start();
        QTimer tick;
        connect(&tick, &QTimer::timeout, this, [&] {
            longestGap = std::max(longestGap, sinceTick.restart());
            outcomes.push_back(appended(*store, u"tick"_s));
            store->post({note(u"tock"_s)});
        });
        tick.setTimerType(Qt::PreciseTimer);
        tick.start(20ms);
        QTRY_VERIFY(place.vfs.isStalling());
        QTRY_VERIFY_WITH_TIMEOUT(whole.elapsed() > 5000, 8000);
        tick.stop();
        QVERIFY2(longestGap < 100, qPrintable(QString::number(longestGap)));
        QVERIFY(outcomes.size() > 100);
        QVERIFY(!*outcomes.front());
        QCOMPARE(store->health().state, JournalHealth::State::Failing);
        QVERIFY2(store->health().text.contains(u"does not answer"_s), qPrintable(store->health().text));
        QVERIFY(!healthChanges.isEmpty());
        QCOMPARE(everything(*store).size(), std::size_t{5});
        place.vfs.release();
        QTRY_VERIFY_WITH_TIMEOUT(*outcomes.back(), patience);
        QTRY_COMPARE(everything(*store).size(), 5 + 2 * outcomes.size());
        QTRY_VERIFY(store->health() == JournalHealth{});
        QCOMPARE(damage(*store), QString());
    }
};

QTEST_GUILESS_MAIN(SqliteJournalFaultsTest)
#include "tst_sqlitejournal_faults.moc"
