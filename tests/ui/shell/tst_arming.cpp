// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakearming.h"
#include "tests/support/fakefeed.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakejournal.h"
#include "tests/support/fakequeries.h"
#include "ui/shell/armingcontrol.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/indicator.h"
#include "ui/shell/mainwindow.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using How = ArmingConfirmation::How;
using shell::Indicator;

namespace {

struct Stage {
    widgets::ThemeSource themes;
    fakes::FakeClock clock{fakes::moment()};
    fakes::FakeFeed feed{fakes::pictureFleet()};
    fakes::FakeQueries queries;
    fakes::FakeJournal journal;
    fakes::FakeArming arming;
    shell::MainWindow window{themes, clock};

    Stage()
    {
        window.attachArming(arming);
        window.resize(1440, 900);
        window.attach(feed, queries, journal);
        window.show();
        (void)QTest::qWaitForWindowExposed(&window);
    }
    template<typename T> T *find(const char *name) { return window.findChild<T *>(QLatin1StringView(name)); }
    Indicator *lock() { return find<Indicator>("lock"); }
    QDialog *ask(const QString &environment)
    {
        lock()->click();
        auto *dialog = find<QDialog>("armDialog");
        find<QComboBox>("armEnvironment")->setCurrentText(environment);
        return dialog;
    }
    bool isFramed() { return find<QWidget>("armedFrame")->isVisible(); }
};

} // namespace

