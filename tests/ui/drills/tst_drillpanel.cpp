// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/drills/drillsstage.h"
#include "ui/drills/confirmdialog.h"
#include "ui/page/lineview.h"
#include "ui/widgets/textbutton.h"

#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Stage = DrillsStage;
using widgets::TextButton;

namespace {

const QString over = u"latency-optimizer/gradual-failover"_s;
const QString back = u"checkout/roll-back"_s;

/// All that a rollback asks.
void fillIn(Stage &stage)
{
    stage.find("parameter-revision")->findChild<QLineEdit *>()->setText(u"2.14.0"_s);
    stage.find<QPlainTextEdit>("drillReason")->setPlainText(u"errors since 14:55"_s);
}

} // namespace

class TestDrillPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatItWouldDo()
    {
        Stage stage;
        stage.choose(over);
        QCOMPARE(stage.port.previews.size(), std::size_t{1});
        QCOMPARE(stage.port.previews.front().name, u"gradual-failover"_s);
        const auto steps = stage.find("previewSteps")->findChildren<QAbstractButton *>(u"previewStep"_s);
        QCOMPARE(steps.size(), 4);
        QCOMPARE(QString(steps.front()->accessibleName()).replace(QChar(0x00a0), u' '),
                 u"Weight backup 25 %, 3 targets · lab · then hold 10 s"_s);
        QVERIFY(steps[0]->isChecked());
        QVERIFY(!steps[1]->isChecked());
        const auto requests = stage.page.findChildren<QPlainTextEdit *>(u"previewRequest"_s);
        QCOMPARE(requests.size(), 3);
        QCOMPARE(requests[0]->toPlainText(), fakes::weightPreview(25, 1).request);
        QCOMPARE(stage.textOf("previewEffect"),
                 u"The backup has 0 % of the traffic  →  The backup has 25 % of the traffic."_s);
        QVERIFY(stage.textOf("ifDeviates").startsWith(u"Weight primary back to 100 %"_s));
        QCOMPARE(stage.find<page::LineView>("steadyNow")->lines().lines().size(), std::size_t{3});
        steps[3]->click();
        QCOMPARE(stage.page.findChildren<QPlainTextEdit *>(u"previewRequest"_s).size(), 6);
    }

    void copiesTheCommand()
    {
        Stage stage;
        stage.choose(over);
        auto *copy = stage.find("previewSteps")->findChild<TextButton *>(u"copyCommand"_s);
        QCOMPARE(copy->text(), u"Copy as curl"_s);
        copy->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), fakes::weightPreview(25, 1).command);
        QCOMPARE(copy->text(), u"Copied"_s);
        QTRY_COMPARE(copy->text(), u"Copy as curl"_s);
    }

    void whatWasUnfoldedStaysSo()
    {
        Stage stage;
        stage.choose(over);
        const auto steps = stage.find("previewSteps")->findChildren<QAbstractButton *>(u"previewStep"_s);
        steps[0]->click();
        steps[2]->click();
        stage.find<QLineEdit>("parameter-hold")->setText(u"20s"_s);
        QTRY_COMPARE(stage.port.previews.size(), std::size_t{2});
        QVERIFY(!steps[0]->isChecked());
        QVERIFY(steps[2]->isChecked());
    }

    void unarmedNothingRuns()
    {
        Stage stage;
        QSignalSpy arm(&stage.page, &drillsui::DrillsPage::armRequested);
        stage.choose(over);
        QVERIFY(!stage.find("runDrill")->isEnabled());
        QCOMPARE(stage.textOf("runWhy"), u"Read-only: arm staging first."_s);
        QCOMPARE(stage.find<TextButton>("armForRun")->text(), u"Arm staging …"_s);
        stage.click("armForRun");
        QCOMPARE(arm.front(), (QVariantList{u"staging"_s}));
        // Another environment does not do.
        stage.arming.set(Armed{u"production"_s, 10min});
        QVERIFY(!stage.find("runDrill")->isEnabled());
        stage.arming.set(Armed{u"staging"_s, 10min});
        QVERIFY(stage.find("runDrill")->isEnabled());
        QVERIFY(!stage.shows("armForRun"));
        QCOMPARE(stage.find<TextButton>("runDrill")->text(), u"Run in staging"_s);
        stage.click("runDrill");
        QCOMPARE(stage.port.started.size(), std::size_t{1});
        QCOMPARE(stage.port.started.front(), stage.port.previews.front());
        stage.arming.disarm();
        QVERIFY(!stage.find("runDrill")->isEnabled());
    }

    void anEnvironmentThatCannotBeArmed()
    {
        std::vector<DrillEntry> entries = fakes::sampleEntries();
        entries[0].environment = u"moon"_s;
        entries[0].parameters.clear();
        Stage stage(entries);
        stage.port.previewed.environment.clear();
        stage.choose(u"checkout/invalidate"_s);
        QCOMPARE(stage.textOf("runWhy"), u"The fleet file has no environment moon that can be armed."_s);
        QVERIFY(!stage.shows("armForRun"));
    }

    void aRefusalDisablesRun()
    {
        Stage stage;
        stage.arming.set(Armed{u"staging"_s, 10min});
        stage.port.previewed = fakes::refusedPreview();
        stage.choose(over);
        QVERIFY(stage.shows("drillRefusals"));
        QCOMPARE(stage.textOf("drillRefusals"), fakes::refusedPreview().refusals.join(u'\n'));
        QCOMPARE(stage.find<widgets::StatusStrip>("drillRefusals")->tone(), paint::Tone::Critical);
        QVERIFY(!stage.find("runDrill")->isEnabled());
        QCOMPARE(stage.textOf("runWhy"), u"The precheck refuses it."_s);
        QTest::mouseClick(stage.find("runDrill"), Qt::LeftButton);
        QVERIFY(stage.port.started.empty());
    }

    void warningsAndBlastRadiusDoNot()
    {
        Stage stage;
        stage.arming.set(Armed{u"staging"_s, 10min});
        stage.port.previewed = fakes::purgePreview();
        stage.choose(u"latency-optimizer/invalidate-all"_s);
        QVERIFY(stage.textOf("drillWarnings").startsWith(u"The steady state does not hold now"_s));
        QVERIFY2(stage.textOf("blastRadius").startsWith(u"Up to 208 requests/s more"_s),
                 qPrintable(stage.textOf("blastRadius")));
        QCOMPARE(stage.find<widgets::StatusStrip>("blastRadius")->tone(), paint::Tone::Critical);
        QVERIFY(stage.find("runDrill")->isEnabled());
        const auto &steady = stage.find<page::LineView>("steadyNow")->lines().lines();
        QCOMPARE(steady[0].state, items::LineState::Bad);
    }

    void whatIsMissingIsSaid()
    {
        Stage stage;
        stage.port.previewed.environment = u"production"_s;
        stage.arming.set(Armed{u"production"_s, 10min});
        stage.choose(back);
        QVERIFY(stage.port.previews.empty());
        QCOMPARE(stage.textOf("runWhy"), u"Revision is missing."_s);
        stage.find("parameter-revision")->findChild<QLineEdit *>()->setText(u"2.14.0"_s);
        QCOMPARE(stage.textOf("runWhy"), u"The reason is missing."_s);
        fillIn(stage);
        QTRY_VERIFY(stage.find("runDrill")->isEnabled());
        QCOMPARE(stage.port.previews.back().reason, u"errors since 14:55"_s);
    }

    void aFailedPreviewSaysWhy()
    {
        Stage stage;
        stage.arming.set(Armed{u"staging"_s, 10min});
        stage.port.failWith(Error{Error::Kind::Connect, u"127.0.0.1:7101 cannot be reached."_s});
        stage.choose(over);
        QCOMPARE(stage.textOf("previewFailure"), u"127.0.0.1:7101 cannot be reached."_s);
        QVERIFY(!stage.find("runDrill")->isEnabled());
        QVERIFY(!stage.shows("previewSteps"));
    }

    void whileItIsFoundOutNothingRuns()
    {
        Stage stage;
        stage.arming.set(Armed{u"staging"_s, 10min});
        stage.port.hold();
        stage.choose(over);
        QVERIFY(!stage.find("runDrill")->isEnabled());
        QCOMPARE(stage.textOf("runWhy"), u"Finding out what it would do …"_s);
        stage.port.release();
        QVERIFY(stage.find("runDrill")->isEnabled());
        QVERIFY(stage.textOf("runWhy").isEmpty());
    }

    void thePreviewIsKeptFresh()
    {
        Stage stage;
        stage.arming.set(Armed{u"staging"_s, 10min});
        stage.choose(over);
        QCOMPARE(stage.port.previews.size(), std::size_t{1});
        stage.clock.advance(11s);
        stage.port.hold();
        QTRY_COMPARE(stage.port.previews.size(), std::size_t{2});
        QCOMPARE(stage.port.previews[1], stage.port.previews[0]);
        // What was found out is still worth something meanwhile.
        QVERIFY(stage.find("runDrill")->isEnabled());
        stage.port.previewed = fakes::refusedPreview();
        stage.port.release();
        QVERIFY(!stage.find("runDrill")->isEnabled());
        // Not while something runs.
        stage.port.setRun(fakes::runningFailover());
        stage.page.openDrill(u"latency-optimizer"_s, u"gradual-failover"_s);
        stage.clock.advance(24h);
        // A tick has passed once the age tells.
        QTRY_COMPARE(stage.index(over).data(items::DrillListModel::AgeRole).toString(), u"2 d"_s);
        QCOMPARE(stage.port.previews.size(), std::size_t{2});
    }

    void productionWantsTheNameTyped()
    {
        Stage stage;
        stage.port.previewed.environment = u"production"_s;
        stage.arming.set(Armed{u"production"_s, 10min});
        stage.choose(back);
        fillIn(stage);
        QTRY_VERIFY(stage.find("runDrill")->isEnabled());
        QCOMPARE(stage.find<TextButton>("runDrill")->text(), u"Run in production …"_s);
        stage.click("runDrill");
        auto *dialog = stage.find<QDialog>("confirmDialog");
        QVERIFY(dialog->isVisible());
        auto *accept = dialog->findChild<QPushButton *>(u"askAccept"_s);
        QVERIFY(!accept->isEnabled());
        QVERIFY(dialog->findChild<QPushButton *>(u"askCancel"_s)->isDefault());
        auto *typed = dialog->findChild<QLineEdit *>(u"confirmTyped"_s);
        QCOMPARE(typed->accessibleName(), u"Type checkout to confirm:"_s);
        typed->setText(u"Checkout"_s);
        QVERIFY(!accept->isEnabled());
        // Enter is Cancel, whatever was typed.
        typed->setText(u"checkout"_s);
        QVERIFY(accept->isEnabled());
        QTest::keyClick(typed, Qt::Key_Return);
        QVERIFY(!dialog->isVisible());
        QVERIFY(stage.port.started.empty());
        stage.click("runDrill");
        dialog = stage.page.findChildren<QDialog *>(u"confirmDialog"_s).back();
        dialog->findChild<QLineEdit *>(u"confirmTyped"_s)->setText(u"checkout"_s);
        dialog->findChild<QPushButton *>(u"askAccept"_s)->click();
        QCOMPARE(stage.port.started.size(), std::size_t{1});
        QCOMPARE(stage.port.started.front().reason, u"errors since 14:55"_s);
    }

    void theQuestionShowsAllOfItsWords()
    {
        Stage stage(fakes::longEntries());
        stage.arming.set(Armed{u"production"_s, 10min});
        stage.port.previewed = fakes::purgePreview();
        stage.port.previewed.environment = u"production"_s;
        for (int i = 0; i < 8; ++i) {
            stage.port.previewed.steps.push_back(stage.port.previewed.steps.front());
        }
        drillsui::ConfirmDialog dialog(stage.themes, fakes::longEntries().front(), stage.port.previewed, u"checkout"_s);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        for (const QLabel *label : dialog.findChildren<QLabel *>()) {
            if (label->isVisible() && label->wordWrap()) {
                QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
            }
        }
    }

    void aStartThatFailsSaysWhy()
    {
        Stage stage;
        stage.arming.set(Armed{u"staging"_s, 10min});
        stage.choose(over);
        stage.port.failWith(Error{Error::Kind::Unsupported, u"staging is not armed any more."_s});
        stage.click("runDrill");
        QCOMPARE(stage.textOf("drillsResult"), u"staging is not armed any more."_s);
        QCOMPARE(stage.find<widgets::StatusStrip>("drillsResult")->tone(), paint::Tone::Critical);
    }

    void oneRunAtATime()
    {
        Stage stage;
        stage.arming.set(Armed{u"staging"_s, 10min});
        stage.choose(u"latency-optimizer/invalidate-all"_s);
        QVERIFY(stage.find("runDrill")->isEnabled());
        stage.port.setRun(fakes::runningFailover());
        QVERIFY(!stage.find("runDrill")->isEnabled());
        QCOMPARE(stage.textOf("runWhy"), u"Gradual failover is running; one run at a time."_s);
        stage.port.setRun(fakes::completedFailover());
        QVERIFY(stage.find("runDrill")->isEnabled());
    }

    void lastRuns()
    {
        Stage stage;
        stage.choose(u"latency-optimizer/invalidate-all"_s);
        QVERIFY(!stage.shows("lastRuns"));
        stage.port.earlier = {fakes::summaryOf(fakes::deviatedFailover()),
                              fakes::summaryOf(fakes::completedFailover())};
        stage.choose(over);
        const auto &lines = stage.find<page::LineView>("lastRuns")->lines().lines();
        QCOMPARE(lines.size(), std::size_t{2});
        QCOMPARE(lines[0].text, u"deviated, rolled back"_s);
        QCOMPARE(lines[0].note, u"ann@ws1 · staging · p95 rose to 512 ms, above 400 ms."_s);
        QCOMPARE(lines[1].state, items::LineState::Good);
    }

    void theKeyboardReachesRun()
    {
        Stage stage;
        stage.arming.set(Armed{u"staging"_s, 10min});
        stage.choose(over);
        stage.list()->setFocus(Qt::TabFocusReason);
        for (int i = 0; i < 40 && !stage.find("runDrill")->hasFocus(); ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(stage.find("runDrill")->hasFocus());
        QTest::keyClick(stage.find("runDrill"), Qt::Key_Space);
        QCOMPARE(stage.port.started.size(), std::size_t{1});
    }

    void everyControlHasAName()
    {
        Stage stage;
        stage.choose(back);
        int seen = 0;
        for (const QWidget *widget : stage.page.findChildren<QWidget *>()) {
            const bool focusable = widget->focusPolicy() != Qt::NoFocus && widget->isVisible() && widget->isEnabled();
            if (focusable && widget->focusProxy() == nullptr && qobject_cast<const QLabel *>(widget) == nullptr) {
                const QWidget *named = widget->parentWidget() != nullptr && widget->accessibleName().isEmpty()
                    ? widget->parentWidget()
                    : widget;
                QVERIFY2(
                    !named->accessibleName().isEmpty(),
                    qPrintable(widget->objectName() + u' ' + QLatin1StringView(widget->metaObject()->className())));
                ++seen;
            }
        }
        QVERIFY2(seen >= 6, qPrintable(QString::number(seen)));
    }
};

QTEST_MAIN(TestDrillPanel)
#include "tst_drillpanel.moc"
