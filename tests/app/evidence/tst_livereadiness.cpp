// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/sleep.h"
#include "app/evidence/livereadiness.h"
#include "tests/app/evidence/livestage.h"
#include "tests/support/await.h"
#include "tests/support/sshkit.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace readyroom;
using namespace readyroom::evidence;
using namespace readyroom::readiness;
using namespace readyroom::test;
using journal::EventKind;
using What = Decision::What;

namespace {

constexpr const char *shopProfile = R"(profile: shop-ready
title: Shop
service: shop
floor: 0
categories:
  - name: All
    items:
      - id: errors
        title: Few errors
        severity: high
        blocker: true
        evidence: {query: {expr: errors, pass: "< 5"}}
      - id: load
        title: Holds under load
        severity: high
        evidence: {load: {path: /, users: 5, duration: 2s, limits: {p95: {pass: "< 0.2"}}}}
      - id: limit
        title: Limits clients
        severity: low
        evidence: {rate_limit: {path: /, requests: 20}}
approvals:
  - {name: sre, title: Site reliability}
  - {name: product, title: Product}
)";

const ReadinessSubject shop{u"shop-ready"_s, u"shop"_s, u"test"_s};

/// Stands in for the load, in the hands of the test; used on the evidence thread.
struct Load {
    std::atomic<int> started = 0;
    std::atomic<bool> finishes = true;
    std::atomic<bool> stopped = false;
};

QCoro::Task<Evidence> pretend(std::shared_ptr<Load> load, std::function<void(double, QString)> progress,
                              std::stop_token stop)
{
    ++load->started;
    for (double done = 0.25; !load->finishes; done = 0.5) {
        progress(done, u"1,000 requests"_s);
        if (!co_await async::sleepFor(5ms, stop)) {
            load->stopped = true;
            co_return Evidence{.reason = u"it was withdrawn"_s};
        }
    }
    co_return Evidence{.outcome = readiness::Outcome::Pass, .observed = u"p95 142 ms"_s, .value = 0.142};
}

struct Stage {
    QTemporaryDir folder;
    std::shared_ptr<HandClock> clock = std::make_shared<HandClock>();
    fakes::FakeFeed feed;
    SeriesOnHold series;
    fakes::FakeJournal journal;
    security::ArmingGate gate{clock};
    std::shared_ptr<Load> load = std::make_shared<Load>();
    std::unique_ptr<LiveReadiness> readiness;

    Stage() { write(u"shop.yaml"_s, shopProfile); }

    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] LiveOptions options()
    {
        LiveOptions options;
        options.fleet = liveFleet({QUrl(u"http://127.0.0.1:9"_s)});
        gate.setEnvironments(options.fleet->environments);
        options.feed = &feed;
        options.snapshot = [this](std::vector<series::SelectRequest> requests) {
            return series.snapshot(std::move(requests));
        };
        options.journal = &journal;
        options.gate = &gate;
        options.time = clock;
        options.profiles.folder = folder.path();
        options.signOffs = folder.filePath(u"sign-offs"_s);
        options.sshFolder = folder.filePath(u"ssh"_s);
        options.collect = [load = load](EvidenceSpec, ActiveContext context, security::Permit, std::stop_token stop) {
            return pretend(load, context.progress, std::move(stop));
        };
        return options;
    }
    void start() { start(options()); }
    void start(LiveOptions options)
    {
        readiness = std::make_unique<LiveReadiness>(std::move(options));
        QTRY_VERIFY(readiness->hasProfiles());
    }
    /// Everything measured once, few errors.
    void startJudged()
    {
        sample(3);
        start();
        QVERIFY(readiness->open(shop));
        QTRY_VERIFY(readiness->isSettled());
        QTRY_COMPARE(result(u"errors"_s), ItemResult::Pass);
    }
    void sample(double errors)
    {
        series.store.append(series::Labels{{"__name__", "errors"}, {"environment", "test"}, {"service", "shop"}},
                            toMillis(clock->now()), errors);
        feed.set(liveSnapshot(clock->now(), u"UP"_s, 1));
    }
    void arm() { QVERIFY(gate.arm(u"test"_s, {.how = ArmingConfirmation::How::Clicked})); }

    [[nodiscard]] std::shared_ptr<const Assessment> assessment() const
    {
        return readiness->view() ? readiness->view()->assessment : nullptr;
    }
    [[nodiscard]] ItemResult result(const QString &id) const
    {
        const auto *const item = assessment() ? assessment()->item(id) : nullptr;
        return item != nullptr ? item->result : ItemResult::Unknown;
    }
    [[nodiscard]] std::vector<journal::Event> journaled(EventKind kind) const
    {
        std::vector<journal::Event> events;
        for (const journal::Entry &entry : journal.entries()) {
            if (entry.event.kind == kind) {
                events.push_back(entry.event);
            }
        }
        return events;
    }
};

