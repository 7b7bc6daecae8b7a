// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/items/modelspy.h"
#include "tests/support/fakefeed.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakejournal.h"
#include "tests/support/fakequeries.h"
#include "ui/charts/timechart.h"
#include "ui/page/emptystate.h"
#include "ui/service/eventmarkers.h"
#include "ui/service/querychart.h"
#include "ui/service/servicepage.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/gauge.h"

#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTreeView>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using service::QueryChart;
using service::ServicePage;

namespace {

struct Stage {
    widgets::ThemeSource themes;
    fakes::FakeClock clock{fakes::moment()};
    page::ViewTime time{clock};
    fakes::FakeFeed feed;
    fakes::FakeQueries queries;
    fakes::FakeJournal journal;
    std::vector<rules::Limit> limits;
    ServicePage page{{themes, time, feed, queries, journal, limits}};

    explicit Stage(fleet::FleetSnapshot fleet, const QString &name = {}, std::vector<rules::Limit> ruleLimits = {})
        : feed(std::move(fleet))
        , limits(std::move(ruleLimits))
    {
        page.resize(1264, 852);
        page.show();
        page.showService({}, name);
    }

    template<typename T = QWidget> T *find(const char *name) { return page.findChild<T *>(QLatin1StringView(name)); }
    QString text(const char *name) { return find<widgets::ElidedLabel>(name)->text(); }
    bool shows(const char *name) { return find(name)->isVisible(); }
};

} // namespace

