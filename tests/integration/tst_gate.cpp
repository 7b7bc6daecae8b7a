// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/sqlitejournal.h"
#include "models/readiness/records.h"
#include "tests/integration/program.h"
#include "tests/support/hostileserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace readyroom;
using namespace readyroom::test;
using readiness::Decision;

namespace {

/// Everything that needs no second scrape, and a query. `{…}` are replaced.
constexpr const char *profileText = R"(profile: shop-ready
title: Shop
service: shop
{conditions}
categories:
  - name: Service
    items:
      - id: health
        title: It is up
        severity: critical
        blocker: true
        evidence: {health: {}}
      - id: queue
        title: The queue is short
        severity: high
        evidence: {query: {expr: queue_length, pass: "< {limit}"}}
      - id: ids
        title: Answers have an id
        severity: high
        blocker: true
        evidence: {header: {path: /ready, name: X-Request-ID, matches: "req-[0-9]+"}}
      - id: ready
        title: It says that it is ready
        severity: medium
        evidence: {http: {path: /ready, at: /mode, equals: CP}}
  - name: Paper
    items:
      - id: runbook
        title: There is a runbook
        severity: low
        evidence: {attest: {says: pass, by: SRE, statement: Read it, date: 2026-01-01}}
)";

constexpr const char *loadText = R"(      - id: load
        title: Holds under load
        severity: high
        evidence: {load: {path: /ready, users: 2, duration: 1s, limits: {success: {pass: ">= 0.99"}}}}
)";

/// A service of one instance, its fleet file, its profile and a journal.
struct Shop {
    QTemporaryDir folder;
    HostileServer server;
    QByteArray profile = profileText;

    Shop()
    {
        server.on("/health", HostileServer::answer(R"({"status":"UP"})", "Content-Type: application/json\r\n"));
        server.on("/metrics", HostileServer::answer("queue_length 3\n", "Content-Type: text/plain\r\n"));
        server.on("/ready", HostileServer::answer(R"({"mode":"CP"})", "X-Request-ID: req-7\r\n"));
    }
    [[nodiscard]] QString path(const QString &name) const { return folder.filePath(name); }
    [[nodiscard]] QString write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
            qFatal("cannot write");
        }
        return path(name);
    }
    [[nodiscard]] QString fleetFile() const
    {
        return write(u"fleet.yaml"_s,
                     "environments:\n  test: {confirm: type-name}\n  other: {confirm: click}\n"
                     "defaults: {every: 1s}\n"
                     "services:\n  - name: shop\n    environment: test\n    instances: [\""
                         + server.url("/").toEncoded()
                         + "\"]\n    health: {path: /health}\n    metrics: {path: /metrics}\n");
    }
    [[nodiscard]] QString profileFile(const QByteArray &limit = "5", const QByteArray &conditions = {}) const
    {
        return write(u"shop.yaml"_s, QByteArray(profile).replace("{limit}", limit).replace("{conditions}", conditions));
    }
    [[nodiscard]] Outcome gate(const QStringList &arguments, const QString &output = u"json"_s) const
    {
        return run(u"readyroomctl"_s, QStringList{u"gate"_s, u"--output"_s, output} + arguments, 60'000);
    }
    /// Against the fleet, with the journal of this folder.
    [[nodiscard]] Outcome gateShop(const QString &profileFile, const QStringList &more = {}) const
    {
        return gate(QStringList{profileFile, u"--fleet"_s, fleetFile(), u"--journal"_s, journalFile()} + more);
    }
    [[nodiscard]] QString journalFile() const { return path(u"journal.sqlite"_s); }
    /// Records, as the window would.
    void record(const std::vector<journal::Event> &events) const
    {
        storage::SqliteJournal journal({.path = journalFile()});
        journal.post(events); // and it waits for them as it ends
    }
    [[nodiscard]] QStringList journaledKinds() const
    {
        const Outcome outcome =
            run(u"readyroomctl"_s, {u"journal"_s, u"list"_s, u"--journal"_s, journalFile(), u"--output"_s, u"json"_s});
        QStringList kinds;
        for (const QJsonValue &event : outcome.json().array()) {
            kinds.prepend(event[u"kind"_s].toString());
        }
        return kinds;
    }
};