Decision decision(What what, const QString &text = u"because"_s)
{
    Decision made{.what = what, .profile = {}, .item = u"errors"_s, .text = text};
    made.waiver = {u"Ada"_s, text, std::chrono::sys_days{2030y / 1 / 1}};
    return made;
}

} // namespace

class TestLiveReadiness final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opensAndCloses()
    {
        Stage stage;
        stage.start();
        QVERIFY(!stage.readiness->view());
        const QSignalSpy changes(stage.readiness.get(), &ReadinessPort::changed);
        QVERIFY(stage.readiness->open(shop));
        QCOMPARE(changes.count(), 1);
        QVERIFY(stage.readiness->view()->subject == shop);
        QVERIFY(!stage.readiness->view()->assessment);
        QTRY_VERIFY(stage.assessment());
        const auto first = stage.readiness->view();
        QCOMPARE(first->trends.size(), first->assessment->items.size());

        QVERIFY(stage.readiness->open(shop)); // nothing begins anew
        QVERIFY(stage.readiness->view()->assessment);

        stage.readiness->close();
        QVERIFY(!stage.readiness->view());
        QVERIFY(first->assessment); // a value
        stage.readiness->close();
        QVERIFY(stage.readiness->open(shop));
        QTRY_VERIFY(stage.assessment());
    }

    void findsTheServiceOfTheProfile()
    {
        Stage stage;
        stage.start();
        QVERIFY(stage.readiness->open({.profile = u"shop-ready"_s, .service = {}}));
        QTRY_VERIFY(stage.assessment());
        QCOMPARE(stage.readiness->view()->subject.service, u"shop"_s);
        QCOMPARE(stage.readiness->view()->subject.environment, u"test"_s);
    }

    void refusesWhatIsNotThere_data()
    {
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("profile") << u"other"_s << u"shop"_s << u""_s << u"There is no profile \"other\"."_s;
        QTest::newRow("service") << u"shop-ready"_s << u"edge"_s << u""_s << u"The fleet has no service \"edge\"."_s;
        QTest::newRow("environment") << u"shop-ready"_s << u"shop"_s << u"production"_s
                                     << u"The fleet has no service \"shop\" in production."_s;
        QTest::newRow("nobody in particular")
            << u"general"_s << u""_s << u""_s << u"The profile general is for any service; say which one."_s;
    }

    void refusesWhatIsNotThere()
    {
        QFETCH(QString, profile);
        QFETCH(QString, service);
        QFETCH(QString, environment);
        Stage stage;
        stage.write(u"general.yaml"_s,
                    QByteArray(shopProfile).replace("shop-ready", "general").replace("service: shop\n", ""));
        stage.start();
        QVERIFY(stage.readiness->open(shop));
        const Result<void> opened = stage.readiness->open({profile, service, environment});
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, Error::Kind::Config);
        QTEST(opened.error().message, "sentence");
        QVERIFY(stage.readiness->view()->subject == shop); // what was open stays so
    }

    void mayBeOpenedBeforeTheProfilesAreRead()
    {
        Stage stage;
        stage.readiness = std::make_unique<LiveReadiness>(stage.options());
        QVERIFY(!stage.readiness->hasProfiles()); // they are read from the event loop
        QVERIFY(stage.readiness->open(shop));
        QVERIFY(stage.readiness->view());
        QTRY_VERIFY(stage.assessment());

        stage.readiness = std::make_unique<LiveReadiness>(stage.options());
        QVERIFY(stage.readiness->open({u"other"_s, u"shop"_s, {}})); // nobody knows yet
        QTRY_VERIFY(stage.readiness->hasProfiles());
        QVERIFY(!stage.readiness->view());
    }

    void aBrokenEditKeepsThePreviousVersion()
    {
        Stage stage;
        stage.startJudged();
        const QSignalSpy changes(stage.readiness.get(), &ReadinessPort::profilesChanged);
        QVERIFY(stage.readiness->profiles().front().problems.isEmpty());
        stage.write(u"shop.yaml"_s,
                    QByteArray(shopProfile).replace("severity: low", "severity: lowly").replace("< 5", "<> 5"));
        QTRY_VERIFY(!stage.readiness->profiles().front().problems.isEmpty());
        const ProfileEntry broken = stage.readiness->profiles().front();
        QCOMPARE(broken.name, u"shop-ready"_s);
        QVERIFY2(broken.problems.size() >= 2, qPrintable(broken.problems.join(u'\n')));
        QVERIFY2(broken.problems.front().startsWith(broken.file + u':'), qPrintable(broken.problems.front()));
        QCOMPARE(stage.result(u"errors"_s), ItemResult::Pass);
        stage.clock->advance(5s);
        stage.sample(7);
        QTRY_COMPARE(stage.result(u"errors"_s), ItemResult::Fail); // and is live

        stage.write(u"shop.yaml"_s, QByteArray(shopProfile).replace("< 5", "< 9"));
        QTRY_VERIFY(stage.readiness->profiles().front().problems.isEmpty());
        QTRY_COMPARE(stage.result(u"errors"_s), ItemResult::Pass);
        QVERIFY(changes.count() >= 2);
    }

    void seesNewProfiles()
    {
        Stage stage;
        stage.start();
        QCOMPARE(stage.readiness->profiles().size(), std::size_t{1});
        stage.write(u"broken.yaml"_s, "profile: [");
        QTRY_COMPARE(stage.readiness->profiles().size(), std::size_t{2});
        const Result<void> opened = stage.readiness->open({u"broken"_s, u"shop"_s, {}});
        QVERIFY(!opened);
        QVERIFY2(opened.error().message.contains(u"broken.yaml:1"_s), qPrintable(opened.error().message));
        QVERIFY(QFile::remove(stage.folder.filePath(u"broken.yaml"_s)));
        QTRY_COMPARE(stage.readiness->profiles().size(), std::size_t{1});
    }

    void aDecisionIsInForceWhenItCompletes()
    {
        Stage stage;
        stage.sample(9);
        stage.start();
        QVERIFY(stage.readiness->open(shop));
        QTRY_COMPARE(stage.result(u"errors"_s), ItemResult::Fail);
        QCOMPARE(stage.assessment()->verdict, Verdict::NoGo);
        const auto done = outcomeOf(stage.readiness->decide(decision(What::Waive)));
        QTRY_VERIFY(*done);
        QVERIFY((*done)->has_value());
        QCOMPARE(stage.result(u"errors"_s), ItemResult::Waived);
        QCOMPARE(stage.assessment()->verdict, Verdict::Conditional);
        const auto events = stage.journaled(EventKind::ReadinessDecision);
        QCOMPARE(events.size(), std::size_t{1});
        QCOMPARE(events[0].service, u"shop"_s);
        QCOMPARE(events[0].environment, u"test"_s);
        QCOMPARE(decisionFrom(events[0])->profile, u"shop-ready"_s);

        const auto empty = outcomeOf(stage.readiness->decide(decision(What::Note, {})));
        QTRY_VERIFY(*empty);
        QCOMPARE((*empty)->error().kind, Error::Kind::Config);
        const auto note = outcomeOf(stage.readiness->decide(decision(What::Note, u"seen"_s)));
        QTRY_VERIFY(*note);
        const auto history = outcomeOf(stage.readiness->history(u"errors"_s));
        QTRY_VERIFY(*history);
        QCOMPARE((*history)->value().size(), std::size_t{2});
        QCOMPARE((*history)->value()[0].event.detail[u"what"_s].toString(), u"note"_s); // newest first
        const auto none = outcomeOf(stage.readiness->history(u"load"_s));
        QTRY_VERIFY(*none);
        QVERIFY((*none)->value().empty());
    }

    void withoutAJournalNothingIsDecided()
    {
        Stage stage;
        LiveOptions options = stage.options();
        options.journal = nullptr;
        stage.start(options);
        const auto early = outcomeOf(stage.readiness->decide(decision(What::Waive)));
        QTRY_VERIFY(*early);
        QCOMPARE((*early)->error().message, u"No profile has been judged yet."_s);
        QVERIFY(stage.readiness->open(shop));
        QTRY_VERIFY(stage.assessment());
        const auto done = outcomeOf(stage.readiness->decide(decision(What::Waive)));
        QTRY_VERIFY(*done);
        QCOMPARE((*done)->error().message, u"There is no journal, so nothing can be recorded."_s);
    }

    void tellsEachChangeOfTheVerdictOnce()
    {
        Stage stage;
        stage.startJudged();
        QTRY_COMPARE(stage.journaled(EventKind::Assessment).size(), std::size_t{1});
        QCOMPARE(stage.journaled(EventKind::Assessment)[0].detail[u"verdict"_s].toString(), u"CONDITIONAL"_s);
        for (const double errors : {3.0, 9.0, 9.0, 3.0}) {
            stage.clock->advance(2s);
            stage.sample(errors);
            QTRY_COMPARE(stage.result(u"errors"_s), errors < 5 ? ItemResult::Pass : ItemResult::Fail);
        }
        QTRY_COMPARE(stage.journaled(EventKind::Assessment).size(), std::size_t{3});
        // Whoever comes next knows what was told.
        stage.readiness.reset();
        stage.startJudged();
        QCOMPARE(stage.journaled(EventKind::Assessment).size(), std::size_t{3});
    }

    void whoOnlyLooksTellsNothing()
    {
        Stage stage;
        stage.sample(3);
        LiveOptions options = stage.options();
        options.recordsVerdicts = false;
        stage.start(options);
        QVERIFY(stage.readiness->open(shop));
        QTRY_VERIFY(stage.readiness->isSettled());
        QTRY_COMPARE(stage.result(u"errors"_s), ItemResult::Pass);
        QVERIFY(stage.journal.entries().empty());
    }

    void measuresOnRequestOnlyWhenArmed()
    {
        Stage stage;
        stage.startJudged();
        const auto refused = outcomeOf(stage.readiness->runActive({u"load"_s}, {}));
        QTRY_VERIFY(*refused);
        QCOMPARE((*refused)->error().kind, Error::Kind::Unsupported);
        QVERIFY2((*refused)->error().message.contains(u"nothing is armed"_s), qPrintable((*refused)->error().message));
        QCOMPARE(stage.load->started.load(), 0);
        QVERIFY(stage.readiness->view()->running.empty());

        stage.arm();
        const auto done = outcomeOf(stage.readiness->runActive({u"load"_s, u"limit"_s}, {}));
        QTRY_VERIFY(*done);
        QVERIFY((*done)->has_value());
        QCOMPARE(stage.load->started.load(), 2);
        QCOMPARE(stage.result(u"load"_s), ItemResult::Pass);
        QCOMPARE(stage.result(u"limit"_s), ItemResult::Pass);
        const auto events = stage.journaled(EventKind::Evidence);
        QCOMPARE(events.size(), std::size_t{2});
        QCOMPARE(events[0].detail[u"observed"_s].toString(), u"p95 142 ms"_s);
        QVERIFY(!events[0].detail[u"expires"_s].toString().isEmpty());
        QVERIFY(stage.readiness->view()->running.empty());
        // What is in the journal counts for whoever opens it next.
        stage.readiness.reset();
        stage.startJudged();
        QTRY_COMPARE(stage.result(u"load"_s), ItemResult::Pass);
    }

    void showsWhatIsMeasured()
    {
        Stage stage;
        stage.startJudged();
        stage.arm();
        stage.load->finishes = false;
        const auto done = outcomeOf(stage.readiness->runActive({u"load"_s}, {}));
        QTRY_COMPARE(stage.load->started.load(), 1);
        QTRY_VERIFY(!stage.readiness->view()->running.empty());
        QTRY_COMPARE(stage.readiness->view()->running.front().doing, u"1,000 requests"_s);
        QCOMPARE(stage.readiness->view()->running.front().item, u"load"_s);
        QVERIFY(stage.readiness->view()->running.front().done >= 0.25);

        const QSignalSpy changes(stage.readiness.get(), &ReadinessPort::changed);
        QElapsedTimer time;
        time.start();
        QTRY_VERIFY(time.elapsed() > 500);
        QVERIFY2(changes.count() <= 7, qPrintable(QString::number(changes.count()))); // ten a second

        const auto second = outcomeOf(stage.readiness->runActive({u"limit"_s}, {}));
        QTRY_VERIFY(*second);
        QCOMPARE((*second)->error().message, u"Something is being measured already."_s);
        stage.load->finishes = true;
        QTRY_VERIFY(*done);
        QVERIFY(stage.readiness->view()->running.empty());
    }

    void abortKeepsWhatWasKnown()
    {
        Stage stage;
        stage.startJudged();
        stage.arm();
        const auto first = outcomeOf(stage.readiness->runActive({u"load"_s}, {}));
        QTRY_VERIFY(*first);
        stage.load->finishes = false;
        std::stop_source stop;
        const auto second = outcomeOf(stage.readiness->runActive({u"load"_s, u"limit"_s}, stop.get_token()));
        QTRY_COMPARE(stage.load->started.load(), 2);
        stop.request_stop();
        QTRY_VERIFY(*second);
        QCOMPARE((*second)->error().kind, Error::Kind::Cancelled);
        QVERIFY(stage.load->stopped);
        QCOMPARE(stage.load->started.load(), 2); // the next one did not begin
        QCOMPARE(stage.result(u"load"_s), ItemResult::Pass);
        QVERIFY(stage.readiness->view()->running.empty());
        QCOMPARE(stage.journaled(EventKind::Evidence).size(), std::size_t{1});
    }

    void disarmedBetweenTwoItems()
    {
        Stage stage;
        stage.startJudged();
        stage.arm();
        stage.load->finishes = false;
        const auto done = outcomeOf(stage.readiness->runActive({u"load"_s, u"limit"_s}, {}));
        QTRY_COMPARE(stage.load->started.load(), 1);
        stage.gate.disarm();
        stage.load->finishes = true;
        QTRY_VERIFY(*done);
        QCOMPARE((*done)->error().kind, Error::Kind::Unsupported);
        QCOMPARE(stage.load->started.load(), 1);
        QCOMPARE(stage.result(u"load"_s), ItemResult::Pass); // it ended well before anybody asked again
    }

    void whatCannotBeMeasuredOnRequest()
    {
        Stage stage;
        stage.startJudged();
        stage.arm();
        for (const auto &[item, sentence] : {std::pair{u"errors"_s, u"errors is not measured on request."_s},
                                             std::pair{u"other"_s, u"The profile shop-ready has no item other."_s}}) {
            const auto done = outcomeOf(stage.readiness->runActive({u"load"_s, item}, {}));
            QTRY_VERIFY(*done);
            QCOMPARE((*done)->error().message, sentence);
        }
        QCOMPARE(stage.load->started.load(), 0);
    }

    void remembersAndCompares()
    {
        Stage stage;
        stage.startJudged();
        QTRY_COMPARE(stage.journaled(EventKind::Assessment).size(), std::size_t{1});
        stage.clock->advance(2s);
        stage.sample(9);
        QTRY_COMPARE(stage.result(u"errors"_s), ItemResult::Fail);
        stage.clock->advance(2s);
        const auto remembered = outcomeOf(stage.readiness->remember());
        QTRY_VERIFY(*remembered);
        QVERIFY((*remembered)->has_value());
        stage.clock->advance(2s);
        stage.sample(3);
        QTRY_COMPARE(stage.result(u"errors"_s), ItemResult::Pass);

        const auto earlier = outcomeOf(stage.readiness->earlier());
        QTRY_VERIFY(*earlier);
        const std::vector<EarlierAssessment> list = (*earlier)->value();
        QVERIFY(list.size() >= 3);
        QVERIFY(std::ranges::is_sorted(list, std::ranges::greater(), &EarlierAssessment::at));
        const auto byPerson = std::ranges::find(list, u"recorded by ops"_s, &EarlierAssessment::origin);
        QVERIFY(byPerson != list.end());
        QCOMPARE(byPerson->verdict, Verdict::NoGo);

        const auto difference = outcomeOf(stage.readiness->difference(byPerson->id));
        QTRY_VERIFY(*difference);
        const Difference changed = (*difference)->value();
        QCOMPARE(changed.verdictBefore, Verdict::NoGo);
        QCOMPARE(changed.verdictAfter, Verdict::Conditional);
        QCOMPARE(changed.items.size(), std::size_t{1});
        QCOMPARE(changed.items[0].id, u"errors"_s);
        QCOMPARE(changed.items[0].title, u"Few errors"_s);
        QCOMPARE(changed.items[0].observedBefore, u"9"_s);
        QVERIFY(!changed.items[0].textChanged);

        const auto unknown = outcomeOf(stage.readiness->difference(u"journal:nobody:7"_s));
        QTRY_VERIFY(*unknown);
        QCOMPARE((*unknown)->error().kind, Error::Kind::Config);
    }

    void exportsReports()
    {
        Stage stage;
        LiveOptions options = stage.options();
        options.writeReport = [](ReportFormat format, const Assessment &assessment,
                                 const report::Context &context) -> Result<QByteArray> {
            if (format == ReportFormat::Pdf) {
                return failure(Error::Kind::Unsupported, u"No PDF here."_s);
            }
            return QString(assessment.profile->name + u" by "_s + context.program).toUtf8();
        };
        stage.sample(3);
        stage.start(options);
        QVERIFY(stage.readiness->open(shop));
        QTRY_VERIFY(stage.assessment());
        const QString path = stage.folder.filePath(u"report.md"_s);
        const auto done = outcomeOf(stage.readiness->exportReport(ReportFormat::Markdown, path));
        QTRY_VERIFY(*done);
        QVERIFY((*done)->has_value());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("shop-ready by Readyroom "));
        const auto nowhere =
            outcomeOf(stage.readiness->exportReport(ReportFormat::Html, stage.folder.filePath(u"no/such/x.html"_s)));
        QTRY_VERIFY(*nowhere);
        QCOMPARE((*nowhere)->error().kind, Error::Kind::Io);
        const auto pdf = outcomeOf(stage.readiness->exportReport(ReportFormat::Pdf, path));
        QTRY_VERIFY(*pdf);
        QCOMPARE((*pdf)->error().message, u"No PDF here."_s);
    }

    void signsAndTellsOfDrift()
    {
        const SshKit kit;
        Stage stage;
        stage.startJudged();
        const QString key = kit.makeKey(u"ada"_s);
        QVERIFY(!stage.readiness->view()->latestSignOff);
        const auto wrongRole = outcomeOf(stage.readiness->sign(u"nobody"_s, key, u"ready"_s, {}));
        QTRY_VERIFY(*wrongRole);
        QCOMPARE((*wrongRole)->error().message, u"The profile shop-ready asks no role \"nobody\" to approve."_s);
        const auto reasonless = outcomeOf(stage.readiness->sign(u"sre"_s, key, u" "_s, {}));
        QTRY_VERIFY(*reasonless);
        QCOMPARE((*reasonless)->error().message, u"A sign-off needs a reason."_s);

        const auto first = outcomeOf(stage.readiness->sign(u"sre"_s, key, u"Good enough"_s, {}));
        QTRY_VERIFY(*first);
        QVERIFY2(first->value(), first->value() ? "" : qPrintable(first->value().error().message));
        const SignedRecord record = (*first)->value();
        QCOMPARE(record.signedBy, QStringList{u"sre"_s});
        QCOMPARE(record.missing, QStringList{u"product"_s});
        QTRY_COMPARE(stage.readiness->view()->latestSignOff->signatures.size(), std::size_t{1});
        const RoleSignature signature = stage.readiness->view()->latestSignOff->signatures.front();
        QCOMPARE(signature.role, u"sre"_s);
        QCOMPARE(signature.by, u"ops@ws1"_s);
        SignedRecord told = *stage.readiness->view()->latestSignOff;
        told.signatures.clear();
        QCOMPARE(told, record);
        const auto events = stage.journaled(EventKind::SignOff);
        QCOMPARE(events.size(), std::size_t{1});
        QCOMPARE(events[0].detail[u"sha256"_s].toString(), record.sha256);
        QVERIFY(events[0].detail[u"key"_s].toString().startsWith(u"SHA256:"_s));

        // The second role signs the same bytes, whatever has become of the service.
        stage.clock->advance(2s);
        stage.sample(9);
        QTRY_COMPARE(stage.result(u"errors"_s), ItemResult::Fail);
        QTRY_COMPARE(stage.readiness->view()->drift.size(), std::size_t{1});
        QCOMPARE(stage.readiness->view()->drift[0].id, u"errors"_s);
        QCOMPARE(stage.readiness->view()->drift[0].signedAs, ItemResult::Pass);
        const auto second = outcomeOf(stage.readiness->sign(u"product"_s, key, {}, record.file));
        QTRY_VERIFY(*second);
        QVERIFY2(second->value(), second->value() ? "" : qPrintable(second->value().error().message));
        QCOMPARE((*second)->value().sha256, record.sha256);
        QCOMPARE((*second)->value().signedBy, QStringList({u"product"_s, u"sre"_s}));
        QVERIFY((*second)->value().missing.isEmpty());
        const auto again = outcomeOf(stage.readiness->sign(u"sre"_s, key, {}, record.file));
        QTRY_VERIFY(*again);
        QVERIFY(!**again);

        const auto earlier = outcomeOf(stage.readiness->earlier());
        QTRY_VERIFY(*earlier);
        const auto list = (*earlier)->value();
        const auto signedOne = std::ranges::find(list, u"signed by product, sre"_s, &EarlierAssessment::origin);
        QVERIFY(signedOne != list.end());
        const auto difference = outcomeOf(stage.readiness->difference(signedOne->id));
        QTRY_VERIFY(*difference);
        QCOMPARE((*difference)->value().items.size(), std::size_t{1});

        // Whoever comes next finds it.
        stage.readiness.reset();
        stage.start();
        QVERIFY(stage.readiness->open(shop));
        QTRY_VERIFY(stage.readiness->view()->latestSignOff);
        QCOMPARE(stage.readiness->view()->latestSignOff->file, record.file);
        QTRY_COMPARE(stage.readiness->view()->latestSignOff->signatures.size(), std::size_t{2});
        QCOMPARE(stage.readiness->view()->latestSignOff->signatures.back().role, u"product"_s);
    }

    void aSignatureThatFailsLeavesNothing()
    {
        const SshKit kit;
        Stage stage;
        stage.startJudged();
        const QString locked = kit.makeKey(u"locked"_s, u"a passphrase"_s); // and nobody to ask for it
        const auto done = outcomeOf(stage.readiness->sign(u"sre"_s, locked, u"Good enough"_s, {}));
        QTRY_VERIFY_WITH_TIMEOUT(*done, 30'000);
        QVERIFY(!**done);
        QCOMPARE((*done)->error().kind, Error::Kind::Config);
        QVERIFY(QDir(stage.folder.filePath(u"sign-offs"_s)).entryList({u"*.json"_s}, QDir::Files).isEmpty());
        QVERIFY(stage.journaled(EventKind::SignOff).empty());
        QVERIFY(!stage.readiness->view()->latestSignOff);
    }

    void findsKeys()
    {
        const SshKit kit;
        Stage stage;
        LiveOptions options = stage.options();
        options.sshFolder = kit.path({});
        (void)kit.makeKey(u"ada"_s);
        stage.start(options);
        const auto keys = outcomeOf(stage.readiness->keys());
        QTRY_VERIFY(*keys);
        QCOMPARE((*keys)->value().size(), std::size_t{1});
        QCOMPARE((*keys)->value()[0].comment, u"ada@example.org"_s);
        QVERIFY((*keys)->value()[0].fingerprint.startsWith(u"SHA256:"_s));
    }

    void mayGoAtAnyMoment_data()
    {
        QTest::addColumn<QString>("when");
        for (const QString &when : {u"at once"_s, u"reading profiles"_s, u"copying series"_s, u"reading the journal"_s,
                                    u"measuring"_s, u"listing earlier ones"_s, u"exporting"_s, u"deciding"_s}) {
            for (const QString &how : {u" gone"_s, u" closed"_s, u" another"_s}) {
                QTest::newRow(qPrintable(when + how)) << QString(when + how);
            }
        }
    }

    void mayGoAtAnyMoment()
    {
        QFETCH(QString, when);
        Stage stage;
        stage.write(u"other.yaml"_s, QByteArray(shopProfile).replace("shop-ready", "other"));
        if (when.startsWith("copying"_L1)) {
            stage.series.hold();
        }
        if (when.startsWith("reading the journal"_L1)) {
            stage.journal.hold();
        }
        stage.readiness = std::make_unique<LiveReadiness>(stage.options());
        QVERIFY(stage.readiness->open(shop));
        if (!when.startsWith("reading profiles"_L1)) {
            QTRY_VERIFY(stage.readiness->hasProfiles());
        }
        if (when.startsWith("copying"_L1)) {
            QTRY_COMPARE(stage.series.waiting(), std::size_t{1});
        }
        const bool needsJudgement =
            when.startsWith("measuring"_L1) || when.startsWith("exporting"_L1) || when.startsWith("deciding"_L1);
        if (needsJudgement) {
            QTRY_VERIFY(stage.assessment());
        }
        stage.arm();
        stage.load->finishes = false;
        test::Outcome<Result<void>> done;
        test::Outcome<Result<std::vector<EarlierAssessment>>> list;
        test::Outcome<Result<SignedRecord>> signing;
        const SshKit kit;
        if (when.startsWith("measuring"_L1)) {
            done = outcomeOf(stage.readiness->runActive({u"load"_s}, {}));
            QTRY_COMPARE(stage.load->started.load(), 1);
        } else if (when.startsWith("signing"_L1)) {
            signing = outcomeOf(stage.readiness->sign(u"sre"_s, kit.makeKey(u"ada"_s), u"Good enough"_s, {}));
        } else if (when.startsWith("deciding"_L1)) {
            done = outcomeOf(stage.readiness->decide(decision(What::Waive)));
        } else if (when.startsWith("listing"_L1)) {
            stage.journal.hold();
            list = outcomeOf(stage.readiness->earlier());
        }
        if (when.endsWith("gone"_L1)) {
            stage.readiness.reset();
        } else if (when.endsWith("closed"_L1)) {
            stage.readiness->close();
            QVERIFY(!stage.readiness->view());
        } else {
            QVERIFY(stage.readiness->open({u"other"_s, u"shop"_s, u"test"_s}));
        }
        stage.series.release();
        stage.journal.release();
        if (done) {
            QTRY_VERIFY(*done);
        }
        if (list) {
            QTRY_VERIFY(*list);
        }
        if (signing) {
            QTRY_VERIFY(*signing);
            QVERIFY((*signing)->has_value()); // what was begun is not left half done
        }
        if (when.endsWith("another"_L1)) {
            QTRY_VERIFY(stage.assessment());
            QCOMPARE(stage.assessment()->profile->name, u"other"_s);
        }
        if (when.startsWith("measuring"_L1)) {
            QVERIFY(stage.load->stopped);
        }
    }
};

QTEST_GUILESS_MAIN(TestLiveReadiness)
#include "tst_livereadiness.moc"