class TestServicePage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsWithTheMostTroubled()
    {
        Stage stage(fakes::pictureFleet());
        QCOMPARE(stage.page.serviceName(), u"checkout"_s);
        QCOMPARE(stage.text("serviceName"), u"checkout"_s);
        QCOMPARE(stage.text("serviceWhere"), u"production · payments · 3 instances"_s);
        QCOMPARE(stage.text("serviceWord"), u"critical"_s);
        QCOMPARE(stage.text("reason"), u"Breaker payments is open on 2 of 3 instances, health says UP"_s);
        QVERIFY(stage.text("furtherReason").contains(u"UP but breaker payments OPEN"_s));
    }

    void limitsOfRulesAreDrawnWhereTheirSignalsAre()
    {
        const auto below = rules::Limit::Bad::Below;
        const auto critical = fleet::ServiceState::Critical;
        const series::Matcher p95 = series::Matcher::equal("quantile", "0.95");
        Stage stage(fakes::pictureFleet(), u"checkout"_s,
                    {{.metric = "service:latency_seconds", .matchers = {p95}, .value = 1},
                     {.metric = "service:latency_seconds", .matchers = {p95}, .value = 2, .severity = critical},
                     {.metric = "service:latency_seconds",
                      .matchers = {series::Matcher::equal("service", "catalogue")},
                      .value = 0.4},
                     {.metric = "service:latency_mean_seconds", .value = 0.3},
                     {.metric = "service:cache_hit_ratio", .value = 0.5, .bad = below},
                     {.metric = "service:cache_hit_ratio",
                      .matchers = {series::Matcher::equal("cache", "users")},
                      .value = 0.8,
                      .bad = below}});
        const std::vector<charts::Threshold> lines = stage.find<QueryChart>("latencyChart")->chart().thresholds();
        QCOMPARE(lines.size(), std::size_t{2});
        QCOMPARE(lines[0], (charts::Threshold{1, paint::Tone::Warning, u"p95 warning above"_s}));
        QCOMPARE(lines[1], (charts::Threshold{2, paint::Tone::Critical, u"p95 critical above"_s}));
        QCOMPARE(stage.find<widgets::Gauge>("gauge-prices")->face().warning, std::optional(0.5));
        QCOMPARE(stage.find<widgets::Gauge>("gauge-users")->face().warning, std::optional(0.8));
        QVERIFY(!stage.find<widgets::Gauge>("gauge-users")->face().critical);
    }

    void everyCardShowsItsPart()
    {
        Stage stage(fakes::pictureFleet(), u"checkout"_s);
        for (const char *card : {"latencyChart", "requestsChart", "endpointsCard", "cachesCard", "breakersCard",
                                 "healthCard", "saturationCard"}) {
            QTRY_VERIFY2(stage.shows(card), card);
        }
        QCOMPARE(dump(*stage.find<QTableView>("endpoints")->model()).last(),
                 u"/actuator/prometheus | 10.0.0.3:8080 | timeout after 3 s, retry in 4 s | – | – | 17 s"_s);
        QVERIFY(
            dump(*stage.find<QTableView>("breakers")->model()).first().startsWith(u"payments | open | open | half"_s));
        QCOMPARE(dump(*stage.find<QTreeView>("health")->model()).at(1), u"  db | postgresql, 3 ms"_s);
        QCOMPARE(stage.find<widgets::Gauge>("gauge-prices")->face().value, 0.71);
        QCOMPARE(stage.find<widgets::Gauge>("gauge-prices")->face().tone, paint::Tone::Warning);
        QCOMPARE(stage.find<widgets::Gauge>("gauge-users")->face().tone, paint::Tone::Ok);
        QStringList traces;
        for (const charts::Trace &trace : stage.find<QueryChart>("latencyChart")->chart().traces()) {
            traces += trace.name;
        }
        QCOMPARE(traces, (QStringList{u"p50"_s, u"p95"_s, u"p99"_s}));
    }

    void cardsWithoutDataAreAbsent()
    {
        Stage stage(fakes::pictureFleet());
        stage.queries.setAnswerer([](const fakes::FakeQueries::Asked &) -> Result<promql::QueryResult> {
            return fakes::FakeQueries::matrix({});
        });
        stage.page.showService({}, u"learnify-api"_s);
        for (const char *card : {"requestsChart", "cachesCard", "breakersCard", "healthCard", "saturationCard"}) {
            QVERIFY2(!stage.shows(card), card);
        }
        QVERIFY(stage.shows("endpointsCard"));
        QCOMPARE(stage.text("reason"), u"Health and metrics not exposed"_s);
    }

    void whatExposesNothingIsToldTheNextStep()
    {
        Stage stage(fakes::pictureFleet(), u"learnify-api"_s);
        QVERIFY(!stage.shows("latencyChart"));
        QVERIFY(stage.shows("notExposedCard"));
        QCOMPARE(stage.find<page::EmptyState>("notExposedText")->sentence(),
                 u"learnify-api answers, but exposes nothing to watch."_s);
        const QString next = stage.find("notExposedText")->findChild<QLabel *>(u"emptyNextStep"_s)->text();
        QVERIFY2(next.contains(u"404 to /actuator/health and /actuator/prometheus"_s)
                     && next.contains(u"“health:” and “metrics:”"_s),
                 qPrintable(next));
        stage.page.showService({}, u"checkout"_s);
        QVERIFY(stage.shows("latencyChart"));
        QVERIFY(!stage.shows("notExposedCard"));
    }

    void pollsStandInForALatencyThatIsNotTold()
    {
        fleet::FleetSnapshot fleet = fakes::pictureFleet();
        fleet::ServiceStatus &service = fleet.services.front();
        service.signals_.latencySeconds.clear();
        service.signals_.latencyMeanSeconds.reset();
        Stage stage(fleet, service.name);
        QVERIFY(stage.shows("latencyChart"));
        QVERIFY(stage.find<QueryChart>("latencyChart")->promql().contains(u"probe_seconds"_s));
    }

    void anUnknownServiceIsASentence()
    {
        Stage stage(fakes::pictureFleet(), u"<i>nowhere"_s);
        QCOMPARE(stage.find<page::EmptyState>("emptyState")->sentence(),
                 u"There is no service called “<i>nowhere” in this fleet."_s);
    }

    void namesAreEscapedInQueries()
    {
        fleet::ServiceStatus odd = fakes::service(u"a\"b\\c"_s);
        Stage stage(fakes::fleetOf({odd}));
        QVERIFY(stage.queries.countOf(u"service=\"a\\\"b\\\\c\",environment=\"production\""_s) > 0);
    }

    void aRangeAsksAnewAndStopsTheOld()
    {
        Stage stage(fakes::pictureFleet(), u"checkout"_s);
        stage.queries.hold();
        stage.time.setRange(1h);
        const auto old = stage.queries.asked.back().stop;
        const std::size_t before = stage.queries.asked.size();
        stage.time.setRange(6h);
        QVERIFY(stage.queries.asked.size() > before);
        bool anyStopped = old.stop_requested();
        for (const auto &asked : stage.queries.asked) {
            anyStopped = anyStopped || asked.stop.stop_requested();
        }
        QVERIFY(anyStopped);
        stage.queries.release();
        const charts::TimeChart &chart = stage.find<QueryChart>("latencyChart")->chart();
        QCOMPARE(chart.to() - chart.from(), Duration(6h));
    }

    void pauseStandsStill()
    {
        Stage stage(fakes::pictureFleet(), u"checkout"_s);
        stage.time.setPaused(true);
        const charts::TimeChart &chart = stage.find<QueryChart>("latencyChart")->chart();
        const Timestamp to = chart.to();
        const int asked = stage.queries.countOf(u"latency_seconds"_s);
        stage.clock.advance(30s);
        stage.time.setRange(15min);
        stage.feed.set(fakes::pictureFleet());
        QCOMPARE(chart.to(), to);
        QCOMPARE(stage.queries.countOf(u"latency_seconds"_s), asked);
        stage.time.setPaused(false);
        QCOMPARE(chart.to(), to + 30s);
        QVERIFY(stage.queries.countOf(u"latency_seconds"_s) > asked);
    }

    void zoomingOneChartMovesBothAndPauses()
    {
        Stage stage(fakes::pictureFleet(), u"checkout"_s);
        charts::TimeChart &latency = stage.find<QueryChart>("latencyChart")->chart();
        const charts::TimeChart &requests = stage.find<QueryChart>("requestsChart")->chart();
        Q_EMIT latency.windowRequested(fakes::moment() - 10min, fakes::moment() - 5min);
        QVERIFY(stage.time.isPaused());
        QCOMPARE(requests.from(), fakes::moment() - 10min);
        QCOMPARE(requests.to(), fakes::moment() - 5min);
    }

    void anotherServiceWhileAnswersAreOut()
    {
        Stage stage(fakes::pictureFleet(), u"checkout"_s);
        stage.queries.hold();
        stage.page.showService({}, u"edge"_s);
        stage.page.showService({}, u"mailer"_s);
        stage.queries.release();
        QCOMPARE(stage.text("serviceName"), u"mailer"_s);
        QVERIFY(stage.find<QueryChart>("latencyChart")->promql().contains(u"service=\"mailer\""_s));
    }

    void whatHappenedIsMarkedOnTheCharts()
    {
        using journal::EventKind;
        Stage stage(fakes::pictureFleet(), u"checkout"_s);
        const auto markers = [&stage](const char *chart) { return stage.find<QueryChart>(chart)->chart().markers(); };
        QVERIFY(markers("latencyChart").empty());
        journal::Event ofEdge = fakes::event(EventKind::ServiceState, fakes::moment() - 1min, u"edge"_s);
        ofEdge.environment = u"staging"_s;
        (void)stage.journal.record(
            {fakes::event(EventKind::BreakerState, fakes::moment() - 4min, u"checkout"_s), ofEdge});
        QCOMPARE(markers("latencyChart").size(), std::size_t{1});
        QCOMPARE(markers("requestsChart"), markers("latencyChart"));
        const charts::Marker marker = markers("latencyChart").front();
        QCOMPARE(marker.at, fakes::moment() - 4min);
        QCOMPARE(marker.label, u"payments open"_s);
        QCOMPARE(marker.tone, paint::Tone::Critical);
        // Tests run in Pacific/Chatham.
        QCOMPARE(marker.tooltip, u"15:41:00 Breaker payments of 10.0.0.1:8080 went from closed to open"_s);
        stage.page.showService({}, u"edge"_s);
        QCOMPARE(markers("latencyChart").size(), std::size_t{1});
        QCOMPARE(markers("latencyChart").front().label, u"critical"_s);
    }

    void eventsOfOneMomentShareAMarker()
    {
        using journal::EventKind;
        const Timestamp at = fakes::moment();
        const fakes::FakeJournal journal({fakes::event(EventKind::EndpointRecovered, at, u"checkout"_s),
                                          fakes::event(EventKind::EndpointFailed, at + 100ms, u"checkout"_s),
                                          fakes::event(EventKind::ServiceState, at + 300ms, u"checkout"_s),
                                          fakes::event(EventKind::Note, at + 2min, u"checkout"_s)});
        const std::vector<charts::Marker> markers = service::markersOf(journal.entries());
        QCOMPARE(markers.size(), std::size_t{2});
        QCOMPARE(markers.front().label, u"critical"_s);
        QCOMPARE(markers.front().tone, paint::Tone::Critical);
        QCOMPARE(markers.front().tooltip.count(u'\n'), 2);
        QCOMPARE(markers.back().label, u"note"_s);
        QCOMPARE(markers.back().tone, paint::Tone::Accent);
    }

    void keysGoBackAndOn()
    {
        Stage stage(fakes::pictureFleet(), u"checkout"_s);
        QSignalSpy closed(&stage.page, &ServicePage::closed);
        QTest::keyClick(&stage.page, Qt::Key_BracketRight);
        QCOMPARE(stage.page.serviceName(), u"catalogue"_s);
        QTest::keyClick(&stage.page, Qt::Key_BracketLeft);
        QCOMPARE(stage.page.serviceName(), u"checkout"_s);
        QTest::keyClick(&stage.page, Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
    }

    void nothingScrollsSideways_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("1280x720") << QSize(1104, 672);
        QTest::newRow("narrow") << QSize(800, 500);
    }
    void nothingScrollsSideways()
    {
        QFETCH(QSize, size);
        Stage stage(fakes::longNamesFleet());
        stage.page.resize(size);
        QCoreApplication::processEvents();
        const auto *area = stage.find<QScrollArea>("serviceScroll");
        QVERIFY2(area->widget()->width() <= area->viewport()->width(),
                 qPrintable(QString::number(area->widget()->minimumSizeHint().width())));
    }
};

QTEST_MAIN(TestServicePage)
#include "tst_servicepage.moc"
