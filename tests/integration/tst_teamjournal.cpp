// SPDX-License-Identifier: GPL-3.0-or-later
// Several desktops and one PostgreSQL server that suffers.
#include "app/storage/teamjournal.h"

#include "tests/integration/postgresserver.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace readyroom;
using namespace readyroom::storage;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using journal::Entry;
using journal::Event;
using State = JournalHealth::State;

namespace {

Event note(const QString &text)
{
    return {.kind = journal::EventKind::Note,
            .at = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()),
            .by = {.user = u"ada"_s, .host = u"desk"_s},
            .service = u"shop"_s,
            .environment = u"test"_s,
            .text = text};
}

/// An installation of the program: a folder with its own journal, and the team's while it runs.
struct Desktop {
    QTemporaryDir dir;
    std::unique_ptr<TeamJournal> journal;
    std::vector<Entry> told;
    std::vector<Entry> acknowledged;

    [[nodiscard]] QString path() const { return dir.filePath(u"journal.sqlite"_s); }
    void open(const test::PostgresServer &server)
    {
        journal = std::make_unique<TeamJournal>(TeamJournalOptions{server.address(), {.path = path()}});
        QObject::connect(journal.get(), &JournalStore::recorded, journal.get(),
                         [this](const std::vector<Entry> &some) { told.insert(told.end(), some.begin(), some.end()); });
    }
    [[nodiscard]] std::optional<Entry> append(const QString &text)
    {
        const Result<Entry> entry = QCoro::waitFor(journal->append(note(text)));
        if (!entry) {
            qWarning("%s", qPrintable(entry.error().message));
            return std::nullopt;
        }
        acknowledged.push_back(*entry);
        return *entry;
    }
    [[nodiscard]] bool heard(const QString &text) const
    {
        return std::ranges::any_of(told, [&](const Entry &entry) { return entry.event.text == text; });
    }
    /// How many entries were told, without those of the beginning, which one may or may not have been there to hear.
    [[nodiscard]] std::size_t toldSince(const QString &beginning) const
    {
        return static_cast<std::size_t>(
            std::ranges::count_if(told, [&](const Entry &entry) { return entry.event.text != beginning; }));
    }
    [[nodiscard]] bool settled() const
    {
        const JournalHealth health = journal->health();
        return health.state == State::Good && health.waiting == 0 && health.text.isEmpty();
    }
    /// Settled is also who has not tried yet.
    [[nodiscard]] bool arrived(const test::PostgresServer &server) const
    {
        return settled()
            && server.sql(u"SELECT count(*) FROM journal WHERE writer = '%1'"_s.arg(acknowledged.front().place.writer))
            == QString::number(acknowledged.size());
    }
    [[nodiscard]] QStringList read(const JournalFilter &filter = {}, std::size_t limit = 1000) const
    {
        const auto entries = QCoro::waitFor(journal->read(filter, limit));
        QStringList texts;
        for (const Entry &entry : entries ? *entries : std::vector<Entry>()) {
            texts += entry.event.text;
        }
        return entries ? texts : QStringList{entries.error().message};
    }
    [[nodiscard]] QStringList damage(std::optional<journal::TreeHead> expected = {}) const
    {
        const auto found = QCoro::waitFor(journal->verify(std::move(expected)));
        if (!found) {
            return {found.error().message + found.error().detail};
        }
        QStringList texts;
        for (const journal::Damage &one : *found) {
            texts += u"%1: %2"_s.arg(one.place.seq).arg(one.text);
        }
        return texts;
    }
};

} // namespace