journal::Event waiver(const QString &item)
{
    Decision decision{.what = Decision::What::Waive, .profile = u"shop-ready"_s, .item = item};
    const Timestamp now = std::chrono::floor<Duration>(std::chrono::system_clock::now());
    decision.waiver = {u"Ada"_s, u"not before the move"_s, now + 24h};
    return readiness::eventOf(decision, u"shop"_s, u"test"_s, now);
}

QByteArray said(const Outcome &outcome)
{
    return outcome.out + outcome.err;
}

QJsonObject item(const Outcome &outcome, const QString &id)
{
    for (const QJsonValue &candidate : outcome.json()[u"items"_s].toArray()) {
        if (candidate[u"id"_s].toString() == id) {
            return candidate.toObject();
        }
    }
    return {};
}

QString result(const Outcome &outcome, const QString &id)
{
    return item(outcome, id).value("result"_L1).toString();
}

} // namespace

/// readyroomctl gate as a pipeline sees it: exit codes, JSON, and the journal of the machine.
class GateTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goes()
    {
        const Shop shop;
        shop.record({});
        const Outcome outcome = shop.gateShop(shop.profileFile());
        QVERIFY2(outcome.exitCode == 0, said(outcome).constData());
        QCOMPARE(outcome.json()[u"verdict"_s].toString(), u"GO"_s);
        QCOMPARE(outcome.json()[u"score"_s].toDouble(), 100.0);
        QCOMPARE(outcome.json()[u"unknown"_s].toInt(), 0);
        QCOMPARE(item(outcome, u"queue"_s).value("observed"_L1).toString(), u"3"_s);
        QCOMPARE(item(outcome, u"health"_s).value("observed"_L1).toString(), u"UP"_s);
    }

    void goesConditionally()
    {
        const Shop shop;
        shop.record({});
        const Outcome outcome = shop.gateShop(shop.profileFile("5", "conditions: [Watch it for a day]"));
        QVERIFY2(outcome.exitCode == 3, said(outcome).constData());
        QCOMPARE(outcome.json()[u"verdict"_s].toString(), u"CONDITIONAL"_s);
        QCOMPARE(outcome.json()[u"conditions"_s][0].toString(), u"Watch it for a day"_s);
    }

    void doesNotGo()
    {
        Shop shop;
        shop.server.on("/ready", HostileServer::answer(R"({"mode":"CP"})", "X-Request-ID: seven\r\n"));
        shop.record({});
        const QString profile = shop.profileFile();
        const Outcome outcome = shop.gateShop(profile);
        QVERIFY2(outcome.exitCode == 1, said(outcome).constData());
        QCOMPARE(outcome.json()[u"verdict"_s].toString(), u"NO-GO"_s);
        QCOMPARE(item(outcome, u"ids"_s).value("observed"_L1).toString(), u"seven"_s);
        QCOMPARE(outcome.json()[u"shortest_path"_s][u"items"_s].toArray(), QJsonArray{u"ids"_s});

        // Somebody answers for it.
        shop.record({waiver(u"ids"_s)});
        const Outcome waived = shop.gateShop(profile);
        QVERIFY2(waived.exitCode == 3, said(waived).constData());
        QCOMPARE(result(waived, u"ids"_s), u"waived"_s);
        QCOMPARE(shop.journaledKinds(), QStringList{u"readiness_decision"_s}); // who only looks writes nothing
    }

    void attestationsCountWithoutAFleet()
    {
        const Shop shop;
        const Outcome outcome = shop.gate({shop.profileFile()});
        QVERIFY2(outcome.exitCode == 1, said(outcome).constData());
        QCOMPARE(result(outcome, u"runbook"_s), u"pass"_s);
        QCOMPARE(result(outcome, u"health"_s), u"unknown"_s);
        QCOMPARE(outcome.json()[u"unknown"_s].toInt(), 4);
    }

    void readsTheJournalWithoutAFleet()
    {
        const Shop shop;
        shop.record({waiver(u"health"_s)});
        const Outcome outcome = shop.gate({shop.profileFile(), u"--journal"_s, shop.journalFile()});
        QCOMPARE(result(outcome, u"health"_s), u"waived"_s);
        QCOMPARE(result(outcome, u"ids"_s), u"unknown"_s);
    }

    void oneGetsWhatOneAsksFor_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("contains");
        QTest::newRow("text") << u"text"_s << QByteArray("NO-GO");
        QTest::newRow("json") << u"json"_s << QByteArray("\"verdict\":\"NO-GO\"");
        QTest::newRow("junit") << u"junit"_s << QByteArray("<testsuites");
        QTest::newRow("markdown") << u"markdown"_s << QByteArray("NO-GO");
        QTest::newRow("html") << u"html"_s << QByteArray("</html>");
    }

    void oneGetsWhatOneAsksFor()
    {
        QFETCH(QString, format);
        QFETCH(QByteArray, contains);
        const Shop shop;
        const Outcome outcome = shop.gate({shop.profileFile()}, format);
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.out.contains(contains), outcome.out.constData());
        QVERIFY2(outcome.err.isEmpty(), outcome.err.constData());
    }

    void pdf()
    {
        const Shop shop;
        const Outcome outcome = shop.gate({shop.profileFile()}, u"pdf"_s);
#ifdef READYROOM_HAS_WINDOW
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.out.startsWith("%PDF-"), outcome.err.constData());
#else
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains("built without the window"), outcome.err.constData());
#endif
    }

    void couldNotRun_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("sentence");
        const auto row = [](const char *name, const QStringList &arguments, const char *sentence) {
            QTest::newRow(name) << arguments << QByteArray(sentence);
        };
        row("no such profile", {u"/no/such/profile.yaml"_s}, "/no/such/profile.yaml");
        row("broken profile", {u"{broken}"_s}, "broken.yaml:1:");
        row("no such fleet", {u"{profile}"_s, u"--fleet"_s, u"/no/such/fleet.yaml"_s}, "/no/such/fleet.yaml");
        row("no such service", {u"{profile}"_s, u"--fleet"_s, u"{fleet}"_s, u"--service"_s, u"edge"_s},
            "The fleet has no service \"edge\".");
        row("no such journal", {u"{profile}"_s, u"--journal"_s, u"/no/such/journal"_s}, "/no/such/journal");
        row("no such environment",
            {u"{profile}"_s, u"--fleet"_s, u"{fleet}"_s, u"--journal"_s, u"{journal}"_s, u"--active"_s, u"--arm"_s,
             u"nowhere"_s},
            "the fleet has no environment \"nowhere\"");
        row("used wrongly", {}, "exactly one profile");
    }

    void couldNotRun()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, sentence);
        const Shop shop;
        arguments.replaceInStrings(u"{profile}"_s, shop.profileFile());
        arguments.replaceInStrings(u"{fleet}"_s, shop.fleetFile());
        arguments.replaceInStrings(u"{journal}"_s, shop.journalFile());
        arguments.replaceInStrings(u"{broken}"_s, shop.write(u"broken.yaml"_s, "profile: ["));
        const Outcome outcome = shop.gate(arguments);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains(sentence), outcome.err.constData());
        QVERIFY2(outcome.out.isEmpty(), outcome.out.constData());
    }

    void measuresOnRequestWhenArmed()
    {
        Shop shop;
        shop.profile = QByteArray(profileText)
                           .replace("  - name: Paper\n", QByteArray(QByteArray(loadText) + "  - name: Paper\n"));
        const QString profile = shop.profileFile();
        const Outcome before = shop.gateShop(profile, {u"--active"_s, u"--arm"_s, u"other"_s});
        QCOMPARE(before.exitCode, 2); // armed, but another environment
        QVERIFY2(before.err.contains("only other is armed"), before.err.constData());

        const Outcome active = shop.gateShop(profile, {u"--active"_s, u"--arm"_s, u"test"_s});
        QVERIFY2(active.exitCode == 0, said(active).constData());
        QCOMPARE(result(active, u"load"_s), u"pass"_s);
        QVERIFY2(active.err.contains("load"), active.err.constData()); // progress
        const QStringList kinds = shop.journaledKinds();
        QVERIFY2(kinds.endsWith(u"disarmed"_s), qPrintable(kinds.join(u' ')));
        QCOMPARE(kinds.count(u"evidence"_s), 1);
        QCOMPARE(kinds.count(u"refused"_s), 1);

        // It counts until it expires, for whoever looks next.
        const Outcome after = shop.gateShop(profile);
        QVERIFY2(after.exitCode == 0, said(after).constData());
        QCOMPARE(result(after, u"load"_s), u"pass"_s);
    }
};

QTEST_GUILESS_MAIN(GateTest)
#include "tst_gate.moc"
