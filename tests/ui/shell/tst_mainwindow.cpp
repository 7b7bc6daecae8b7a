// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakefeed.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakejournal.h"
#include "tests/support/fakequeries.h"
#include "ui/page/emptystate.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/fuzzy.h"
#include "ui/shell/indicator.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/noticebanner.h"
#include "ui/shell/rail.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QPlainTextEdit>
#include <QTest>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using shell::PageAddress;

namespace {

struct Stage {
    widgets::ThemeSource themes;
    fakes::FakeClock clock{fakes::moment()};
    fakes::FakeFeed feed;
    fakes::FakeQueries queries;
    fakes::FakeJournal journal{fakes::fiveEvents(fakes::moment())};
    shell::MainWindow window{themes, clock};

    explicit Stage(fleet::FleetSnapshot fleet = fakes::pictureFleet())
        : feed(std::move(fleet))
    {
        window.resize(1440, 900);
        window.show();
        window.activateWindow();
        (void)QTest::qWaitForWindowActive(&window);
    }
    void attach() { window.attach(feed, queries, journal); }

    template<typename T> T *find(const char *name) { return window.findChild<T *>(QLatin1StringView(name)); }
    bool shows(const char *name)
    {
        auto *widget = find<QWidget>(name);
        return widget != nullptr && widget->isVisible();
    }
    void command(const QString &typed)
    {
        auto *field = find<widgets::SearchField>("search");
        field->setFocus();
        find<shell::CommandPalette>("commandPalette")->open();
        field->clear();
        QTest::keyClicks(field, typed);
        QTest::keyClick(field, Qt::Key_Return);
    }
};

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysOneSentenceBeforeThereIsAFleet()
    {
        Stage stage;
        stage.window.showMessage(u"Starting the demo fleet …"_s);
        QVERIFY(stage.shows("emptyState"));
        QVERIFY(!stage.find<shell::Rail>("rail")->isEnabled());
        QVERIFY(stage.find<shell::Indicator>("live")->isHidden());
        stage.attach();
        QVERIFY(!stage.find<shell::Indicator>("live")->isHidden());
        QVERIFY(stage.shows("fleetPage"));
    }

    void findingsArePlainText()
    {
        Stage stage;
        stage.window.showFindings(u"The fleet file f.yaml cannot be used."_s, {},
                                  {u"f.yaml:3:5: There is no key <b>servces</b>."_s, u"f.yaml:9:1: Another."_s});
        QCOMPARE(stage.find<QPlainTextEdit>("emptyFindings")->toPlainText(),
                 u"f.yaml:3:5: There is no key <b>servces</b>.\nf.yaml:9:1: Another."_s);
    }

    void theAddressIsRememberedUntilPagesExist()
    {
        Stage stage;
        stage.window.open({PageAddress::Kind::Service, u"edge"_s});
        stage.attach();
        QVERIFY(stage.shows("servicePage"));
        QCOMPARE(stage.window.address().service, u"edge"_s);
        QCOMPARE(stage.window.windowTitle(), u"edge – Readyroom"_s);
    }

    void addresses()
    {
        QCOMPARE(PageAddress::fromText(u"fleet"_s), PageAddress{});
        QCOMPARE(PageAddress::fromText(u"service/a/b"_s), (PageAddress{PageAddress::Kind::Service, u"a/b"_s}));
        QCOMPARE(PageAddress::fromText(u"journal"_s), PageAddress{PageAddress::Kind::Journal});
        QVERIFY(!PageAddress::fromText(u"service/"_s));
        QVERIFY(!PageAddress::fromText(u"alerts"_s));
    }

    void shortcutsChangeThePage()
    {
        Stage stage;
        stage.attach();
        QTest::keyClick(&stage.window, Qt::Key_2, Qt::ControlModifier);
        QVERIFY(stage.shows("servicePage"));
        QCOMPARE(stage.window.address().service, u"checkout"_s);
        QTest::keyClick(&stage.window, Qt::Key_7, Qt::ControlModifier);
        QVERIFY(stage.shows("journalPage"));
        QCOMPARE(stage.window.windowTitle(), u"Journal – Readyroom"_s);
        QCOMPARE(stage.find<shell::Rail>("rail")->current(), 7);
        QTest::keyClick(&stage.window, Qt::Key_1, Qt::ControlModifier);
        QVERIFY(stage.shows("fleetPage"));
    }

