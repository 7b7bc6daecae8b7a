// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakearming.h"
#include "tests/support/fakedrills.h"
#include "tests/support/fakefeed.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakejournal.h"
#include "tests/support/fakequeries.h"
#include "tests/support/fakereadiness.h"
#include "ui/drills/drillspage.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/rail.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/searchfield.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialog>
#include <QTest>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using shell::PageAddress;

namespace {

struct Stage {
    widgets::ThemeSource themes;
    fakes::FakeClock clock{fakes::moment()};
    fakes::FakeFeed feed{fakes::pictureFleet()};
    fakes::FakeQueries queries;
    fakes::FakeJournal journal;
    fakes::FakeArming arming;
    fakes::FakeDrills drills;
    shell::MainWindow window{themes, clock};

    Stage()
    {
        window.resize(1440, 900);
        window.show();
        window.activateWindow();
        (void)QTest::qWaitForWindowActive(&window);
    }
    void attach() { window.attach(feed, queries, journal); }

    template<typename T = QWidget> T *find(const char *name) { return window.findChild<T *>(QLatin1StringView(name)); }
    bool shows(const char *name)
    {
        auto *widget = find(name);
        return widget != nullptr && widget->isVisible();
    }
    QStringList entries()
    {
        QStringList names;
        QList<QAbstractButton *> buttons = find("rail")->findChildren<QAbstractButton *>();
        std::ranges::sort(buttons, {}, [](QAbstractButton *button) { return button->y(); });
        for (QAbstractButton *button : buttons) {
            names += button->text();
        }
        return names;
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

class TestDrillsWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAPortThereIsNoPage()
    {
        Stage stage;
        stage.attach();
        QTest::keyClick(&stage.window, Qt::Key_5, Qt::ControlModifier);
        QVERIFY(stage.shows("fleetPage"));
        QCOMPARE(stage.window.address(), PageAddress{});
    }

    void standsBeforeTheJournal_data()
    {
        QTest::addColumn<bool>("before");
        QTest::newRow("attached before the fleet") << true;
        QTest::newRow("attached after the fleet") << false;
    }

    void standsBeforeTheJournal()
    {
        QFETCH(bool, before);
        Stage stage;
        if (before) {
            stage.window.attachDrills(stage.drills);
        }
        stage.attach();
        if (!before) {
            stage.window.attachDrills(stage.drills);
        }
        QTRY_COMPARE(stage.entries(), (QStringList{u"Fleet"_s, u"Service"_s, u"Drills"_s, u"Journal"_s}));
        QTest::keyClick(&stage.window, Qt::Key_5, Qt::ControlModifier);
        QVERIFY(stage.shows("drillsPage"));
        QCOMPARE(stage.find<shell::Rail>("rail")->current(), 5);
        QCOMPARE(stage.window.windowTitle(), u"Drills – Readyroom"_s);
        QCOMPARE(stage.window.address(), PageAddress{PageAddress::Kind::Drills});
    }

    void anAddressIsRememberedUntilThePageIsThere_data() { standsBeforeTheJournal_data(); }

    void anAddressIsRememberedUntilThePageIsThere()
    {
        QFETCH(bool, before);
        Stage stage;
        const PageAddress address{PageAddress::Kind::Drills, u"checkout"_s, {}, u"failover"_s};
        stage.window.open(address);
        if (before) {
            stage.window.attachDrills(stage.drills);
            stage.attach();
        } else {
            stage.attach();
            QVERIFY(stage.shows("fleetPage"));
            stage.window.attachDrills(stage.drills);
        }
        QVERIFY(stage.shows("drillsPage"));
        QCOMPARE(stage.window.address(), address);
        QCOMPARE(stage.find<drillsui::DrillsPage>("drillsPage")->chosen(), u"checkout/failover"_s);
        QCOMPARE(stage.window.windowTitle(), u"failover – Readyroom"_s);
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("drill");
        QTest::addColumn<bool>("there");
        QTest::newRow("the page") << u"drills"_s << QString() << QString() << true;
        QTest::newRow("a button") << u"drills/checkout/failover"_s << u"checkout"_s << u"failover"_s << true;
        QTest::newRow("a drill of no service") << u"drills//rehearsal"_s << QString() << u"rehearsal"_s << true;
        QTest::newRow("a slash in the name") << u"drills/a/b/c"_s << u"a"_s << u"b/c"_s << true;
        QTest::newRow("no name") << u"drills/checkout"_s << QString() << QString() << false;
        QTest::newRow("an empty name") << u"drills/checkout/"_s << QString() << QString() << false;
        QTest::newRow("nothing") << u"drills/"_s << QString() << QString() << false;
    }

    void addresses()
    {
        QFETCH(QString, text);
        QFETCH(bool, there);
        const std::optional<PageAddress> address = PageAddress::fromText(text);
        QCOMPARE(address.has_value(), there);
        if (address) {
            QCOMPARE(static_cast<int>(address->kind), static_cast<int>(PageAddress::Kind::Drills));
            QTEST(address->service, "service");
            QTEST(address->drill, "drill");
        }
    }

    void aRunIsSeenAndEndedFromEveryPage()
    {
        Stage stage;
        stage.window.attachArming(stage.arming);
        stage.attach();
        stage.window.attachDrills(stage.drills);
        QVERIFY(!stage.shows("drillStrip"));
        stage.drills.setRun(fakes::runningFailover());
        QVERIFY(stage.shows("drillStrip"));
        QVERIFY(stage.shows("fleetPage"));
        QCOMPARE(stage.find("drillStrip")->accessibleName(),
                 u"Gradual failover on latency-optimizer is running · Weight backup 75 %"_s);
        QCOMPARE(stage.find<widgets::ElidedLabel>("drillStripElapsed")->text(), u"0:25"_s);
        QTest::keyClick(&stage.window, Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(stage.drills.aborted, 1);
        stage.command(u"abort and roll"_s);
        QCOMPARE(stage.drills.aborted, 2);
        stage.find("drillStrip")->findChild<QAbstractButton *>(u"abortRun"_s)->click();
        QCOMPARE(stage.drills.aborted, 3);
        stage.find<QAbstractButton>("showRun")->click();
        QVERIFY(stage.shows("runView"));
        QVERIFY(!stage.shows("drillStrip"));
        QTest::keyClick(&stage.window, Qt::Key_1, Qt::ControlModifier);
        QVERIFY(stage.shows("drillStrip"));
        stage.drills.setRun(fakes::abortedFailover());
        QVERIFY(!stage.shows("drillStrip"));
        QTest::keyClick(&stage.window, Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(stage.drills.aborted, 3);
    }

    void theButtonsOfAServiceLeadToTheirPreview()
    {
        Stage stage;
        stage.attach();
        stage.window.open({PageAddress::Kind::Service, u"checkout"_s});
        QVERIFY(!stage.shows("actionsCard"));
        stage.window.attachDrills(stage.drills);
        QVERIFY(stage.shows("actionsCard"));
        const auto buttons = stage.find("actionsCard")->findChildren<QAbstractButton *>(u"actionButton"_s);
        QCOMPARE(buttons.size(), 3);
        // What suggests itself comes first, and says why.
        QCOMPARE(buttons[0]->accessibleName(),
                 u"Roll back to 2.14.0, never run, Suggested: Error ratio above 10 % for 2 min"_s);
        QCOMPARE(buttons[1]->accessibleName(), u"Invalidate cache, completed 95 min ago"_s);
        buttons[2]->click();
        QVERIFY(stage.shows("drillsPage"));
        QCOMPARE(stage.window.address(), (PageAddress{PageAddress::Kind::Drills, u"checkout"_s, {}, u"failover"_s}));
        // Nothing was done.
        QVERIFY(stage.drills.started.empty());
        stage.window.open({PageAddress::Kind::Service, u"reports"_s});
        QVERIFY(!stage.shows("actionsCard"));
    }

    void aRunningActionSaysSo()
    {
        Stage stage;
        std::vector<DrillEntry> entries = fakes::sampleEntries();
        for (DrillEntry &entry : entries) {
            entry.service = u"checkout"_s;
            entry.environment = u"production"_s;
        }
        stage.drills.setEntries(entries);
        stage.attach();
        stage.window.attachDrills(stage.drills);
        stage.window.open({PageAddress::Kind::Service, u"checkout"_s});
        auto *more = stage.find<QAbstractButton>("moreActions");
        QCOMPARE(more->text(), u"Show the other 5"_s);
        more->click();
        drills::Run run = fakes::runningFailover();
        run.service = u"checkout"_s;
        stage.drills.setRun(run);
        QStringList running;
        for (auto *button : stage.find("actionsCard")->findChildren<QAbstractButton *>(u"actionButton"_s)) {
            if (button->accessibleName().endsWith(u", running"_s)) {
                running += button->text();
            }
        }
        QCOMPARE(running, (QStringList{u"Gradual failover …"_s}));
    }

    void armingIsAskedForAtTheTop()
    {
        Stage stage;
        stage.attach();
        stage.window.attachDrills(stage.drills);
        stage.window.attachArming(stage.arming);
        stage.window.open({PageAddress::Kind::Drills, u"latency-optimizer"_s, {}, u"gradual-failover"_s});
        stage.find<QAbstractButton>("armForRun")->click();
        QVERIFY(stage.find<QDialog>("armDialog") != nullptr);
        QCOMPARE(stage.find<QComboBox>("armEnvironment")->currentText(), u"staging"_s);
        stage.find<QDialog>("armDialog")->reject();
        stage.arming.set(Armed{u"staging"_s, 10min});
        QVERIFY(stage.find("runDrill")->isEnabled());
    }

    void thePaletteReachesEveryDrill()
    {
        Stage stage;
        stage.attach();
        stage.window.attachDrills(stage.drills);
        stage.command(u"gradual failover"_s);
        QVERIFY(stage.shows("drillsPage"));
        QCOMPARE(stage.window.address().drill, u"gradual-failover"_s);
        stage.command(u"go fleet"_s);
        stage.command(u"go drills"_s);
        QVERIFY(stage.shows("drillsPage"));
        QCOMPARE(stage.find<drillsui::DrillsPage>("drillsPage")->chosen(), u"latency-optimizer/gradual-failover"_s);
    }
};

QTEST_MAIN(TestDrillsWindow)
#include "tst_drillswindow.moc"
