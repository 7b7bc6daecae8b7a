// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/readiness/readinessstage.h"
#include "ui/readiness/categoryview.h"
#include "ui/readiness/chooser.h"
#include "ui/readiness/chooserlist.h"
#include "ui/widgets/searchfield.h"

#include <QElapsedTimer>
#include <QFileDialog>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollBar>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using readiness::ItemResult;
using Stage = ReadinessStage;

namespace {

const Error broken{Error::Kind::Io, u"The disk is full."_s};

QAction *exportAction(Stage &stage, const QString &text)
{
    stage.click("exportReport");
    for (QAction *action : stage.find<QMenu>("reportMenu")->actions()) {
        if (action->text().startsWith(text)) {
            return action;
        }
    }
    return nullptr;
}

} // namespace

class TestReadinessPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void evaluatesOnlyWhileItIsVisible()
    {
        Stage stage(fakes::learnify(), false);
        QVERIFY(stage.port.opened.empty());
        stage.page.openProfile(u"learnify-api"_s);
        QVERIFY(stage.port.opened.empty());
        stage.show();
        QCOMPARE(stage.port.opened.size(), std::size_t{1});
        QCOMPARE(stage.port.opened.front().profile, u"learnify-api"_s);
        stage.page.hide();
        QCOMPARE(stage.port.closed, 1);
        stage.port.now += 5s;
        stage.page.show();
        QCOMPARE(stage.port.opened.size(), std::size_t{2});
        QVERIFY(stage.shows("checklist"));
    }

    void tellsTheVerdict()
    {
        Stage stage;
        QCOMPARE(stage.dial().verdict, u"NO-GO"_s);
        QCOMPARE(stage.dial().figure, u"54.0"_s);
        QCOMPARE(stage.dial().tone, paint::Tone::Critical);
        QCOMPARE(stage.dial().caption, u"F · gate 90 · 10 of 38 unknown"_s);
        QVERIFY2(stage.textOf("why").startsWith(u"6 blockers are open: JWT secret"_s), qPrintable(stage.textOf("why")));
        QCOMPARE(stage.lines("blockers").size(), 6);
        QCOMPARE(stage.lines("blockers").first(), u"JWT secret comes from the environment | 1 h"_s);
        QVERIFY2(stage.textOf("pathText").startsWith(u"54 → "_s), qPrintable(stage.textOf("pathText")));
        QVERIFY(stage.textOf("pathAssumed").contains(u"assumed"_s));
        QCOMPARE(stage.lines("approvals"),
                 (QStringList{u"Architecture | waiting"_s, u"Security | waiting"_s, u"Operations | waiting"_s}));
        QCOMPARE(stage.find<widgets::TextButton>("signOff")->text(), u"Sign off (blocked by 6 items)"_s);
        QVERIFY(!stage.find("signOff")->isEnabled());
        QCOMPARE(stage.find<widgets::ElidedLabel>("gate")->text(), u"· gate 90"_s);
    }

    void tellsWhatStandsBeside()
    {
        Stage stage;
        QCOMPARE(stage.lines("scenarios").at(1), u"Public API | NO-GO"_s);
        QCOMPARE(stage.lines("risks").first(), u"Authentication can be bypassed | high"_s);
        QCOMPARE(stage.lines("phases").size(), 2);
        QCOMPARE(stage.lines("claims").size(), 4);
    }

    void conditionsAndGo()
    {
        Stage stage(fakes::learnifyConditional());
        QCOMPARE(stage.dial().verdict, u"CONDITIONAL"_s);
        QVERIFY(!stage.shows("blockers"));
        QCOMPARE(stage.lines("conditions").size(), 4);
        QVERIFY(stage.find("signOff")->isEnabled());
        Stage ready(fakes::learnifyReady());
        QCOMPARE(ready.dial().verdict, u"GO"_s);
        QCOMPARE(ready.textOf("pathText"), u"Nothing is left to do."_s);
        QVERIFY(!ready.shows("conditions"));
    }

    void anUnreachableGoSaysWhy()
    {
        fakes::SampleReadiness sample = fakes::learnify();
        sample.profile.conditions = {u"no AI reviews before the contract is signed"_s};
        Stage stage(sample);
        QVERIFY(!stage.port.view()->assessment->path.reachable);
        QCOMPARE(stage.textOf("pathText"), stage.port.view()->assessment->path.reason);
        QVERIFY(!stage.textOf("pathText").isEmpty());
        QVERIFY(stage.lines("path").isEmpty());
    }

    void thePlanUnfoldsAndLeadsToItsItems()
    {
        Stage stage;
        QVERIFY(stage.lines("path").isEmpty());
        auto *card = stage.find("pathCard");
        auto *more = card->findChild<widgets::TextButton *>(u"showAll"_s);
        QVERIFY2(more->text().startsWith(u"Show the "_s), qPrintable(more->text()));
        more->click();
        QCOMPARE(stage.lines("path").size(), static_cast<qsizetype>(stage.port.view()->assessment->path.steps.size()));
        auto *path = stage.find<page::LineView>("path");
        Q_EMIT path->chosen(path->lines().lines().front().key);
        QCOMPARE(stage.checklist()->unfolded(), path->lines().lines().front().key);
        QVERIFY(stage.checklist()->hasFocus());
    }

    void aCategoryFilters()
    {
        Stage stage;
        auto *categories = stage.find<readinessui::CategoryView>("categories");
        QTest::mouseClick(categories->viewport(), Qt::LeftButton, {},
                          categories->visualRect(categories->model()->index(5, 0)).center());
        QCOMPARE(stage.shown().size(), 4);
        QVERIFY(categories->selectionModel()->isSelected(categories->model()->index(5, 0)));
        // Going to an item elsewhere widens the list again.
        Q_EMIT stage.find<page::LineView>("blockers")->chosen(u"jwt-secret"_s);
        QCOMPARE(stage.shown().size(), 40 - 2);
        QVERIFY(!categories->selectionModel()->hasSelection());
        QCOMPARE(stage.checklist()->unfolded(), u"jwt-secret"_s);
        categories->setFocus(Qt::TabFocusReason);
        QTest::keyClick(categories, Qt::Key_Home);
        QTest::keyClick(categories, Qt::Key_Down);
        QTest::keyClick(categories, Qt::Key_Return);
        QCOMPARE(stage.shown().size(), 8);
        QTest::keyClick(categories, Qt::Key_Return);
        QCOMPARE(stage.shown().size(), 40 - 2);
    }

    void onlyOpenOnes()
    {
        Stage stage;
        stage.key(Qt::Key_F);
        QVERIFY(stage.find<widgets::TextButton>("openOnly")->isChecked());
        QVERIFY(!stage.shown().contains(u"tls"_s));
        stage.key(Qt::Key_Escape);
        QVERIFY(stage.shown().contains(u"tls"_s));
        QVERIFY(!stage.find<widgets::TextButton>("openOnly")->isChecked());
        Stage ready(fakes::learnifyReady());
        ready.key(Qt::Key_F);
        QCOMPARE(ready.sentence(), u"Nothing is open."_s);
        QTest::keyClick(&ready.page, Qt::Key_F);
        QVERIFY(ready.shows("checklist"));
    }

    void slashFilters()
    {
        Stage stage;
        QTest::keyClick(&stage.page, Qt::Key_Slash);
        auto *field = stage.find<widgets::SearchField>("checklistFilter");
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"zzz"_s);
        QCOMPARE(stage.sentence(), u"No item matches."_s);
        QTest::keyClick(field, Qt::Key_Escape);
        QTest::keyClick(field, Qt::Key_Escape);
        QTRY_VERIFY(stage.checklist()->hasFocus());
        QVERIFY(stage.shows("checklist"));
    }

    void whatIfShowsWhatWouldFollow()
    {
        Stage stage;
        stage.key(Qt::Key_T);
        QVERIFY(stage.find<widgets::TextButton>("whatIf")->isChecked());
        QVERIFY(!stage.shows("assumed"));
        stage.checklist()->setCurrentIndex(stage.index(u"jwt-secret"_s));
        stage.key(Qt::Key_Space);
        QVERIFY(stage.shows("assumed"));
        QCOMPARE(stage.textOf("assumed"), u"What if · now 54.0, NO-GO"_s);
        QCOMPARE(stage.textOf("whatIfSentence"), u"As if 1 item were done; nothing is saved."_s);
        QCOMPARE(stage.lines("blockers").size(), 5);
        const double before = *stage.dial().score;
        // A click on the box ticks, elsewhere it unfolds.
        const QRect row = stage.checklist()->visualRect(stage.index(u"login-rate-limit"_s));
        QTest::mouseClick(stage.checklist()->viewport(), Qt::LeftButton, {}, QPoint(18, row.center().y()));
        QVERIFY(*stage.dial().score > before);
        QVERIFY(stage.checklist()->unfolded().isEmpty());
        stage.click("tickPath");
        QCOMPARE(stage.dial().verdict, u"GO"_s);
        // What is measured meanwhile is taken in.
        stage.port.sample().fail(u"layers"_s, u"gone"_s);
        stage.port.refresh();
        QCOMPARE(stage.dial().verdict, u"GO"_s);
        QVERIFY(stage.shows("assumed"));
        stage.click("untickAll");
        QCOMPARE(stage.dial().verdict, u"NO-GO"_s);
        QVERIFY(!stage.shows("assumed"));
        stage.click("tickPath");
        stage.key(Qt::Key_Escape);
        QVERIFY(!stage.find<widgets::TextButton>("whatIf")->isChecked());
        QCOMPARE(stage.dial().verdict, u"NO-GO"_s);
        QVERIFY(stage.port.decisions.empty());
    }

    void problemsOfProfilesAreTold()
    {
        Stage stage;
        QVERIFY(!stage.shows("profileProblems"));
        stage.port.addRefused(u"payments"_s, {u"p.yaml:3:5: There is no key <b>x</b>."_s, u"p.yaml:9:1: Another."_s});
        QVERIFY(stage.shows("profileProblems"));
        QCOMPARE(stage.textOf("problemsSentence"),
                 u"The profile payments is refused; what was read of it before stays in use."_s);
        QCOMPARE(stage.find<QPlainTextEdit>("problemsFindings")->toPlainText(),
                 u"p.yaml:3:5: There is no key <b>x</b>.\np.yaml:9:1: Another."_s);
        QVERIFY(stage.shows("checklist"));
        stage.click("closeProblems");
        QVERIFY(!stage.shows("profileProblems"));
        stage.port.refresh();
        QVERIFY(!stage.shows("profileProblems"));
        stage.port.addRefused(u"more"_s, {u"m.yaml:1:1: Wrong."_s});
        QVERIFY(stage.shows("profileProblems"));
    }

    void whatCannotBeOpenedSaysWhy()
    {
        Stage stage;
        stage.page.openProfile(u"nothing-like-it"_s);
        QCOMPARE(stage.sentence(), u"There is no profile called “nothing-like-it”."_s);
        QVERIFY(!stage.find("compare")->isEnabled());
        stage.page.openProfile(u"learnify-api"_s);
        QVERIFY(stage.shows("checklist"));
        QVERIFY(stage.find("compare")->isEnabled());
    }

    void profilesThatComeLateAreAwaited()
    {
        Stage stage(fakes::learnify(), false);
        stage.port.holdProfiles();
        stage.page.openProfile(u"nothing-like-it"_s);
        stage.show();
        QVERIFY(stage.sentence().isEmpty());
        stage.port.releaseProfiles();
        QCOMPARE(stage.sentence(), u"There is no profile called “nothing-like-it”."_s);
        Stage other(fakes::learnify(), false);
        other.port.holdProfiles();
        other.show();
        other.port.releaseProfiles();
        QVERIFY(other.shows("checklist"));
        QCOMPARE(other.page.subject().profile, u"learnify-api"_s);
    }

    void aProfileForAnyServiceIsAskedOfTheFirst()
    {
        fakes::SampleReadiness free = fakes::manyItems(20);
        free.profile.service.clear();
        free.service = u"checkout"_s;
        Stage stage(free, false);
        stage.page.openProfile(u"many"_s);
        stage.show();
        QCOMPARE(stage.page.subject().service, u"checkout"_s);
        QVERIFY(stage.shows("checklist"));
    }

    void aServiceThatIsNotThere()
    {
        Stage stage;
        stage.find<readinessui::Chooser>("serviceChooser")->chosen(u"0"_s);
        QCOMPARE(stage.port.opened.back().service, u"checkout"_s);
        QCOMPARE(stage.sentence(), u"checkout is not in this fleet."_s);
    }

    void withoutProfilesThereIsAWayOn()
    {
        Stage stage(fakes::learnify(), false);
        stage.port.removeProfiles();
        stage.show();
        // Not at once: they may just be being read.
        QVERIFY(stage.sentence().isEmpty());
        QTRY_COMPARE(stage.sentence(), u"There is no profile of readiness."_s);
        QVERIFY(stage.page.commands().empty());
        QVERIFY(stage.port.opened.empty());
        // It is shown as soon as there is one.
        stage.port.add(fakes::manyItems(20));
        QVERIFY(stage.shows("checklist"));
        QCOMPARE(stage.page.subject().profile, u"many"_s);
    }

    void evaluatingIsToldOnlyWhenItTakesLong()
    {
        Stage stage(fakes::learnify(), false);
        stage.port.hold();
        stage.show();
        QVERIFY(!stage.sentence().startsWith(u"Evaluating"_s));
        QTRY_COMPARE(stage.sentence(), u"Evaluating learnify-api …"_s);
        stage.port.release();
        QVERIFY(stage.shows("checklist"));
        QVERIFY(stage.checklist()->hasFocus());
    }

    void choosersOpenAnotherProfile()
    {
        Stage stage;
        stage.port.add(fakes::manyItems(30));
        stage.click("profileChooser");
        auto *list = stage.find<readinessui::ChooserList>("chooserList");
        QVERIFY(list != nullptr);
        QCOMPARE(stage.lines("chooserView"), (QStringList{u"learnify-api | shown"_s, u"many | "_s}));
        auto *field = stage.find<widgets::SearchField>("chooserField");
        QTest::keyClicks(field, u"very many"_s);
        QCOMPARE(stage.lines("chooserView"), QStringList{u"many | "_s});
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(stage.page.subject().profile, u"many"_s);
        QCOMPARE(stage.page.subject().service, u"checkout"_s);
        QCOMPARE(stage.shown().size(), 30);
        QCOMPARE(stage.find<readinessui::Chooser>("profileChooser")->text(), u"many"_s);
        QCOMPARE(stage.find<readinessui::Chooser>("profileChooser")->accessibleName(), u"Profile: many"_s);
    }

    void reportsAreExported()
    {
        Stage stage;
        exportAction(stage, u"PDF"_s)->trigger();
        auto *dialog = stage.find<QFileDialog>("reportDialog");
        QVERIFY(dialog != nullptr);
        QCOMPARE(dialog->defaultSuffix(), u"pdf"_s);
        stage.port.hold();
        Q_EMIT dialog->fileSelected(u"/tmp/report.pdf"_s);
        dialog->close();
        QCOMPARE(stage.result(), u"Exporting …"_s);
        stage.port.release();
        QCOMPARE(stage.port.exported, (std::vector{std::pair{ReportFormat::Pdf, u"/tmp/report.pdf"_s}}));
        QCOMPARE(stage.result(), u"The report was written to /tmp/report.pdf."_s);
        QCOMPARE(stage.resultTone(), paint::Tone::Ok);
    }

    void aFailedExportIsTold()
    {
        Stage stage;
        stage.port.failWith(broken);
        for (const page::Command &command : stage.page.commands()) {
            if (command.title.contains(u"JUnit"_s)) {
                command.run();
            }
        }
        auto *dialog = stage.find<QFileDialog>("reportDialog");
        Q_EMIT dialog->fileSelected(u"/nowhere/report.xml"_s);
        dialog->close();
        QCOMPARE(stage.port.exported.front().first, ReportFormat::JUnit);
        QCOMPARE(stage.result(), u"The disk is full."_s);
        QCOMPARE(stage.resultTone(), paint::Tone::Critical);
    }

    void aSmallWindowPutsTheColumnsBelow()
    {
        Stage stage;
        auto *overview = stage.find("overview");
        const int beside = overview->mapTo(&stage.page, QPoint(0, 0)).x();
        stage.page.resize(804, 600);
        QTRY_VERIFY(overview->mapTo(&stage.page, QPoint(0, 0)).x() > beside + 300);
        QTRY_VERIFY(stage.checklist()->width() > 450);
        stage.page.resize(1264, 852);
        QTRY_COMPARE(overview->mapTo(&stage.page, QPoint(0, 0)).x(), beside);
    }

    void everythingHasAName()
    {
        Stage stage(fakes::learnifyConditional());
        stage.checklist()->unfold(u"coverage"_s);
        for (QAbstractButton *button : stage.page.findChildren<QAbstractButton *>()) {
            QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName() + u' ' + button->text()));
        }
        for (QAbstractItemView *view : stage.page.findChildren<QAbstractItemView *>()) {
            QVERIFY2(!view->accessibleName().isEmpty(), qPrintable(view->objectName()));
        }
        QCOMPARE(stage.find("dial")->accessibleName(), u"CONDITIONAL, 67.8 of 100, D+ · gate 90 · 8 of 37 unknown"_s);
    }

    void everyControlIsReachedByTab()
    {
        Stage stage(fakes::learnifyConditional());
        stage.arming.set(Armed{u"staging"_s, 10min});
        QSet<QString> reached;
        stage.find("serviceChooser")->setFocus(Qt::TabFocusReason);
        for (int i = 0; i < 80; ++i) {
            reached.insert(QApplication::focusWidget()->objectName());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        for (const QString &name :
             {u"serviceChooser"_s, u"profileChooser"_s, u"compare"_s, u"exportReport"_s, u"categories"_s,
              u"scenarios"_s, u"claims"_s, u"checklistFilter"_s, u"openOnly"_s, u"whatIf"_s, u"runAll"_s,
              u"checklist"_s, u"conditions"_s, u"approvals"_s, u"signOff"_s}) {
            QVERIFY2(reached.contains(name), qPrintable(name));
        }
    }

    void opensQuicklyWithManyItems()
    {
        ReadinessStage stage(fakes::manyItems(300), false);
        QElapsedTimer timer;
        timer.start();
        stage.page.show();
        (void)QTest::qWaitForWindowExposed(&stage.page);
        stage.page.grab();
        const qint64 opening = timer.restart();
        stage.port.sample().pass(u"item-1"_s, u"50 ms"_s);
        stage.port.now += 5s;
        // What the port spends on judging is not the page's.
        const auto view = stage.port.sample().view(stage.port.now);
        timer.restart();
        Q_EMIT stage.port.changed();
        stage.page.grab();
        const qint64 refreshing = timer.elapsed();
        stage.page.findChild<widgets::TextButton *>(u"whatIf"_s)->click();
        timer.restart();
        stage.page.findChild<widgets::TextButton *>(u"tickPath"_s)->click();
        stage.page.grab();
        const qint64 assuming = timer.elapsed();
        qInfo("300 items: opened in %lld ms, refreshed in %lld ms, another verdict assumed in %lld ms", opening,
              refreshing, assuming);
        // The target of 200 ms is for a program without sanitizers on a machine that does nothing else.
        QVERIFY2(opening < 500, qPrintable(QString::number(opening)));
        QCOMPARE(stage.shown().size(), 300);
    }
};

QTEST_MAIN(TestReadinessPage)
#include "tst_readinesspage.moc"
