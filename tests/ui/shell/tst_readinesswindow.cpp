// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakearming.h"
#include "tests/support/fakefeed.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakejournal.h"
#include "tests/support/fakequeries.h"
#include "tests/support/fakereadiness.h"
#include "ui/readiness/readinesspage.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/rail.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/textbutton.h"

#include <QAbstractButton>
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
    fakes::FakeReadiness readiness;
    shell::MainWindow window{themes, clock};

    Stage()
    {
        readiness.add(fakes::manyItems(20));
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

class TestReadinessWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAPortThereIsNoPage()
    {
        Stage stage;
        stage.attach();
        QCOMPARE(stage.entries(), (QStringList{u"Fleet"_s, u"Service"_s, u"Journal"_s}));
        QTest::keyClick(&stage.window, Qt::Key_4, Qt::ControlModifier);
        QVERIFY(stage.shows("fleetPage"));
        QCOMPARE(stage.window.address(), PageAddress{});
    }

    void standsBetweenServiceAndJournal_data()
    {
        QTest::addColumn<bool>("before");
        QTest::newRow("attached before the fleet") << true;
        QTest::newRow("attached after the fleet") << false;
    }

    void standsBetweenServiceAndJournal()
    {
        QFETCH(bool, before);
        Stage stage;
        if (before) {
            stage.window.attachReadiness(stage.readiness);
        }
        stage.attach();
        if (!before) {
            stage.window.attachReadiness(stage.readiness);
        }
        QTRY_COMPARE(stage.entries(), (QStringList{u"Fleet"_s, u"Service"_s, u"Readiness"_s, u"Journal"_s}));
        QTest::keyClick(&stage.window, Qt::Key_4, Qt::ControlModifier);
        QVERIFY(stage.shows("readinessPage"));
        QCOMPARE(stage.find<shell::Rail>("rail")->current(), 4);
        QCOMPARE(stage.window.address(), (PageAddress{PageAddress::Kind::Readiness, {}, u"learnify-api"_s}));
        QCOMPARE(stage.window.windowTitle(), u"Readiness of learnify-api – Readyroom"_s);
        QTest::keyClick(&stage.window, Qt::Key_7, Qt::ControlModifier);
        QVERIFY(stage.shows("journalPage"));
        QCOMPARE(stage.readiness.closed, 1);
    }

    void anAddressIsRememberedUntilThePageIsThere_data() { standsBetweenServiceAndJournal_data(); }

    void anAddressIsRememberedUntilThePageIsThere()
    {
        QFETCH(bool, before);
        Stage stage;
        stage.window.open({PageAddress::Kind::Readiness, {}, u"many"_s});
        if (before) {
            stage.window.attachReadiness(stage.readiness);
            stage.attach();
        } else {
            stage.attach();
            QVERIFY(stage.shows("fleetPage"));
            stage.window.attachReadiness(stage.readiness);
        }
        QVERIFY(stage.shows("readinessPage"));
        QCOMPARE(stage.window.address().profile, u"many"_s);
        QCOMPARE(stage.readiness.opened.back().profile, u"many"_s);
        QCOMPARE(stage.readiness.opened.size(), std::size_t{1});
    }

    void addresses()
    {
        QCOMPARE(PageAddress::fromText(u"readiness"_s), PageAddress{PageAddress::Kind::Readiness});
        QCOMPARE(PageAddress::fromText(u"readiness/cap-lab"_s),
                 (PageAddress{PageAddress::Kind::Readiness, {}, u"cap-lab"_s}));
        QVERIFY(!PageAddress::fromText(u"readiness/"_s));
    }

    void armingReachesThePage_data() { standsBetweenServiceAndJournal_data(); }

    void armingReachesThePage()
    {
        QFETCH(bool, before);
        Stage stage;
        stage.attach();
        if (before) {
            stage.window.attachArming(stage.arming);
        }
        stage.window.attachReadiness(stage.readiness);
        if (!before) {
            stage.window.attachArming(stage.arming);
        }
        stage.window.open({PageAddress::Kind::Readiness});
        QVERIFY(!stage.find("runAll")->isEnabled());
        stage.arming.set(Armed{u"staging"_s, 10min});
        QVERIFY(stage.find("runAll")->isEnabled());
    }

    void thePaletteReachesReadiness()
    {
        Stage stage;
        stage.window.attachArming(stage.arming);
        stage.attach();
        stage.window.attachReadiness(stage.readiness);
        stage.command(u"readiness of many"_s);
        QCOMPARE(stage.window.address().profile, u"many"_s);
        stage.command(u"go readiness"_s);
        QVERIFY(stage.shows("readinessPage"));
        stage.command(u"readiness of learnify"_s);
        QCOMPARE(stage.window.windowTitle(), u"Readiness of learnify-api – Readyroom"_s);
        stage.arming.set(Armed{u"staging"_s, 10min});
        stage.command(u"run active evidence"_s);
        QCOMPARE(stage.readiness.runs.size(), std::size_t{1});
        stage.command(u"abort the run"_s);
        QTRY_VERIFY(stage.readiness.running.empty());
        stage.readiness.sample().passAll();
        stage.readiness.refresh();
        stage.command(u"sign off"_s);
        QVERIFY(stage.find<QDialog>("signDialog") != nullptr);
        stage.find<QDialog>("signDialog")->reject();
        stage.command(u"export report pdf"_s);
        QVERIFY(stage.find<QDialog>("reportDialog") != nullptr);
        stage.find<QDialog>("reportDialog")->reject();
        stage.command(u"compare earlier"_s);
        QVERIFY(stage.find<QDialog>("compareDialog") != nullptr);
        stage.find<QDialog>("compareDialog")->reject();
    }

    void spaceStillPausesExceptOnATickBox()
    {
        Stage stage;
        stage.attach();
        stage.window.attachReadiness(stage.readiness);
        stage.window.open({PageAddress::Kind::Readiness});
        QWidget *checklist = stage.find("checklist");
        QTest::keyClick(checklist, Qt::Key_Down);
        QTest::keyClick(checklist, Qt::Key_Down);
        QTest::keyClick(checklist, Qt::Key_Down);
        QTest::keyClick(checklist, Qt::Key_Space);
        QVERIFY(stage.window.time().isPaused());
        QTest::keyClick(checklist, Qt::Key_T);
        QTest::keyClick(checklist, Qt::Key_Space);
        QVERIFY(stage.window.time().isPaused());
        QVERIFY(stage.shows("assumed"));
    }
};

QTEST_MAIN(TestReadinessWindow)
#include "tst_readinesswindow.moc"
