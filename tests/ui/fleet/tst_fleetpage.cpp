// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakefeed.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakejournal.h"
#include "tests/support/fakequeries.h"
#include "ui/fleet/fleetpage.h"
#include "ui/fleet/fleetview.h"
#include "ui/fleet/statecounter.h"
#include "ui/page/emptystate.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A page on a made-up fleet, shown.
struct Stage {
    widgets::ThemeSource themes;
    fakes::FakeClock clock{fakes::moment()};
    page::ViewTime time{clock};
    fakes::FakeFeed feed;
    fakes::FakeQueries queries;
    fakes::FakeJournal journal;
    const std::vector<rules::Limit> limits;
    fleetui::FleetPage page{{themes, time, feed, queries, journal, limits}};

    explicit Stage(fleet::FleetSnapshot fleet)
        : feed(std::move(fleet))
    {
        page.resize(1264, 852);
        page.show();
    }

    template<typename T> T *find(const QString &name) { return page.findChild<T *>(name); }
    fleetui::FleetView *view() { return find<fleetui::FleetView>(u"fleetView"_s); }
    QString sentence() { return find<page::EmptyState>(u"emptyState"_s)->sentence(); }
    QString nameAt(int row) { return view()->model()->index(row, 0).data().toString(); }
};

} // namespace

class TestFleetPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsAndSentence()
    {
        Stage stage(fakes::pictureFleet());
        QCOMPARE(stage.find<widgets::ElidedLabel>(u"fleetSentence"_s)->text(),
                 u"12 services, 24 instances. Polled every 5 s, oldest number 72 s."_s);
        QCOMPARE(stage.find<fleetui::StateCounter>(u"count-critical"_s)->text(), u"1 critical"_s);
        QCOMPARE(stage.find<fleetui::StateCounter>(u"count-ok"_s)->text(), u"7 ok"_s);
        QVERIFY(stage.find<fleetui::StateCounter>(u"count-asleep"_s)->isHidden());
    }

    void emptyStatesAreSentences()
    {
        Stage waiting{fleet::FleetSnapshot{}};
        QCOMPARE(waiting.sentence(), u"Waiting for the first answers."_s);
        Stage none(fakes::fleetOf({}));
        QCOMPARE(none.sentence(), u"The fleet file names no services."_s);
        Stage some(fakes::pictureFleet());
        QVERIFY(some.view()->isVisible());
        some.find<widgets::SearchField>(u"fleetFilter"_s)->setText(u"<b>nowhere"_s);
        QCOMPARE(some.sentence(), u"No service matches “<b>nowhere”."_s);
        QVERIFY(!some.view()->isVisible());
        some.find<widgets::SearchField>(u"fleetFilter"_s)->clear();
        QVERIFY(some.view()->isVisible());
    }

    void keyboardWalksAndOpens()
    {
        Stage stage(fakes::pictureFleet());
        QSignalSpy chosen(&stage.page, &fleetui::FleetPage::serviceChosen);
        stage.view()->setFocus();
        QVERIFY(!stage.view()->currentIndex().isValid());
        QTest::keyClick(stage.view(), Qt::Key_Right);
        QCOMPARE(stage.view()->currentIndex().data().toString(), u"checkout"_s);
        QTest::keyClick(stage.view(), Qt::Key_Right);
        QTest::keyClick(stage.view(), Qt::Key_Down);
        QCOMPARE(stage.view()->currentIndex().row(), 5);
        QTest::keyClick(stage.view(), Qt::Key_End);
        QCOMPARE(stage.view()->currentIndex().data().toString(), u"edge"_s);
        QTest::keyClick(stage.view(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first(), (QVariantList{u"staging"_s, u"edge"_s}));
    }

    void typingFilters()
    {
        Stage stage(fakes::pictureFleet());
        stage.view()->setFocus();
        QTest::keyClick(stage.view(), Qt::Key_C);
        auto *filter = stage.find<widgets::SearchField>(u"fleetFilter"_s);
        QCOMPARE(filter->text(), u"c"_s);
        filter->setText(u"catalogue"_s);
        QCOMPARE(stage.view()->model()->rowCount(), 1);
        QCOMPARE(stage.nameAt(0), u"catalogue"_s);
    }

    void aClickOpens()
    {
        Stage stage(fakes::pictureFleet());
        QSignalSpy chosen(&stage.page, &fleetui::FleetPage::serviceChosen);
        QCoreApplication::processEvents();
        const QRect tile = stage.view()->visualRect(stage.view()->model()->index(1, 0));
        QTest::mouseClick(stage.view()->viewport(), Qt::LeftButton, {}, tile.center());
        QVERIFY(chosen.size() >= 1);
        QCOMPARE(chosen.first().at(1).toString(), u"catalogue"_s);
    }

    void countersFilter()
    {
        Stage stage(fakes::pictureFleet());
        stage.find<fleetui::StateCounter>(u"count-warning"_s)->click();
        QCOMPARE(stage.view()->model()->rowCount(), 2);
        stage.find<fleetui::StateCounter>(u"count-critical"_s)->click();
        QCOMPARE(stage.view()->model()->rowCount(), 1);
        QVERIFY(!stage.find<fleetui::StateCounter>(u"count-warning"_s)->isChecked());
        stage.find<fleetui::StateCounter>(u"count-critical"_s)->click();
        QCOMPARE(stage.view()->model()->rowCount(), 12);
    }

    void numbersKeepPlaceAndSelection()
    {
        Stage stage(fakes::largeFleet(1000));
        QCoreApplication::processEvents();
        stage.view()->setCurrentIndex(stage.view()->model()->index(700, 0));
        const QString name = stage.view()->currentIndex().data().toString();
        const int scrolled = stage.view()->verticalScrollBar()->value();
        QVERIFY(scrolled > 0);
        auto fleet = fakes::largeFleet(1000);
        for (auto &service : fleet.services) {
            service.signals_.requestRate = 5.0;
        }
        stage.feed.set(fleet);
        QCoreApplication::processEvents();
        QCOMPARE(stage.view()->currentIndex().row(), 700);
        QCOMPARE(stage.view()->currentIndex().data().toString(), name);
        QCOMPARE(stage.view()->verticalScrollBar()->value(), scrolled);
    }

    void sparklinesTakeOneQueryForTheWholeFleet()
    {
        Stage stage(fakes::largeFleet(1000));
        QCOMPARE(stage.queries.countOf(u"service:latency_seconds"_s), 1);
        QCOMPARE(stage.queries.countOf(u"probe_seconds"_s), 1); // some services tell no latency
        QCOMPARE(stage.queries.asked.size(), std::size_t{2});
        stage.time.setRange(1h);
        QCOMPARE(stage.queries.countOf(u"service:latency_seconds"_s), 2);
        QCOMPARE(stage.queries.asked.back().to - stage.queries.asked.back().from, Duration(1h));
    }

    void pausedAsksNothingMore()
    {
        Stage stage(fakes::pictureFleet());
        stage.time.setPaused(true);
        const std::size_t asked = stage.queries.asked.size();
        stage.clock.advance(60s);
        stage.feed.set(fakes::pictureFleet());
        QCOMPARE(stage.queries.asked.size(), asked);
        stage.time.setPaused(false);
        QVERIFY(stage.queries.asked.size() > asked);
    }

    void hiddenAsksNothing()
    {
        Stage stage(fakes::pictureFleet());
        stage.page.hide();
        const std::size_t asked = stage.queries.asked.size();
        stage.clock.advance(60s);
        stage.feed.set(fakes::largeFleet(5));
        QCOMPARE(stage.queries.asked.size(), asked);
        stage.page.show();
        QCOMPARE(stage.view()->model()->rowCount(), 5);
    }

    void groupingIsAChoice()
    {
        Stage stage(fakes::pictureFleet());
        stage.find<widgets::SegmentedControl>(u"fleetGrouping"_s)->setCurrent(2);
        QCOMPARE(stage.nameAt(3), u"learnify-api"_s); // unknown follows critical and warning
        stage.find<widgets::SegmentedControl>(u"fleetOrder"_s)->setCurrent(1);
        QCOMPARE(stage.nameAt(0), u"checkout"_s);
    }

    void aThousandServicesPaintFast()
    {
        Stage stage(fakes::largeFleet(1000));
        QCoreApplication::processEvents();
        stage.view()->grab();
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 10; ++i) {
            stage.view()->verticalScrollBar()->setValue(i * 500);
            stage.view()->grab();
        }
        // A frame of sixty tiles takes a few milliseconds; the bound only catches painting them all.
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_MAIN(TestFleetPage)
#include "tst_fleetpage.moc"
