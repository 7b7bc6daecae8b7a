// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/drillevidence.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::evidence;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp now = std::chrono::sys_days{2026y / 11 / 21} + 2h;
const DrillEvidence spec{u"lose one instance"_s, 90 * 24h};

journal::Event run(Duration ago, const QString &status, const QJsonValue &deviated = false)
{
    return {.kind = journal::EventKind::Drill,
            .at = now - ago,
            .service = u"shop"_s,
            .detail = {{u"title"_s, spec.drill}, {u"status"_s, status}, {u"deviated"_s, deviated}}};
}

} // namespace

class TestDrillEvidence final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judges_data()
    {
        QTest::addColumn<qint64>("ago");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QJsonValue>("deviated");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("observed");
        const auto row = [](const char *name, Duration ago, const QString &status, const QJsonValue &deviated,
                            const QString &outcome, const QString &observed) {
            QTest::newRow(name) << qint64(ago.count()) << status << deviated << outcome << observed;
        };
        row("ended well", 12 * 24h, u"completed"_s, false, u"pass"_s, u"12 d ago"_s);
        row("the last moment", 90 * 24h, u"completed"_s, false, u"pass"_s, u"90 d ago"_s);
        row("too old", 90 * 24h + 1ms, u"completed"_s, false, u"fail"_s, u"90 d ago"_s);
        row("deviated", 2h, u"completed"_s, true, u"fail"_s, u"deviated 2 h ago"_s);
        row("does not say", 2h, u"completed"_s, QJsonValue(), u"fail"_s, u"deviated 2 h ago"_s);
        row("failed", 2h, u"failed"_s, false, u"fail"_s, u"failed 2 h ago"_s);
        row("aborted", 10min, u"aborted"_s, true, u"fail"_s, u"aborted 10 min ago"_s);
    }

    void judges()
    {
        QFETCH(qint64, ago);
        QFETCH(QString, status);
        QFETCH(QJsonValue, deviated);
        const journal::Event event = run(Duration{ago}, status, deviated);
        const Evidence evidence = judgeDrill(spec, event, now);
        QTEST(outcomeName(evidence.outcome), "outcome");
        QTEST(evidence.observed, "observed");
        QCOMPARE(evidence.target, u"completed, ≤ 90 d ago"_s);
        const bool passes = evidence.outcome == Outcome::Pass;
        QCOMPARE(evidence.expires, passes ? std::optional(event.at + spec.maxAge) : std::nullopt);
    }

    void neverRunIsKnown()
    {
        const Evidence evidence = judgeDrill(spec, std::nullopt, now);
        QCOMPARE(evidence.outcome, Outcome::Fail);
        QCOMPARE(evidence.observed, u"never run"_s);
        QCOMPARE(evidence.takenAt, std::optional(now));
    }

    void whatCountsAsARun()
    {
        QVERIFY(isRunOf(spec, run(1h, u"completed"_s), u"shop"_s));
        QVERIFY(isRunOf(spec, run(1h, u"failed"_s), u"shop"_s));
        QVERIFY(!isRunOf(spec, run(1h, u"running"_s), u"shop"_s));
        QVERIFY(!isRunOf(spec, run(1h, {}), u"shop"_s));
        QVERIFY(!isRunOf(spec, run(1h, u"completed"_s), u"edge"_s));
        QVERIFY(!isRunOf({u"another one"_s}, run(1h, u"completed"_s), u"shop"_s));
        journal::Event note = run(1h, u"completed"_s);
        note.kind = journal::EventKind::Note;
        QVERIFY(!isRunOf(spec, note, u"shop"_s));
    }
};

QTEST_GUILESS_MAIN(TestDrillEvidence)
#include "tst_drillevidence.moc"