class TestArming final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isReadOnlyAtRest()
    {
        Stage stage;
        QCOMPARE(stage.lock()->text(), u"Read-only"_s);
        QCOMPARE(stage.lock()->sign(), Indicator::Sign::Lock);
        QVERIFY(!stage.isFramed());
        QVERIFY(stage.find<Indicator>("disarm")->isHidden());
        stage.arming.known.clear();
        stage.arming.set(std::nullopt);
        QVERIFY(!stage.lock()->isEnabled());
    }

    void countsDownAndFramesTheWindowWhileArmed()
    {
        Stage stage;
        stage.arming.set(Armed{u"production"_s, 581s});
        QCOMPARE(stage.lock()->text(), u"production  9:41"_s);
        QCOMPARE(stage.lock()->sign(), Indicator::Sign::Unlocked);
        QVERIFY(stage.isFramed());
        QVERIFY(stage.find<Indicator>("disarm")->isVisible());
        const QColor warning = stage.themes.theme().fill(paint::Tone::Warning);
        const QImage picture = stage.window.grab().toImage();
        for (const QPoint &corner :
             {QPoint(0, 0), QPoint(1439, 0), QPoint(0, 899), QPoint(1439, 899), QPoint(720, 1), QPoint(1, 450)}) {
            QCOMPARE(picture.pixelColor(corner), warning);
        }
        stage.window.resize(1200, 700);
        QCOMPARE(stage.window.grab().toImage().pixelColor(1199, 699), warning);
        // Time passes without a signal.
        stage.arming.now->left = 60s;
        QTRY_COMPARE(stage.lock()->text(), u"production  1:00"_s);
        stage.find<Indicator>("disarm")->click();
        QCOMPARE(stage.lock()->text(), u"Read-only"_s);
        QVERIFY(!stage.isFramed());
        QVERIFY(stage.window.grab().toImage().pixelColor(0, 0) != warning);
    }

    void theFrameLetsClicksThrough()
    {
        Stage stage;
        stage.arming.set(Armed{u"production"_s, 581s});
        QVERIFY(stage.window.childAt(1, 450) != stage.find<QWidget>("armedFrame"));
        QVERIFY(stage.find<QWidget>("armedFrame")->testAttribute(Qt::WA_TransparentForMouseEvents));
    }

    void productionWantsItsName()
    {
        Stage stage;
        const QPointer<QDialog> dialog = stage.ask(u"production"_s);
        QVERIFY(dialog->isVisible());
        auto *accept = stage.find<QPushButton>("armAccept");
        auto *typed = stage.find<QLineEdit>("armTyped");
        QCOMPARE(accept->text(), u"Arm production"_s);
        QVERIFY(!accept->isEnabled());
        QTest::keyClicks(typed, u"productio"_s);
        QVERIFY(!accept->isEnabled());
        QTest::keyClicks(typed, u"n"_s);
        QVERIFY(accept->isEnabled());
        accept->click();
        QCOMPARE(stage.arming.confirmations, (std::vector{ArmingConfirmation{How::Typed, u"production"_s}}));
        QCOMPARE(stage.arming.now->environment, u"production"_s);
        QTRY_VERIFY(!dialog);
    }

    void cancelIsTheDefault()
    {
        Stage stage;
        const QPointer<QDialog> dialog = stage.ask(u"production"_s);
        QVERIFY(stage.find<QPushButton>("armCancel")->isDefault());
        auto *typed = stage.find<QLineEdit>("armTyped");
        QTest::keyClicks(typed, u"production"_s);
        QTest::keyClick(typed, Qt::Key_Return);
        QTRY_VERIFY(!dialog);
        QVERIFY(stage.arming.confirmations.empty());
        QVERIFY(!stage.arming.now);
    }

    void stagingWantsAClick()
    {
        Stage stage;
        stage.ask(u"staging"_s);
        QVERIFY(stage.find<QLineEdit>("armTyped")->isHidden());
        stage.find<QPushButton>("armAccept")->click();
        QCOMPARE(stage.arming.confirmations, (std::vector{ArmingConfirmation{How::Clicked, {}}}));
    }

    void whatWasTypedForOneIsNotForAnother()
    {
        Stage stage;
        stage.arming.known.push_back({u"canary"_s});
        stage.ask(u"production"_s);
        QTest::keyClicks(stage.find<QLineEdit>("armTyped"), u"production"_s);
        stage.find<QComboBox>("armEnvironment")->setCurrentText(u"canary"_s);
        QVERIFY(stage.find<QLineEdit>("armTyped")->text().isEmpty());
        QVERIFY(!stage.find<QPushButton>("armAccept")->isEnabled());
    }

    void aRefusalIsSaidInTheDialog()
    {
        Stage stage;
        stage.arming.refusal = u"Refused to arm <b>staging</b>: not now."_s;
        const QPointer<QDialog> dialog = stage.ask(u"staging"_s);
        stage.find<QPushButton>("armAccept")->click();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(stage.find<QLabel>("armError")->text(), stage.arming.refusal);
        QCOMPARE(stage.find<QLabel>("armError")->textFormat(), Qt::PlainText);
    }

    void theLockOffersMoreTimeWhileArmed()
    {
        Stage stage;
        stage.arming.set(Armed{u"staging"_s, 10s});
        stage.lock()->click();
        auto *menu = stage.find<QMenu>("armingMenu");
        QCOMPARE(menu->actions().size(), 2);
        menu->actions().constFirst()->trigger();
        QCOMPARE(stage.arming.now->left, Duration(10min));
        menu->close();
    }

    void thePaletteArmsAndDisarms()
    {
        Stage stage;
        auto *control = stage.window.findChild<shell::ArmingControl *>();
        QStringList titles;
        for (const page::Command &command : control->commands()) {
            titles += command.title;
        }
        QCOMPARE(titles, (QStringList{u"Arm production …"_s, u"Arm staging …"_s}));
        stage.arming.set(Armed{u"production"_s, 10s});
        std::vector<page::Command> commands = control->commands();
        QCOMPARE(commands.size(), std::size_t{3});
        QCOMPARE(commands[0].title, u"Disarm production"_s);
        commands[0].run();
        QVERIFY(!stage.arming.now);
    }

    void countdowns()
    {
        using shell::countdownText;
        QCOMPARE(countdownText(9min + 41s), u"9:41"_s);
        QCOMPARE(countdownText(9min + 40s + 1ms), u"9:41"_s);
        QCOMPARE(countdownText(5s), u"0:05"_s);
        QCOMPARE(countdownText(0s), u"0:00"_s);
        QCOMPARE(countdownText(-3s), u"0:00"_s);
        QCOMPARE(countdownText(1h + 2min + 3s), u"1:02:03"_s);
    }
};

QTEST_MAIN(TestArming)
#include "tst_arming.moc"
