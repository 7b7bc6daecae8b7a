// SPDX-License-Identifier: GPL-3.0-or-later
// The file of a journal is deleted, replaced or damaged: nothing acknowledged is lost, and health() says what happened.
#include "tests/app/storage/journalhelp.h"

#include <QDir>
#include <QFile>

#include <cstdio>

using namespace readyroom;
using namespace readyroom::storage;
using namespace readyroom::test;

namespace {

struct Place {
    QTemporaryDir folder;
    QString path = folder.filePath(u"journal.sqlite"_s);

    [[nodiscard]] std::unique_ptr<SqliteJournal> open() const
    {
        return std::make_unique<SqliteJournal>(SqliteJournalOptions{.path = path});
    }

    [[nodiscard]] QStringList files(const QString &pattern) const
    {
        return QDir(folder.path()).entryList({pattern}, QDir::Files);
    }

    void remove() const
    {
        for (const char *suffix : {"", "-wal", "-shm"}) {
            QFile::remove(path + QLatin1StringView(suffix));
        }
    }

    /// In one step, so that the journal finds either the one or the other.
    void replaceBy(const QString &file) const
    {
        if (::rename(QFile::encodeName(file).constData(), QFile::encodeName(path).constData()) != 0) {
            qFatal("not replaced");
        }
    }

    void damage(qint64 at, const QByteArray &bytes) const
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadWrite) || !file.seek(at) || file.write(bytes) != bytes.size()) {
            qFatal("not damaged");
        }
    }
};

} // namespace

class SqliteJournalFilesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void deletedWhileRunning_data()
    {
        QTest::addColumn<QStringList>("suffixes");
        QTest::newRow("all") << QStringList{u""_s, u"-wal"_s, u"-shm"_s};
        QTest::newRow("the database") << QStringList{u""_s};
        QTest::newRow("the log") << QStringList{u"-wal"_s};
        QTest::newRow("the index of the log") << QStringList{u"-shm"_s};
    }

    void deletedWhileRunning()
    {
        QFETCH(QStringList, suffixes);
        const Place place;
        const auto store = place.open();
        auto before = record(*store, 10);
        QCOMPARE(before.size(), std::size_t{10});
        for (const QString &suffix : suffixes) {
            QVERIFY(QFile::remove(place.path + suffix));
        }
        const auto after = record(*store, 10);
        QCOMPARE(after.size(), std::size_t{10});
        QCOMPARE(after.front().place.seq, std::uint64_t{11});
        QCOMPARE(everything(*store).size(), std::size_t{20});
        QCOMPARE(damage(*store), QString());
        QTRY_VERIFY2(store->health().text.contains(u"carried over (10)"_s), qPrintable(store->health().text));
        QCOMPARE(store->health().state, JournalHealth::State::Good);
        QCOMPARE(askFile(place.path, u"SELECT count(*) FROM journal"_s), u"20"_s);
        QCOMPARE(askFile(place.path, u"PRAGMA integrity_check"_s), u"ok"_s);
    }

    void deletedWhileIdle()
    {
        const Place place;
        const auto store = place.open();
        QCOMPARE(record(*store, 10).size(), std::size_t{10});
        place.remove();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(place.path), 2000);
        QTRY_VERIFY(!store->health().text.isEmpty());
        QCOMPARE(askFile(place.path, u"SELECT count(*) FROM journal"_s), u"10"_s);
        QCOMPARE(damage(*store), QString());
    }

    void deletedWithItsFolder()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"data/journal.sqlite"_s);
        SqliteJournal store({.path = path});
        QCOMPARE(record(store, 3).size(), std::size_t{3});
        QVERIFY(QDir(folder.filePath(u"data"_s)).removeRecursively());
        QCOMPARE(record(store, 3).size(), std::size_t{3});
        QCOMPARE(askFile(path, u"SELECT count(*) FROM journal"_s), u"6"_s);
    }

    void deletedUnderTwoStoresWhileBothWrite()
    {
        const Place place;
        const auto one = place.open();
        const auto other = place.open();
        QCOMPARE(record(*one, 1).size(), std::size_t{1});
        QCOMPARE(record(*other, 1).size(), std::size_t{1});
        std::vector<Outcome<Result<journal::Entry>>> outcomes;
        for (int round = 0; round < 12; ++round) {
            for (int i = 0; i < 5; ++i) {
                outcomes.push_back(appended(*one, u"one"_s));
                outcomes.push_back(appended(*other, u"other"_s));
            }
            if (round % 4 == 1) {
                place.remove();
            }
            QTRY_VERIFY_WITH_TIMEOUT(*outcomes.back() && *outcomes[outcomes.size() - 2], 20'000);
        }
        for (const auto &outcome : outcomes) {
            QTRY_VERIFY(*outcome);
            QVERIFY(**outcome);
        }
        QTRY_COMPARE(everything(*one).size(), std::size_t{122});
        QCOMPARE(damage(*one), QString());
        QCOMPARE(damage(*other), QString());
        QCOMPARE(askFile(place.path, u"PRAGMA integrity_check"_s), u"ok"_s);
    }

    void replacedByAnOlderCopy()
    {
        const Place place;
        const auto store = place.open();
        QCOMPARE(record(*store, 5).size(), std::size_t{5});
        const QString copy = place.folder.filePath(u"copy"_s);
        QCOMPARE(askFile(place.path, u"VACUUM INTO '%1'"_s.arg(copy)), QString());
        QCOMPARE(record(*store, 5).size(), std::size_t{5});
        place.replaceBy(copy);
        const auto after = record(*store, 1);
        QCOMPARE(after.front().place.seq, std::uint64_t{11});
        QCOMPARE(everything(*store).size(), std::size_t{11});
        QCOMPARE(damage(*store), QString());
        QTRY_VERIFY2(store->health().text.contains(u"replaced"_s), qPrintable(store->health().text));
    }

    void replacedByAnotherJournal()
    {
        const Place place;
        const auto store = place.open();
        QCOMPARE(record(*store, 5).size(), std::size_t{5});
        const Place foreign;
        QCOMPARE(record(*foreign.open(), 3).size(), std::size_t{3});
        place.replaceBy(foreign.path);
        const auto after = record(*store, 1);
        QCOMPARE(after.size(), std::size_t{1});
        QCOMPARE(everything(*store).size(), std::size_t{9});
        QCOMPARE(damage(*store), QString());
    }

    void replacedByWhatDoesNotContinueIt()
    {
        const Place place;
        const Place fork;
        QCOMPARE(record(*place.open(), 2).size(), std::size_t{2});
        QVERIFY(QFile::copy(place.path, fork.path));
        QCOMPARE(record(*fork.open(), 2, u"forked "_s).size(), std::size_t{2});
        const auto store = place.open();
        QCOMPARE(record(*store, 3).size(), std::size_t{3});
        place.replaceBy(fork.path);
        QCOMPARE(record(*store, 1).size(), std::size_t{1});
        const QStringList saved = place.files(u"journal.sqlite.replaced-*Z"_s);
        QCOMPARE(saved.size(), 1);
        QCOMPARE(askFile(place.folder.filePath(saved.front()), u"SELECT count(*) FROM journal"_s), u"5"_s);
        QTRY_VERIFY2(store->health().text.contains(saved.front()), qPrintable(store->health().text));
    }

    void corruptAtStart_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no database") << 0 << QByteArray("this is not a database at all, only some text");
        QTest::newRow("its page size") << 16 << QByteArray(2, '\x7f');
        QTest::newRow("its schema") << 100 << QByteArray(3900, '\x5a');
    }

    void corruptAtStart()
    {
        QFETCH(int, at);
        QFETCH(QByteArray, bytes);
        const Place place;
        QCOMPARE(record(*place.open(), 5).size(), std::size_t{5});
        place.damage(at, bytes);
        const auto store = place.open();
        QCOMPARE(record(*store, 3).size(), std::size_t{3});
        QCOMPARE(everything(*store).size(), std::size_t{3});
        QCOMPARE(damage(*store), QString());
        const QStringList aside = place.files(u"journal.sqlite.corrupt-*Z"_s);
        QCOMPARE(aside.size(), 1);
        QTRY_VERIFY2(store->health().text.contains(aside.front()), qPrintable(store->health().text));
        QCOMPARE(store->health().state, JournalHealth::State::Good);
    }

    void damagedWhileRunning()
    {
        const Place place;
        auto store = place.open();
        const auto before = record(*store, 400);
        QCOMPARE(before.size(), std::size_t{400});
        store.reset();
        // The page of the table's root and its neighbours are overwritten where the first look does not reach.
        const qint64 size = QFile(place.path).size();
        QVERIFY(size > 100'000);
        store = place.open();
        QCOMPARE(record(*store, 1).size(), std::size_t{1});
        const int root =
            askFile(place.path, u"SELECT rootpage FROM sqlite_master WHERE name = 'journal_by_kind'"_s).toInt();
        store.reset();
        place.damage((root - 1) * 4096, QByteArray(4096, '\x11'));
        store = place.open();
        const auto after = record(*store, 2);
        QCOMPARE(after.size(), std::size_t{2});
        QCOMPARE(after.front().place.seq, std::uint64_t{402});
        QCOMPARE(damage(*store), QString());
        QCOMPARE(askFile(place.path, u"SELECT count(*) FROM journal"_s), u"403"_s);
        QCOMPARE(place.files(u"journal.sqlite.corrupt-*Z"_s).size(), 1);
        QTRY_VERIFY2(store->health().text.contains(u"damaged"_s), qPrintable(store->health().text));
    }

    void emptyFile()
    {
        const Place place;
        QFile file(place.path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        const auto store = place.open();
        QCOMPARE(record(*store, 2).size(), std::size_t{2});
        QVERIFY(store->health().text.isEmpty());
    }

    void orphansOfAMissingFileAreNotTakenForItsOwn()
    {
        const Place place;
        for (const char *suffix : {"-wal", "-shm"}) {
            QFile file(place.path + QLatin1StringView(suffix));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(32768, '\x42'));
        }
        const auto store = place.open();
        QCOMPARE(record(*store, 2).size(), std::size_t{2});
        QCOMPARE(damage(*store), QString());
        QCOMPARE(askFile(place.path, u"PRAGMA integrity_check"_s), u"ok"_s);
    }

    void aFolderThatCannotBe()
    {
        const Place place;
        QFile file(place.folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        SqliteJournal store({.path = file.fileName() + u"/journal.sqlite"_s});
        const auto outcome = appended(store, u"later"_s);
        QTRY_COMPARE(store.health().state, JournalHealth::State::Failing);
        QVERIFY2(store.health().text.contains(u"folder"_s), qPrintable(store.health().text));
        QCOMPARE(store.health().waiting, std::size_t{1});
        QVERIFY(QFile::remove(file.fileName()));
        QTRY_VERIFY_WITH_TIMEOUT(*outcome, 15'000);
        QVERIFY(**outcome);
        QTRY_VERIFY(store.health() == JournalHealth{});
    }
};

QTEST_GUILESS_MAIN(SqliteJournalFilesTest)
#include "tst_sqlitejournal_files.moc"
