// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/journaloutput.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakejournal.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace readyroom;
using namespace readyroom::ctl;
using fakes::FakeJournal;
using journal::EventKind;
using Verb = JournalArguments::Verb;
using Format = JournalArguments::Format;

class JournalCommandTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsList()
    {
        const auto arguments = parseJournalArguments(
            {u"list"_s, u"--service"_s, u"checkout"_s, u"--kind"_s, u"note,incident"_s, u"--kind"_s, u"drill"_s,
             u"--from"_s, u"1700000000"_s, u"--to"_s, u"2023-11-14T23:13:20Z"_s, u"--text"_s, u"rolled back"_s,
             u"--limit"_s, u"7"_s, u"--journal"_s, u"/tmp/j"_s, u"--output"_s, u"json"_s});
        QVERIFY(arguments);
        QCOMPARE(arguments->verb, Verb::List);
        QCOMPARE(arguments->filter.service, u"checkout"_s);
        QCOMPARE(arguments->filter.kinds, (std::vector{EventKind::Note, EventKind::Incident, EventKind::Drill}));
        QCOMPARE(arguments->filter.from, std::optional(fromMillis(1'700'000'000'000)));
        QCOMPARE(arguments->filter.to, std::optional(fromMillis(1'700'003'600'000)));
        QCOMPARE(arguments->filter.text, u"rolled back"_s);
        QCOMPARE(arguments->limit, std::optional(std::size_t{7}));
        QCOMPARE(arguments->file, u"/tmp/j"_s);
        QCOMPARE(arguments->format, Format::Json);
    }

    void readsHeads()
    {
        const auto verify = parseJournalArguments({u"verify"_s, u"--head"_s, u"h.json"_s});
        QVERIFY(verify && verify->head);
        QCOMPARE(verify->headFile, u"h.json"_s);
        const auto toFile = parseJournalArguments({u"export"_s, u"--head"_s, u"h.json"_s});
        QVERIFY(toFile && toFile->head);
        QCOMPARE(toFile->headFile, u"h.json"_s);
        const auto toOutput = parseJournalArguments({u"export"_s, u"--head"_s});
        QVERIFY(toOutput && toOutput->head && toOutput->headFile.isEmpty());
        const auto before = parseJournalArguments({u"export"_s, u"--head"_s, u"--journal"_s, u"j"_s});
        QVERIFY(before && before->head && before->headFile.isEmpty());
        QCOMPARE(before->file, u"j"_s);
        const auto events = parseJournalArguments({u"export"_s});
        QVERIFY(events && !events->head);
        QCOMPARE(events->format, Format::JsonLines);
    }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("part");
        QTest::newRow("nothing") << QStringList{} << u"list"_s;
        QTest::newRow("unknown verb") << QStringList{u"show"_s} << u"show"_s;
        QTest::newRow("unknown kind") << QStringList{u"list"_s, u"--kind"_s, u"notes"_s} << u"notes"_s;
        QTest::newRow("from and since") << QStringList{u"list"_s, u"--from"_s, u"1"_s, u"--since"_s, u"1h"_s}
                                        << u"--since"_s;
        QTest::newRow("bad time") << QStringList{u"list"_s, u"--to"_s, u"noon"_s} << u"--to"_s;
        QTest::newRow("bad limit") << QStringList{u"list"_s, u"--limit"_s, u"0"_s} << u"--limit"_s;
        QTest::newRow("csv list") << QStringList{u"list"_s, u"--output"_s, u"csv"_s} << u"csv"_s;
        QTest::newRow("table export") << QStringList{u"export"_s, u"--output"_s, u"table"_s} << u"table"_s;
        QTest::newRow("head without file") << QStringList{u"verify"_s, u"--head"_s, QString()} << u"--head"_s;
        QTest::newRow("filter for verify") << QStringList{u"verify"_s, u"--service"_s, u"a"_s} << u"service"_s;
        QTest::newRow("argument") << QStringList{u"list"_s, u"checkout"_s} << u"checkout"_s;
    }

    void refuses()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, part);
        const auto parsed = parseJournalArguments(arguments);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, Error::Kind::Config);
        QVERIFY2(parsed.error().message.contains(part), qPrintable(parsed.error().message));
    }

    void tableKeepsItsColumns()
    {
        const FakeJournal store(fakes::fiveEvents(fakes::moment()));
        JournalTable table;
        const QByteArray first = table.lines({store.entries().at(1), store.entries().at(0)});
        QCOMPARE(first,
                 "TIME                      KIND             SERVICE   OPERATOR  WHAT HAPPENED\n"
                 "2026-11-21T01:55:00.000Z  endpoint_failed  checkout  ops@ws1   /actuator/health of 10.0.0.1:8080 "
                 "failed: connection refused\n"
                 "2026-11-21T01:49:00.000Z  started          \xe2\x80\x93         ops@ws1   Readyroom 0.1.0 began to "
                 "poll production.yaml\n");
        const QByteArray second = table.lines({store.entries().at(2)});
        QVERIFY(!second.contains("TIME"));
        QCOMPARE(second.indexOf("service_state"), qsizetype{26});
    }

    void hostileTextDoesNotReachTheTerminal()
    {
        journal::Event event = fakes::event(EventKind::Note, fakes::moment());
        event.text = u"red \x1b[31m and\nmore"_s;
        const FakeJournal store({event});
        const QByteArray lines = JournalTable().lines(store.entries());
        QVERIFY(!lines.contains('\x1b'));
        QCOMPARE(lines.count('\n'), qsizetype{2});
    }

    void jsonIsTheCanonicalFormAndItsHash()
    {
        const FakeJournal store(fakes::fiveEvents(fakes::moment()));
        const journal::Entry &entry = store.entries().front();
        QJsonObject json = QJsonDocument::fromJson(entryJson(entry)).object();
        QCOMPARE(json.take(u"hash"_s).toString().toLatin1(), entry.hash.toHex());
        QCOMPARE(json, QJsonDocument::fromJson(entry.bytes).object());
    }

    void jsonOfADamagedEntryIsStillJson()
    {
        const FakeJournal store(fakes::fiveEvents(fakes::moment()));
        journal::Entry entry = store.entries().front();
        entry.bytes = "{\"at\": half";
        const QJsonObject json = QJsonDocument::fromJson(entryJson(entry)).object();
        QVERIFY(json.value("damaged"_L1).toBool());
        QCOMPARE(json.value("seq"_L1).toInt(), 1);
    }

    void sentences()
    {
        FakeJournal store(fakes::fiveEvents(fakes::moment()));
        const journal::TreeHead head =
            journal::treeHeadOf({{FakeJournal::writer(), 5, store.entries().back().hash}}, fakes::moment());
        QCOMPARE(holdsSentence(head, {}), u"The journal holds: 5 events in 1 chain."_s);
        QCOMPARE(holdsSentence(head, head),
                 u"The journal holds: 5 events in 1 chain. It continues the tree head of 2026-11-21T02:00:00.000Z."_s);
        QCOMPARE(damageSentence({{u"w"_s, 7}, u"its bytes do not have the stored hash"_s}),
                 u"Event 7 of writer w: its bytes do not have the stored hash."_s);
        QCOMPARE(damageSentence({{u"w"_s, 0}, u"it is missing"_s}), u"Chain of writer w: it is missing."_s);
        QCOMPARE(damageSentence({{}, u"The file is damaged"_s}), u"The file is damaged."_s);
    }
};

QTEST_GUILESS_MAIN(JournalCommandTest)
#include "tst_journalcommand.moc"
