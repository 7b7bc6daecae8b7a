// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/evaluation.h"
#include "tests/app/evidence/livestage.h"
#include "tests/support/hostileserver.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace readyroom;
using namespace readyroom::evidence;
using namespace readyroom::readiness;
using namespace readyroom::test;
using What = Decision::What;

namespace {

const ReadinessSubject shop{u"shop-ready"_s, u"shop"_s, u"test"_s};

struct Bench : LiveStage {
    std::unique_ptr<Evaluation> evaluation;

    using LiveStage::LiveStage;
    ~Bench() { evaluation.reset(); }

    void open(std::vector<Item> items)
    {
        evaluation = std::make_unique<Evaluation>(context, liveProfile(std::move(items)), shop,
                                                  fleet ? std::optional(std::size_t{0}) : std::nullopt);
        evaluation->start();
    }
    [[nodiscard]] AssessedItem item(const QString &id) const
    {
        const auto *const found = evaluation->assessment() ? evaluation->assessment()->item(id) : nullptr;
        return found != nullptr ? *found : AssessedItem{};
    }
    [[nodiscard]] ItemResult result(const QString &id) const { return item(id).result; }
    [[nodiscard]] QString reason(const QString &id) const { return item(id).evidence.reason; }
    [[nodiscard]] bool isJudged() const { return evaluation->assessment() != nullptr; }

    void decide(What what, Duration lasts = 24h)
    {
        Decision decision{.what = what, .profile = shop.profile, .item = u"item"_s, .text = u"because"_s};
        decision.waiver = {u"Ada"_s, u"because"_s, clock->now() + lasts};
        (void)journal.record({eventOf(decision, shop.service, shop.environment, clock->now())});
    }
};

Item blocker(const QString &id, std::optional<EvidenceSpec> spec = {})
{
    Item item = liveItem(id, std::move(spec));
    item.blocker = true;
    return item;
}

LoadEvidence load()
{
    LoadEvidence spec;
    spec.path = u"/"_s;
    return spec;
}

} // namespace