    void spacePauses()
    {
        Stage stage;
        stage.attach();
        auto *live = stage.find<shell::Indicator>("live");
        QCOMPARE(live->text(), u"Live"_s);
        QTest::keyClick(&stage.window, Qt::Key_Space);
        QCOMPARE(live->text(), u"Paused"_s);
        QVERIFY(stage.window.time().isPaused());
        live->click();
        QVERIFY(!stage.window.time().isPaused());
    }

    void rangesReachThePages()
    {
        Stage stage;
        stage.attach();
        const std::size_t asked = stage.queries.asked.size();
        stage.find<widgets::SegmentedControl>("ranges")->setCurrent(3);
        QCOMPARE(stage.window.time().range(), Duration(6h));
        QVERIFY(stage.queries.asked.size() > asked);
    }

    void thePaletteReachesEverything()
    {
        Stage stage;
        stage.attach();
        stage.command(u"bagtr"_s);
        QCOMPARE(stage.window.address().service, u"bagtrack"_s);
        stage.command(u"go fleet"_s);
        QVERIFY(stage.shows("fleetPage"));
        stage.command(u"go journal"_s);
        QVERIFY(stage.shows("journalPage"));
        stage.command(u"last hour"_s);
        QCOMPARE(stage.window.time().range(), Duration(1h));
        stage.command(u"pause"_s);
        QVERIFY(stage.window.time().isPaused());
        stage.command(u"dark theme"_s);
        QVERIFY(stage.themes.theme().isDark);
        QCOMPARE(QApplication::palette().color(QPalette::Window),
                 widgets::paletteOf(paint::Theme::dark()).color(QPalette::Window));
    }

    void thePaletteSaysWhenNothingFits()
    {
        Stage stage;
        stage.attach();
        auto *palette = stage.find<shell::CommandPalette>("commandPalette");
        palette->open();
        palette->model().setTyped(u"zzzqqq"_s);
        QCOMPARE(palette->model().rowCount(), 0);
        QTest::keyClick(stage.find<widgets::SearchField>("search"), Qt::Key_Return);
        QVERIFY(stage.shows("fleetPage"));
    }

    void noticesComeAndGo()
    {
        Stage stage(fakes::brokenFleet());
        stage.attach();
        auto *notice = stage.find<shell::NoticeBanner>("notice");
        QVERIFY(notice->isVisible());
        QCOMPARE(notice->sentence(), u"This workstation's own network is out; judgement is suspended."_s);
        stage.feed.set(fakes::pictureFleet());
        QVERIFY(!notice->isVisible());
    }

    void aTileOpensItsServiceAndEscapeReturns()
    {
        Stage stage;
        stage.attach();
        auto *view = stage.find<QAbstractItemView>("fleetView");
        view->setCurrentIndex(view->model()->index(1, 0));
        QTest::keyClick(view, Qt::Key_Return);
        QVERIFY(stage.shows("servicePage"));
        QCOMPARE(stage.window.address().service, u"catalogue"_s);
        QTest::keyClick(stage.find<QWidget>("servicePage"), Qt::Key_Escape);
        QVERIFY(stage.shows("fleetPage"));
    }

    void fuzzyOrder()
    {
        using shell::fuzzyScore;
        QVERIFY(!fuzzyScore(u"xyz", u"checkout"));
        QVERIFY(*fuzzyScore(u"check", u"checkout") > *fuzzyScore(u"check", u"c-h-e-c-k"));
        QVERIFY(*fuzzyScore(u"lo", u"latency-optimizer") > 0);
        QVERIFY(fuzzyScore(u"theme dark", u"Use the dark theme"));
        QVERIFY(fuzzyScore(u"", u"anything"));
        QVERIFY(*fuzzyScore(u"learnify", u"learnify-api service in staging")
                > *fuzzyScore(u"learnify", u"Run active evidence learnify-api"));
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
