// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/sqlitejournal.h"

#include "app/storage/localoperator.h"
#include "tests/app/storage/journalhelp.h"

#include <QFileInfo>
#include <QSignalSpy>

#include <thread>

using namespace readyroom;
using namespace readyroom::storage;
using namespace readyroom::test;
using namespace std::chrono_literals;

namespace {

struct Place {
    QTemporaryDir folder;
    QString path = folder.filePath(u"data/journal.sqlite"_s);

    [[nodiscard]] std::unique_ptr<SqliteJournal> open(std::size_t bound = 1000) const
    {
        return std::make_unique<SqliteJournal>(
            SqliteJournalOptions{.path = path, .by = {u"ada"_s, u"desk"_s, u"SHA256:abc"_s}, .bound = bound});
    }
};

constexpr auto everybody =
    QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;

/// Collects what a store says was recorded, in the order it says so.
struct Listener final : QObject {
    std::vector<journal::Entry> heard;
    explicit Listener(JournalStore &store)
    {
        connect(&store, &JournalStore::recorded, this, [this](const std::vector<journal::Entry> &entries) {
            heard.insert(heard.end(), entries.begin(), entries.end());
        });
    }
};

} // namespace

class SqliteJournalTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recordsOneChain()
    {
        const Place place;
        const auto store = place.open();
        Listener listener(*store);
        const auto entries = record(*store, 20);
        QCOMPARE(entries.size(), std::size_t{20});
        QByteArray prev = journal::chainStart();
        for (std::size_t i = 0; i < entries.size(); ++i) {
            QCOMPARE(entries[i].place.seq, i + 1);
            QCOMPARE(entries[i].place.writer, entries[0].place.writer);
            QCOMPARE(entries[i].prev, prev);
            QCOMPARE(entries[i].event.text, u"note %1"_s.arg(i));
            prev = entries[i].hash;
        }
        QTRY_COMPARE(listener.heard.size(), std::size_t{20});
        QVERIFY(listener.heard == entries);
        QCOMPARE(damage(*store), QString());
        QVERIFY(store->health() == JournalHealth{});
        const auto head = QCoro::waitFor(store->treeHead());
        QVERIFY(head);
        QCOMPARE(head->heads.size(), std::size_t{1});
        QCOMPARE(head->heads[0].seq, std::uint64_t{20});
        QCOMPARE(head->heads[0].hash, prev);
    }

    void goesOnWhereItEnded()
    {
        const Place place;
        auto store = place.open();
        const auto before = record(*store, 3);
        store.reset();
        store = place.open();
        const auto after = record(*store, 2);
        QCOMPARE(after.front().place.writer, before.front().place.writer);
        QCOMPARE(after.front().place.seq, std::uint64_t{4});
        QCOMPARE(after.front().prev, before.back().hash);
        const auto read = everything(*store);
        QCOMPARE(read.size(), std::size_t{5});
        QVERIFY(read.front() == after.back());
        QVERIFY(read.back() == before.front());
    }

    void readsBeforeAnythingWasRecorded()
    {
        const Place place;
        const auto store = place.open();
        const auto read = QCoro::waitFor(store->read({}, 10));
        QVERIFY2(read, qPrintable(read ? QString() : read.error().detail));
        QVERIFY(read->empty());
        QCOMPARE(damage(*store), QString());
    }

    void onlyTheOwnerMayLook()
    {
        const Place place;
        const auto store = place.open();
        QCOMPARE(record(*store, 1).size(), std::size_t{1});
        QVERIFY(!(QFile::permissions(QFileInfo(place.path).absolutePath()) & everybody));
        for (const char *suffix : {"", "-wal", "-shm"}) {
            const QString file = place.path + QLatin1StringView(suffix);
            QVERIFY2(QFile::exists(file), qPrintable(file));
            QVERIFY2(!(QFile::permissions(file) & everybody), qPrintable(file));
        }
    }

    void takesAwayWhatOthersMayDo()
    {
        const Place place;
        QCOMPARE(record(*place.open(), 1).size(), std::size_t{1});
        QVERIFY(
            QFile::setPermissions(place.path, QFile::permissions(place.path) | QFile::ReadGroup | QFile::ReadOther));
        const auto store = place.open();
        QCOMPARE(record(*store, 1).size(), std::size_t{1});
        QVERIFY(!(QFile::permissions(place.path) & everybody));
    }

    void isDurable()
    {
        const Place place;
        const auto store = place.open();
        QCOMPARE(record(*store, 1).size(), std::size_t{1});
        QCOMPARE(askFile(place.path, u"PRAGMA journal_mode"_s), u"wal"_s);
    }

    void fillsInTheOperator()
    {
        const Place place;
        const auto store = place.open();
        journal::Event event = note(u"x"_s);
        event.by = {};
        const auto filled = QCoro::waitFor(store->append(event));
        QCOMPARE(filled->event.by, (journal::Operator{u"ada"_s, u"desk"_s, u"SHA256:abc"_s}));
        event.by = {u"eve"_s, {}, {}};
        const auto kept = QCoro::waitFor(store->append(event));
        QCOMPARE(kept->event.by, event.by);
        QVERIFY(!localOperator().user.isEmpty());
        QVERIFY(!localOperator().host.isEmpty());
    }

    void keepsTheOrderOfTheCalls()
    {
        const Place place;
        const auto store = place.open(10'000);
        std::vector<Outcome<Result<journal::Entry>>> outcomes;
        for (int i = 0; i < 2000; ++i) {
            if (i % 2) {
                store->post({note(u"posted %1"_s.arg(i))});
            } else {
                outcomes.push_back(appended(*store, u"appended %1"_s.arg(i)));
            }
        }
        QTRY_VERIFY_WITH_TIMEOUT(*outcomes.back(), 20'000);
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            QVERIFY(*outcomes[i] && **outcomes[i]);
            QCOMPARE((**outcomes[i])->place.seq, 2 * i + 1);
        }
        QTRY_COMPARE(everything(*store).size(), std::size_t{2000});
    }

    void takesPostsFromAnyThread()
    {
        const Place place;
        const auto store = place.open(10'000);
        Listener listener(*store);
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&store, t] {
                for (int i = 0; i < 100; ++i) {
                    store->post({note(u"%1 %2"_s.arg(t).arg(i)), note(u"%1 %2 too"_s.arg(t).arg(i))});
                }
            });
        }
        for (std::thread &thread : threads) {
            thread.join();
        }
        QTRY_COMPARE_WITH_TIMEOUT(listener.heard.size(), std::size_t{800}, 20'000);
        QCOMPARE(damage(*store), QString());
    }

    void refusesWhatCannotBeWritten()
    {
        const Place place;
        const auto store = place.open();
        journal::Event event = note(u"not a number"_s);
        event.detail.insert(u"x"_s, qQNaN());
        const auto refused = outcomeOf(store->append(event));
        const auto next = appended(*store, u"fine"_s);
        QTRY_VERIFY(*next);
        QVERIFY(*refused);
        QCOMPARE((**refused).error().kind, Error::Kind::Parse);
        QCOMPARE((**next)->place.seq, std::uint64_t{1});
        QCOMPARE(store->health().waiting, std::size_t{0});
    }

    void recordsWhatWaitsAtTheEnd()
    {
        const Place place;
        auto store = place.open(10'000);
        std::vector<Outcome<Result<journal::Entry>>> outcomes;
        for (int i = 0; i < 1500; ++i) {
            outcomes.push_back(appended(*store, QString::number(i)));
        }
        store.reset();
        for (const auto &outcome : outcomes) {
            QTRY_VERIFY(*outcome);
            QVERIFY(**outcome);
        }
        QCOMPARE(everything(*place.open()).size(), std::size_t{1500});
    }

    void questionsEndWithTheStore()
    {
        const Place place;
        auto store = place.open();
        QCOMPARE(record(*store, 5).size(), std::size_t{5});
        const auto read = outcomeOf(store->read({}, 10));
        const auto verified = outcomeOf(store->verify());
        store.reset();
        QTRY_VERIFY(*read && *verified);
    }

    void stopsReading()
    {
        const Place place;
        const auto store = place.open();
        QCOMPARE(record(*store, 5).size(), std::size_t{5});
        std::stop_source stop;
        stop.request_stop();
        const auto read = QCoro::waitFor(store->read({}, 10, {}, stop.get_token()));
        QCOMPARE(read.error().kind, Error::Kind::Cancelled);
        const auto verified = QCoro::waitFor(store->verify({}, stop.get_token()));
        QCOMPARE(verified.error().kind, Error::Kind::Cancelled);
    }

    void twoStoresShareAFile()
    {
        const Place place;
        const auto one = place.open(10'000);
        const auto other = place.open(10'000);
        // What was there before a store has opened the file is not told by it.
        QVERIFY(everything(*one).empty());
        QVERIFY(everything(*other).empty());
        Listener ofOne(*one);
        Listener ofOther(*other);
        std::vector<Outcome<Result<journal::Entry>>> outcomes;
        for (int i = 0; i < 300; ++i) {
            outcomes.push_back(appended(*one, u"one %1"_s.arg(i)));
            outcomes.push_back(appended(*other, u"other %1"_s.arg(i)));
        }
        for (const auto &outcome : outcomes) {
            QTRY_VERIFY_WITH_TIMEOUT(*outcome, 30'000);
            QVERIFY(**outcome);
        }
        QTRY_COMPARE(ofOne.heard.size(), std::size_t{600});
        QTRY_COMPARE(ofOther.heard.size(), std::size_t{600});
        QVERIFY(ofOne.heard == ofOther.heard);
        for (std::size_t i = 0; i < 600; ++i) {
            QCOMPARE(ofOne.heard[i].place.seq, i + 1);
        }
        QCOMPARE(damage(*one), QString());
    }

    void hearsOfTheOtherWithinASecond()
    {
        const Place place;
        const auto one = place.open();
        const auto other = place.open();
        QCOMPARE(record(*one, 1).size(), std::size_t{1});
        QCOMPARE(record(*other, 1).size(), std::size_t{1});
        Listener listener(*other);
        const auto entry = QCoro::waitFor(one->append(note(u"news"_s)));
        QVERIFY(entry);
        // It may hear of the first one, too: the other program notices in its own time.
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::find(listener.heard, *entry) != listener.heard.end(), 1000);
    }

    void verifiesAgainstAHead()
    {
        const Place place;
        auto store = place.open();
        QCOMPARE(record(*store, 10).size(), std::size_t{10});
        const auto head = QCoro::waitFor(store->treeHead());
        QVERIFY(head);
        store.reset();
        QCOMPARE(askFile(place.path, u"DELETE FROM journal WHERE seq > 7"_s), QString());
        store = place.open();
        QCOMPARE(damage(*store), QString());
        const auto found = QCoro::waitFor(store->verify(*head));
        QVERIFY(found);
        QVERIFY(!found->empty());
        QCOMPARE(found->front().place.writer, head->heads[0].writer);
    }

    void saysWhenEntriesVanishWhileItRuns()
    {
        const Place place;
        const auto store = place.open();
        const auto before = record(*store, 10);
        QCOMPARE(askFile(place.path, u"DELETE FROM journal WHERE seq > 7"_s), QString());
        const auto after = record(*store, 1);
        QCOMPARE(after.front().place.seq, std::uint64_t{11});
        QCOMPARE(after.front().prev, before.back().hash);
        QTRY_VERIFY2(store->health().text.startsWith(u"3 entries"_s), qPrintable(store->health().text));
        QVERIFY(!damage(*store).isEmpty());
    }
};

QTEST_GUILESS_MAIN(SqliteJournalTest)
#include "tst_sqlitejournal.moc"