class TestEvaluation final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void measuresLive()
    {
        Bench bench;
        bench.sample("errors", 3);
        bench.pulse();
        bench.open({liveItem(u"errors"_s, liveQuery(u"errors"_s, u"< 5"_s)), liveItem(u"up"_s, HealthEvidence{})});
        QTRY_VERIFY(bench.isJudged());
        QTRY_COMPARE(bench.result(u"errors"_s), ItemResult::Pass);
        QTRY_COMPARE(bench.result(u"up"_s), ItemResult::Pass);
        QCOMPARE(bench.evaluation->assessment()->verdict, Verdict::Go);
        QCOMPARE(bench.item(u"errors"_s).evidence.expires, std::optional(bench.clock->now() + 5min));

        bench.clock->advance(5s);
        bench.sample("errors", 7);
        bench.feed.set(liveSnapshot(bench.clock->now(), u"DOWN"_s, 0));
        QTRY_COMPARE(bench.result(u"errors"_s), ItemResult::Fail);
        QCOMPARE(bench.item(u"errors"_s).evidence.observed, u"7"_s);
        QTRY_COMPARE(bench.result(u"up"_s), ItemResult::Fail);
        QCOMPARE(bench.evaluation->trends().size(), std::size_t{2});
        QCOMPARE(bench.evaluation->trends()[0].size(), std::size_t{2});
        QCOMPARE(bench.evaluation->trends()[0].back().second, 7.0);
    }

    void measuresAtMostOnceASecond()
    {
        Bench bench;
        bench.open({liveItem(u"errors"_s, liveQuery(u"errors"_s, u"< 5"_s))});
        QTRY_VERIFY(bench.isJudged());
        const int before = bench.series.asked;
        for (int i = 0; i < 50; ++i) {
            bench.clock->advance(1ms);
            bench.pulse();
            QCoreApplication::processEvents();
        }
        QVERIFY2(bench.series.asked <= before + 1, qPrintable(QString::number(bench.series.asked - before)));
        QTRY_COMPARE(bench.series.asked, before + 1); // and the last snapshot is not forgotten
    }

    /// A round that takes long is not overtaken by the next one.
    void roundsDoNotOverlap()
    {
        Bench bench;
        bench.series.hold();
        bench.open({liveItem(u"errors"_s, liveQuery(u"errors"_s, u"< 5"_s))});
        QTRY_COMPARE(bench.series.waiting(), std::size_t{1});
        for (int i = 0; i < 5; ++i) {
            bench.clock->advance(2s);
            bench.pulse();
            QCoreApplication::processEvents();
        }
        QCOMPARE(bench.series.waiting(), std::size_t{1});
        bench.series.release();
        QTRY_COMPARE(bench.series.asked, 2);
    }

    void waitsForTheJournal()
    {
        Bench bench;
        bench.decide(What::Waive);
        bench.journal.hold();
        bench.pulse();
        bench.open({blocker(u"item"_s, liveQuery(u"nothing"_s, u"< 5"_s))});
        QTRY_COMPARE(bench.series.asked, 1);
        QTRY_COMPARE(bench.journal.waiting(), std::size_t{1});
        QVERIFY(!bench.isJudged()); // it would be NO-GO for a moment
        bench.journal.release();
        QTRY_VERIFY(bench.isJudged());
        QCOMPARE(bench.result(u"item"_s), ItemResult::Waived);
        QCOMPARE(bench.evaluation->assessment()->verdict, Verdict::Conditional);
    }

    void followsDecisionsOfOthers()
    {
        Bench bench;
        bench.open({blocker(u"item"_s, liveQuery(u"nothing"_s, u"< 5"_s))});
        QTRY_VERIFY(bench.isJudged());
        QCOMPARE(bench.evaluation->assessment()->verdict, Verdict::NoGo);
        bench.decide(What::NotApplicable);
        QTRY_COMPARE(bench.result(u"item"_s), ItemResult::NotApplicable);
        bench.decide(What::Applicable);
        QTRY_COMPARE(bench.result(u"item"_s), ItemResult::Unknown);
    }

    void evidenceExpiresAtItsMoment()
    {
        Bench bench;
        bench.sample("errors", 3);
        Item item = liveItem(u"errors"_s, liveQuery(u"errors"_s, u"< 5"_s));
        item.expiry = 200ms;
        bench.pulse();
        bench.open({item});
        QTRY_COMPARE(bench.result(u"errors"_s), ItemResult::Pass);
        // No snapshot comes any more, so nothing is measured again: only time passes.
        const QSignalSpy assessments(bench.evaluation.get(), &Evaluation::assessed);
        bench.clock->advance(200ms);
        QCOMPARE(bench.result(u"errors"_s), ItemResult::Pass);
        QTRY_COMPARE(bench.result(u"errors"_s), ItemResult::Unknown);
        QCOMPARE(bench.item(u"errors"_s).evidence.observed, u"3"_s);
        QCOMPARE(assessments.count(), 1);
    }

    void aWaiverEndsAtItsMoment()
    {
        Bench bench;
        bench.decide(What::Waive, 250ms);
        bench.open({blocker(u"item"_s, liveQuery(u"nothing"_s, u"< 5"_s))});
        QTRY_COMPARE(bench.result(u"item"_s), ItemResult::Waived);
        QCOMPARE(bench.evaluation->assessment()->verdict, Verdict::Conditional);
        bench.clock->advance(250ms);
        QTRY_COMPARE(bench.result(u"item"_s), ItemResult::Unknown);
        QCOMPARE(bench.evaluation->assessment()->verdict, Verdict::NoGo);
        QVERIFY(bench.item(u"item"_s).waiverExpired);
    }

    /// A clock that stands still must not make the timer run wild.
    void waitsPatientlyForASlowClock()
    {
        Bench bench;
        bench.decide(What::Waive, 50ms);
        bench.open({blocker(u"item"_s)});
        QTRY_COMPARE(bench.result(u"item"_s), ItemResult::Waived);
        const QSignalSpy assessments(bench.evaluation.get(), &Evaluation::assessed);
        QTRY_VERIFY(assessments.count() >= 2);
        QVERIFY(assessments.count() < 20);
        QCOMPARE(bench.result(u"item"_s), ItemResult::Waived);
    }

    void attestationsFillGapsOnly()
    {
        Bench bench;
        bench.pulse();
        bench.open({liveItem(u"item"_s, liveQuery(u"errors"_s, u"< 5"_s))});
        QTRY_VERIFY(bench.isJudged());
        QCOMPARE(bench.result(u"item"_s), ItemResult::Unknown);
        bench.decide(What::Attest);
        QTRY_COMPARE(bench.result(u"item"_s), ItemResult::Pass);
        QCOMPARE(bench.reason(u"item"_s), u"ops: because"_s);
        bench.clock->advance(5s);
        bench.sample("errors", 9);
        bench.pulse();
        QTRY_COMPARE(bench.result(u"item"_s), ItemResult::Fail);
    }

    void itemsThatAreNotMeasured()
    {
        Bench bench;
        AttestEvidence attestation{.says = AttestEvidence::Says::Fail, .by = u"the report"_s, .statement = u"open"_s};
        attestation.date = bench.clock->now() - 24h;
        Item attested = liveItem(u"item"_s, attestation);
        bench.open({attested, liveItem(u"empty"_s), liveItem(u"load"_s, load())});
        QTRY_VERIFY(bench.isJudged());
        QCOMPARE(bench.result(u"item"_s), ItemResult::Fail);
        QCOMPARE(bench.item(u"item"_s).evidence.observed, u"attested open"_s);
        QCOMPARE(bench.reason(u"empty"_s), u"the profile names no evidence; somebody has to attest it"_s);
        QCOMPARE(bench.reason(u"load"_s), u"it has not been measured yet; it is on request only"_s);
        bench.decide(What::Attest); // later than the report
        QTRY_COMPARE(bench.result(u"item"_s), ItemResult::Pass);
    }

    void whatWasMeasuredOnRequestCountsUntilItExpires()
    {
        Bench bench;
        const Evidence measured{.outcome = readiness::Outcome::Pass,
                                .observed = u"p95 142 ms"_s,
                                .takenAt = bench.clock->now(),
                                .expires = bench.clock->now() + 1h};
        (void)bench.journal.record({eventOf(measured, shop.profile, u"load"_s, shop.service, shop.environment)});
        bench.open({liveItem(u"load"_s, load())});
        QTRY_COMPARE(bench.result(u"load"_s), ItemResult::Pass);
        QCOMPARE(bench.item(u"load"_s).evidence.raw, QByteArray());
        // The one who measured has the answer itself, too.
        Evidence here = measured;
        here.raw = "{}";
        bench.evaluation->setMeasured(u"load"_s, here);
        bench.tasks.start(bench.evaluation->reassess());
        QTRY_COMPARE(bench.item(u"load"_s).evidence.raw, QByteArray("{}"));
        bench.clock->advance(1h);
        bench.decide(What::Note);
        QTRY_COMPARE(bench.result(u"load"_s), ItemResult::Unknown);
    }

    void drills()
    {
        Bench bench;
        bench.open({liveItem(u"drill"_s, DrillEvidence{u"lose one"_s, 24h})});
        QTRY_VERIFY(bench.isJudged());
        QTRY_COMPARE(bench.item(u"drill"_s).evidence.observed, u"never run"_s);
        (void)bench.journal.record(
            {{.kind = journal::EventKind::Drill,
              .at = bench.clock->now(),
              .service = shop.service,
              .environment = shop.environment,
              .detail = {{u"title"_s, u"lose one"_s}, {u"status"_s, u"completed"_s}, {u"deviated"_s, false}}}});
        QTRY_COMPARE(bench.result(u"drill"_s), ItemResult::Pass);
    }

    void withoutAFleetNothingIsMeasured()
    {
        Bench bench(std::nullopt, false);
        AttestEvidence attestation{.by = u"the report"_s, .statement = u"done"_s};
        bench.open({liveItem(u"errors"_s, liveQuery(u"errors"_s, u"< 5"_s)), liveItem(u"up"_s, HealthEvidence{}),
                    liveItem(u"tls"_s, TlsEvidence{}), liveItem(u"drill"_s, DrillEvidence{u"lose one"_s, 24h}),
                    liveItem(u"attested"_s, attestation)});
        QTRY_VERIFY(bench.isJudged());
        for (const QString &id : {u"errors"_s, u"up"_s, u"tls"_s}) {
            QCOMPARE(bench.result(id), ItemResult::Unknown);
            QCOMPARE(bench.reason(id), u"no fleet was given in which it could be measured"_s);
        }
        QTRY_COMPARE(bench.reason(u"drill"_s), u"no journal is kept here, so no run is known"_s);
        QCOMPARE(bench.result(u"attested"_s), ItemResult::Pass);
        QTRY_VERIFY(bench.evaluation->isSettled());
    }

    void asksTheServiceAgainAndAgain()
    {
        HostileServer server;
        server.on("/ready", HostileServer::answer("ok"));
        Bench bench(liveFleet({server.url("/")}));
        HttpEvidence spec;
        spec.path = u"/ready"_s;
        Item often = liveItem(u"often"_s, spec);
        often.expiry = 10s;
        bench.open({liveItem(u"ready"_s, spec), often});
        QTRY_COMPARE(bench.result(u"ready"_s), ItemResult::Pass);
        QTRY_COMPARE(server.requests().size(), 2);
        bench.clock->advance(5s); // half of ten
        bench.pulse();
        QTRY_COMPARE(server.requests().size(), 3);
        bench.clock->advance(25s);
        bench.pulse();
        QTRY_COMPARE(server.requests().size(), 5);
    }

    void coverage()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"coverage.xml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("<coverage line-rate=\"0.9\"/>");
        file.close();
        CoverageEvidence spec;
        spec.file = file.fileName();
        spec.pass = parseThreshold(u">= 80").value();
        Bench bench(std::nullopt);
        bench.open({liveItem(u"coverage"_s, spec)});
        QTRY_COMPARE(bench.result(u"coverage"_s), ItemResult::Pass);
        QCOMPARE(bench.item(u"coverage"_s).evidence.observed, u"90.0 %"_s);
    }

    void isSettledOnceEverythingWasCollected()
    {
        HostileServer server; // never answers
        Bench bench(liveFleet({server.url("/")}));
        bench.fleet->services[0].endpoints = {{.path = u"/health"_s, .every = 5s}};
        HttpEvidence spec;
        spec.path = u"/silent"_s;
        bench.feed.set(liveSnapshot(bench.clock->now(), u"UP"_s, 1, false));
        bench.sample("errors", 3);
        bench.open({liveItem(u"errors"_s, liveQuery(u"errors"_s, u"< 5"_s, 30s)), liveItem(u"silent"_s, spec)});
        QTRY_VERIFY(bench.isJudged());
        QVERIFY(!bench.evaluation->isSettled());
        // The request ends after its five seconds.
        QTRY_VERIFY_WITH_TIMEOUT(!bench.reason(u"silent"_s).contains(u"not been collected"_s), 15'000);
        QVERIFY(!bench.evaluation->isSettled()); // not every endpoint has answered
        bench.clock->advance(2s);
        bench.pulse();
        QTRY_COMPARE(bench.series.asked, 2);
        QVERIFY(!bench.evaluation->isSettled()); // and the history may still grow
        bench.clock->advance(28s);
        bench.sample("errors", 3);
        bench.pulse();
        QTRY_COMPARE(bench.result(u"errors"_s), ItemResult::Pass);
        QVERIFY(bench.evaluation->isSettled());
    }

    void doesNotWaitForeverForHistory()
    {
        Bench bench;
        bench.pulse();
        bench.open({liveItem(u"errors"_s, liveQuery(u"errors"_s, u"< 5"_s, 30s))});
        QTRY_VERIFY(bench.isJudged());
        QTRY_COMPARE(bench.series.asked, 1);
        QVERIFY(!bench.evaluation->isSettled());
        bench.clock->advance(37s); // thirty seconds, and a cycle of the signals
        bench.pulse();
        QTRY_VERIFY(bench.evaluation->isSettled());
    }

    void anotherVersionOfTheProfileKeepsWhatIsKnown()
    {
        Bench bench;
        bench.sample("errors", 3);
        bench.pulse();
        bench.open({liveItem(u"errors"_s, liveQuery(u"errors"_s, u"< 5"_s)), liveItem(u"up"_s, HealthEvidence{})});
        QTRY_COMPARE(bench.result(u"errors"_s), ItemResult::Pass);
        bench.series.hold(); // so that the new version cannot measure at once
        bench.evaluation->setProfile(
            liveProfile({liveItem(u"new"_s), liveItem(u"errors"_s, liveQuery(u"errors"_s, u"< 2"_s))}));
        QTRY_VERIFY(bench.evaluation->assessment()->item(u"new"_s) != nullptr);
        QCOMPARE(bench.result(u"errors"_s), ItemResult::Pass);
        QVERIFY(bench.evaluation->assessment()->item(u"up"_s) == nullptr);
        QCOMPARE(bench.evaluation->trends().size(), std::size_t{2});
        QCOMPARE(bench.evaluation->trends()[1].size(), std::size_t{1});
        bench.series.release();
        QTRY_COMPARE(bench.result(u"errors"_s), ItemResult::Fail);
    }

    void mayGoAtAnyMoment_data()
    {
        QTest::addColumn<QString>("when");
        for (const QString &when : {u"reading the journal"_s, u"copying series"_s, u"asking the service"_s,
                                    u"at once"_s, u"judged"_s, u"while it tells"_s}) {
            QTest::newRow(qPrintable(when)) << when;
        }
    }

    void mayGoAtAnyMoment()
    {
        QFETCH(QString, when);
        HostileServer server; // never answers
        Bench bench(liveFleet({server.url("/")}));
        if (when == "reading the journal"_L1) {
            bench.journal.hold();
        }
        if (when == "copying series"_L1) {
            bench.series.hold();
        }
        HttpEvidence spec;
        spec.path = u"/silent"_s;
        bench.open({liveItem(u"errors"_s, liveQuery(u"errors"_s, u"< 5"_s)), liveItem(u"silent"_s, spec)});
        if (when == "reading the journal"_L1) {
            QTRY_COMPARE(bench.journal.waiting(), std::size_t{1});
        } else if (when == "copying series"_L1) {
            QTRY_COMPARE(bench.series.waiting(), std::size_t{1});
        } else if (when == "asking the service"_L1) {
            QTRY_COMPARE(server.requests().size(), 1);
        } else if (when == "judged"_L1) {
            QTRY_VERIFY(bench.isJudged());
        } else if (when == "while it tells"_L1) {
            QObject::connect(
                bench.evaluation.get(), &Evaluation::assessed, &bench.feed, [&bench] { bench.evaluation.reset(); },
                Qt::QueuedConnection);
            QTRY_VERIFY(!bench.evaluation);
        }
        bench.evaluation.reset();
        bench.journal.release();
        bench.series.release();
        QTRY_COMPARE(bench.tasks.running(), std::size_t{0});
        bench.pulse();
        (void)bench.journal.record({fakes::event(journal::EventKind::Note, bench.clock->now(), u"shop"_s)});
    }
};

QTEST_GUILESS_MAIN(TestEvaluation)
#include "tst_evaluation.moc"