class TestTeamJournal final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<test::PostgresServer>();
        const QString failed = m_server->init();
        QVERIFY2(failed.isEmpty(), qPrintable(failed));
    }
    void cleanupTestCase() { m_server.reset(); }
    void init()
    {
        // Each test begins with an empty database, made by the program itself.
        (void)m_server->sql(u"DROP TABLE IF EXISTS journal, meta, outbox"_s);
    }

    void desktopsSeeEachOtherWithinASecond()
    {
        Desktop ada;
        Desktop bob;
        ada.open(*m_server);
        bob.open(*m_server);
        QVERIFY(ada.append(u"begin"_s) && bob.append(u"begin"_s));
        QTRY_VERIFY(ada.arrived(*m_server) && bob.arrived(*m_server));
        for (int i = 0; i < 10; ++i) {
            const QString text = u"event %1"_s.arg(i);
            QElapsedTimer time;
            time.start();
            QVERIFY(ada.append(text));
            QTRY_VERIFY_WITH_TIMEOUT(bob.heard(text), 1000);
            QVERIFY2(time.elapsed() < 1000, qPrintable(QString::number(time.elapsed())));
        }
        // Each was told once, one's own too.
        QCOMPARE(ada.toldSince(u"begin"_s), std::size_t{10});
        QCOMPARE(bob.toldSince(u"begin"_s), std::size_t{10});
        QCOMPARE(ada.read().size(), 12);
        QCOMPARE(ada.read(), bob.read());
        QCOMPARE(bob.read({.text = u"EVENT 7"_s}), QStringList{u"event 7"_s});
        QCOMPARE(bob.read({.kinds = {journal::EventKind::Note, journal::EventKind::Drill}}, 3),
                 (QStringList{u"event 9"_s, u"event 8"_s, u"event 7"_s}));
    }

    void pagesGoOnWhereTheyEnded()
    {
        Desktop ada;
        Desktop bob;
        ada.open(*m_server);
        bob.open(*m_server);
        for (int i = 0; i < 20; ++i) {
            QVERIFY((i % 2 == 0 ? ada : bob).append(QString::number(i)));
        }
        QTRY_VERIFY(ada.arrived(*m_server) && bob.arrived(*m_server));
        QStringList all;
        std::optional<JournalCursor> after;
        for (int page = 0; page < 7; ++page) {
            const auto entries = QCoro::waitFor(ada.journal->read({}, 3, after));
            QVERIFY(entries);
            for (const Entry &entry : *entries) {
                all += entry.event.text;
                after = JournalCursor{entry.event.at, entry.place};
            }
        }
        QCOMPARE(all.size(), 20);
        QCOMPARE(all, ada.read());
    }

    void theServerComesLater()
    {
        m_server->kill();
        Desktop ada;
        ada.open(*m_server);
        QTRY_COMPARE(ada.journal->health().state, State::Away);
        QVERIFY2(ada.journal->health().text.contains(u"cannot be reached"_s), qPrintable(ada.journal->health().text));
        for (int i = 0; i < 250; ++i) { // more than one transaction
            QVERIFY(ada.append(u"away %1"_s.arg(i)));
        }
        QTRY_COMPARE(ada.journal->health().waiting, std::size_t{250});
        QCOMPARE(ada.read().size(), 250);
        const auto head = QCoro::waitFor(ada.journal->treeHead());
        QVERIFY(!head);
        QCOMPARE(head.error().kind, Error::Kind::Connect);
        const QString failed = m_server->start();
        QVERIFY2(failed.isEmpty(), qPrintable(failed));
        QTRY_VERIFY_WITH_TIMEOUT(ada.arrived(*m_server), 15'000);
        QCOMPARE(m_server->sql(u"SELECT count(*), max(seq) FROM journal"_s), u"250|250"_s);
        QCOMPARE(ada.damage(), QStringList());
    }

    void whatWaitedGoesAfterARestart()
    {
        m_server->kill();
        Desktop ada;
        ada.open(*m_server);
        QVERIFY(ada.append(u"one"_s) && ada.append(u"two"_s));
        ada.journal.reset();
        ada.open(*m_server);
        QTRY_COMPARE(ada.journal->health().waiting, std::size_t{2});
        const QString failed = m_server->start();
        QVERIFY2(failed.isEmpty(), qPrintable(failed));
        QTRY_VERIFY_WITH_TIMEOUT(ada.arrived(*m_server), 15'000);
        QCOMPARE(m_server->sql(u"SELECT string_agg(text, ',' ORDER BY seq) FROM journal"_s), u"one,two"_s);
    }

    void killedMidCommitNothingIsLostOrDoubled()
    {
        Desktop ada;
        Desktop bob;
        ada.open(*m_server);
        bob.open(*m_server);
        QVERIFY(ada.append(u"begin"_s) && bob.append(u"begin"_s));
        QTRY_VERIFY(ada.arrived(*m_server) && bob.arrived(*m_server));
        for (int round = 0; round < 6; ++round) {
            const int killAt = QRandomGenerator::global()->bounded(5, 120);
            for (int i = 0; i < 150; ++i) {
                const QString text = u"%1-%2"_s.arg(round).arg(i);
                QVERIFY(ada.append(text));
                if (i == killAt) {
                    m_server->kill();
                }
                if (i % 5 == 0) {
                    QVERIFY(bob.append(text));
                }
            }
            const QString failed = m_server->start();
            QVERIFY2(failed.isEmpty(), qPrintable(failed));
        }
        QTRY_VERIFY_WITH_TIMEOUT(ada.arrived(*m_server) && bob.arrived(*m_server), 30'000);
        const std::size_t all = ada.acknowledged.size() + bob.acknowledged.size();
        QCOMPARE(m_server->sql(u"SELECT count(*) FROM journal"_s), QString::number(all));
        QCOMPARE(m_server->sql(u"SELECT count(DISTINCT (writer, text)) FROM journal"_s), QString::number(all));
        QCOMPARE(ada.damage(), QStringList());
        QCOMPARE(bob.damage(), QStringList());
        // Each heard of the other's, once, whatever connection was lost meanwhile; and hears at once again.
        QTRY_COMPARE(ada.toldSince(u"begin"_s), all - 2);
        QTRY_COMPARE(bob.toldSince(u"begin"_s), all - 2);
        QVERIFY(ada.append(u"at the end"_s));
        QTRY_VERIFY_WITH_TIMEOUT(bob.heard(u"at the end"_s), 1000);
    }

    void aServerThatHangsHoldsNothingUp()
    {
        Desktop ada;
        ada.open(*m_server);
        QVERIFY(ada.append(u"before"_s));
        QTRY_VERIFY(ada.arrived(*m_server));
        m_server->freeze();
        QElapsedTimer time;
        time.start();
        QVERIFY(ada.append(u"meanwhile"_s));
        QVERIFY2(time.elapsed() < 1000, qPrintable(QString::number(time.elapsed())));
        QTRY_COMPARE_WITH_TIMEOUT(ada.journal->health().state, State::Away, 6000);
        QVERIFY2(ada.journal->health().text.contains(u"does not answer"_s), qPrintable(ada.journal->health().text));
        time.restart();
        QCOMPARE(ada.read().size(), 2); // from this machine
        QVERIFY2(time.elapsed() < 1000, qPrintable(QString::number(time.elapsed())));
        // Given up after eight seconds; then it cannot be reached. Quitting waits for neither.
        time.restart();
        ada.journal.reset();
        QVERIFY2(time.elapsed() < 4000, qPrintable(QString::number(time.elapsed())));
        ada.open(*m_server);
        QTRY_COMPARE_WITH_TIMEOUT(ada.journal->health().state, State::Away, 6000);
        m_server->thaw();
        QTRY_VERIFY_WITH_TIMEOUT(ada.arrived(*m_server), 20'000);
        QCOMPARE(m_server->sql(u"SELECT string_agg(text, ',' ORDER BY seq) FROM journal"_s), u"before,meanwhile"_s);
    }

    void twoWindowsOnOneFileSendOneChain()
    {
        Desktop ada;
        ada.open(*m_server);
        TeamJournal second(TeamJournalOptions{m_server->address(), {.path = ada.path()}});
        for (int i = 0; i < 60; ++i) {
            QVERIFY(ada.append(QString::number(i)));
            QVERIFY(QCoro::waitFor(second.append(note(u"second %1"_s.arg(i)))));
        }
        QTRY_COMPARE(second.health().waiting, std::size_t{0});
        QTRY_COMPARE(m_server->sql(u"SELECT count(*), count(DISTINCT writer), max(seq) FROM journal"_s),
                     u"120|1|120"_s);
        QCOMPARE(ada.damage(), QStringList());
        QTRY_COMPARE(ada.told.size(), std::size_t{120});
    }

    void headsAndVerifyingSpeakForAllWriters()
    {
        Desktop ada;
        Desktop bob;
        ada.open(*m_server);
        bob.open(*m_server);
        for (int i = 0; i < 5; ++i) {
            QVERIFY(ada.append(u"ada %1"_s.arg(i)) && bob.append(u"bob %1"_s.arg(i)));
        }
        QTRY_VERIFY(ada.arrived(*m_server) && bob.arrived(*m_server));
        const auto head = QCoro::waitFor(ada.journal->treeHead());
        const auto ofBob = QCoro::waitFor(bob.journal->treeHead());
        QVERIFY(head && ofBob);
        QCOMPARE(head->heads.size(), std::size_t{2});
        QCOMPARE(head->root, ofBob->root);
        QCOMPARE(ada.damage(*head), QStringList());

        // Ada finds what was done to Bob's chain, and to the server's copy of her own.
        const QString writer = bob.acknowledged.front().place.writer;
        (void)m_server->sql(u"UPDATE journal SET text = 'never' WHERE seq = 3 AND writer = '%1'"_s.arg(writer));
        QCOMPARE(ada.damage().size(), 1);
        QVERIFY(ada.damage().front().startsWith(u"3: "_s));
        QCOMPARE(bob.damage().filter(u"At the server: "_s).size(), 1);
        (void)m_server->sql(u"UPDATE journal SET text = 'bob 2' WHERE seq = 3 AND writer = '%1'"_s.arg(writer));
        QCOMPARE(ada.damage(*head), QStringList());
        // A tail that was cut off is only found with the head.
        (void)m_server->sql(u"DELETE FROM journal WHERE seq = 5 AND writer = '%1'"_s.arg(writer));
        QCOMPARE(ada.damage(), QStringList());
        QCOMPARE(ada.damage(*head).size(), 1);
        (void)m_server->sql(u"DELETE FROM journal WHERE writer = '%1'"_s.arg(writer));
        QCOMPARE(ada.damage(*head).size(), 1);
    }

    void anotherEntryInItsPlaceIsSaid()
    {
        Desktop ada;
        ada.open(*m_server);
        QVERIFY(ada.append(u"one"_s) && ada.append(u"two"_s));
        QTRY_VERIFY(ada.arrived(*m_server));
        ada.journal.reset();
        (void)m_server->sql(u"UPDATE journal SET hash = decode(repeat('ab', 32), 'hex') WHERE seq = 2"_s);
        ada.open(*m_server);
        QTRY_VERIFY(ada.journal->health().text.contains(u"holds entry 2"_s));
        QVERIFY(ada.append(u"three"_s)); // recorded here all the same
        QTRY_COMPARE(ada.journal->health().waiting, std::size_t{1});
        QCOMPARE(m_server->sql(u"SELECT max(seq) FROM journal"_s), u"2"_s);
        QVERIFY(!ada.damage().isEmpty());
    }

    void everyTextArrives()
    {
        Desktop ada;
        ada.open(*m_server);
        Event event = note(u"quote ' \" backslash \\ %_ ; -- \u2603 \U0001F600"_s);
        event.detail = {{u"x"_s, u"a'b\\c\"d\u00e9"_s}};
        const QString odd = event.text;
        QVERIFY(QCoro::waitFor(ada.journal->append(event)));
        event.text = u"nul"_s + QChar(u'\0') + u"here"_s;
        QVERIFY(QCoro::waitFor(ada.journal->append(event)));
        QVERIFY(ada.append(u"after"_s));
        QTRY_COMPARE(m_server->sql(u"SELECT count(*) FROM journal"_s), u"3"_s);
        Desktop bob;
        bob.open(*m_server);
        QTRY_COMPARE(bob.read().size(), 3);
        QCOMPARE(bob.read(), (QStringList{u"after"_s, event.text, odd}));
        QCOMPARE(bob.damage(), QStringList());
        QCOMPARE(bob.read({.text = u"A'B nul"_s}), QStringList{event.text});
    }

    void aUserWithoutRightsIsTold()
    {
        (void)m_server->sql(u"CREATE USER guest"_s);
        (void)m_server->sql(u"REVOKE CREATE ON SCHEMA public FROM PUBLIC"_s);
        const QTemporaryDir dir;
        TeamJournal journal(
            TeamJournalOptions{m_server->address(u"guest"_s), {.path = dir.filePath(u"journal.sqlite"_s)}});
        QTRY_VERIFY2(journal.health().text.contains(u"does not allow"_s), qPrintable(journal.health().text));
        QCOMPARE(journal.health().state, State::Away);
        QVERIFY(QCoro::waitFor(journal.append(note(u"all the same"_s))));
    }

private:
    std::unique_ptr<test::PostgresServer> m_server;
};

QTEST_GUILESS_MAIN(TestTeamJournal)
#include "tst_teamjournal.moc"
