// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/readiness/readinessstage.h"
#include "ui/readiness/factsview.h"
#include "ui/readiness/itempanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using readiness::Decision;
using readiness::ItemResult;
using What = Decision::What;
using Stage = ReadinessStage;

namespace {

ItemResult resultOf(Stage &stage, const QString &id)
{
    return stage.port.view()->assessment->item(id)->result;
}

QPushButton *accept(Stage &stage)
{
    return stage.find<QPushButton>("askAccept");
}

QString history(Stage &stage)
{
    return stage.find<readinessui::FactsView>("itemFacts")->facts().back().text;
}

} // namespace

class TestReadinessDecisions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBlockerIsWaived()
    {
        Stage stage;
        stage.checklist()->unfold(u"coverage"_s);
        stage.click("itemWaive");
        const QPointer<QDialog> dialog = stage.find<QDialog>("waiverDialog");
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY(stage.find<QPushButton>("askCancel")->isDefault());
        QCOMPARE(stage.find<QLineEdit>("waiverOwner")->text(), u"Development"_s);
        QVERIFY(!accept(stage)->isEnabled());
        auto *until = stage.find<QDateEdit>("waiverUntil");
        QCOMPARE(until->minimumDate(), QDate(2026, 11, 22));
        until->setDate(QDate(2020, 1, 1));
        QCOMPARE(until->date(), QDate(2026, 11, 22));
        until->setDate(QDate(2026, 12, 5));
        auto *reason = stage.find<QPlainTextEdit>("waiverReason");
        QTest::keyClicks(reason, u"   "_s);
        QVERIFY(!accept(stage)->isEnabled());
        QTest::keyClicks(reason, u"the rewrite comes first"_s);
        QVERIFY(accept(stage)->isEnabled());
        stage.find<QLineEdit>("waiverOwner")->clear();
        QVERIFY(!accept(stage)->isEnabled());
        QTest::keyClicks(stage.find<QLineEdit>("waiverOwner"), u"Ada"_s);
        accept(stage)->click();
        QTRY_VERIFY(!dialog);
        QCOMPARE(stage.port.decisions.size(), std::size_t{1});
        const Decision &decision = stage.port.decisions.front();
        QCOMPARE(decision.what, What::Waive);
        QCOMPARE(decision.profile, u"learnify-api"_s);
        QCOMPARE(decision.item, u"coverage"_s);
        QCOMPARE(decision.waiver,
                 (readiness::Waiver{u"Ada"_s, u"the rewrite comes first"_s, fakes::moment() + 14 * 24h - 2h}));
        QCOMPARE(resultOf(stage, u"coverage"_s), ItemResult::Waived);
        QCOMPARE(stage.result(), u"“Tests cover 80 % of the lines” was waived."_s);
        QVERIFY2(history(stage).contains(u"Waived by Ada: the rewrite comes first"_s), qPrintable(history(stage)));
        // The same button takes it back.
        QCOMPARE(stage.find<widgets::TextButton>("itemWaive")->text(), u"Lift the waiver"_s);
        stage.click("itemWaive");
        QCOMPARE(stage.port.decisions.back().what, What::LiftWaiver);
        QCOMPARE(resultOf(stage, u"coverage"_s), ItemResult::Fail);
        QCOMPARE(stage.result(), u"The waiver of “Tests cover 80 % of the lines” was lifted."_s);
    }

    void enterCancels()
    {
        Stage stage;
        stage.checklist()->showItem(u"coverage"_s);
        stage.key(Qt::Key_W);
        const QPointer<QDialog> dialog = stage.find<QDialog>("waiverDialog");
        QTest::keyClick(stage.find<QLineEdit>("waiverOwner"), Qt::Key_Return);
        QTRY_VERIFY(!dialog);
        QVERIFY(stage.port.decisions.empty());
    }

    void aRefusalStaysInTheDialog()
    {
        Stage stage;
        stage.port.failWith(Error{Error::Kind::Io, u"The journal <b>cannot</b> be written."_s});
        stage.checklist()->showItem(u"tracing"_s);
        stage.key(Qt::Key_N);
        const QPointer<QDialog> dialog = stage.find<QDialog>("noteDialog");
        QTest::keyClicks(stage.find<QPlainTextEdit>("decisionText"), u"later"_s);
        stage.port.hold();
        accept(stage)->click();
        QVERIFY(!accept(stage)->isEnabled());
        stage.port.release();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(stage.find<QLabel>("askError")->text(), u"The journal <b>cannot</b> be written."_s);
        QCOMPARE(stage.find<QLabel>("askError")->textFormat(), Qt::PlainText);
        stage.port.failWith({});
        accept(stage)->click();
        QTRY_VERIFY(!dialog);
        QCOMPARE(stage.port.decisions.size(), std::size_t{2});
        QCOMPARE(stage.result(), u"The note about “Traces reach the collector” was kept."_s);
    }

    void theDialogMayGoBeforeTheAnswer()
    {
        Stage stage;
        stage.checklist()->showItem(u"tracing"_s);
        stage.key(Qt::Key_N);
        const QPointer<QDialog> dialog = stage.find<QDialog>("noteDialog");
        QTest::keyClicks(stage.find<QPlainTextEdit>("decisionText"), u"later"_s);
        stage.port.hold();
        accept(stage)->click();
        dialog->reject();
        QTRY_VERIFY(!dialog);
        stage.port.release();
        QCOMPARE(stage.port.decisions.size(), std::size_t{1});
    }

    void somethingDoesNotApply()
    {
        Stage stage;
        stage.checklist()->showItem(u"lockout"_s);
        stage.key(Qt::Key_D);
        QVERIFY(stage.find<QDialog>("notApplicableDialog") != nullptr);
        QTest::keyClicks(stage.find<QPlainTextEdit>("decisionText"), u"logins are elsewhere"_s);
        accept(stage)->click();
        QCOMPARE(stage.port.decisions.back().what, What::NotApplicable);
        QCOMPARE(stage.port.decisions.back().text, u"logins are elsewhere"_s);
        QCOMPARE(resultOf(stage, u"lockout"_s), ItemResult::NotApplicable);
        QCOMPARE(stage.find<widgets::TextButton>("itemApplies")->text(), u"It applies again"_s);
        stage.key(Qt::Key_D);
        QCOMPARE(stage.port.decisions.back().what, What::Applicable);
        QCOMPARE(resultOf(stage, u"lockout"_s), ItemResult::Unknown);
    }

    void somebodyAttests()
    {
        Stage stage;
        stage.checklist()->showItem(u"queries"_s);
        stage.key(Qt::Key_A);
        QVERIFY(stage.find<QDialog>("attestDialog") != nullptr);
        QVERIFY(!accept(stage)->isEnabled());
        stage.find<QComboBox>("attestSays")->setCurrentIndex(1);
        QTest::keyClicks(stage.find<QPlainTextEdit>("attestStatement"), u"two of three"_s);
        QTest::keyClicks(stage.find<QLineEdit>("attestLink"), u"wiki"_s);
        QVERIFY(!stage.find<QDateEdit>("attestUntil")->isEnabled());
        stage.find<QCheckBox>("attestExpires")->setChecked(true);
        stage.find<QDateEdit>("attestUntil")->setDate(QDate(2026, 12, 1));
        accept(stage)->click();
        const Decision &decision = stage.port.decisions.back();
        QCOMPARE(decision.what, What::Attest);
        QCOMPARE(decision.says, readiness::AttestEvidence::Says::Partial);
        QCOMPARE(decision.text, u"two of three"_s);
        QCOMPARE(decision.link, u"wiki"_s);
        QCOMPARE(decision.expires, std::optional(fakes::moment() + 10 * 24h - 2h));
        QCOMPARE(resultOf(stage, u"queries"_s), ItemResult::Partial);
    }

    void anAttestationLastsUnlessItSaysSo()
    {
        Stage stage;
        stage.checklist()->showItem(u"queries"_s);
        stage.key(Qt::Key_A);
        QTest::keyClicks(stage.find<QPlainTextEdit>("attestStatement"), u"looked at it"_s);
        accept(stage)->click();
        QVERIFY(!stage.port.decisions.back().expires);
        QCOMPARE(resultOf(stage, u"queries"_s), ItemResult::Pass);
    }

    void whatTheProfileSaysIsNotTakenBackHere()
    {
        fakes::SampleReadiness sample = fakes::learnify();
        const readiness::Waiver waiver{u"Ada"_s, u"as the profile has it"_s, fakes::moment() + 48h};
        for (readiness::Category &category : sample.profile.categories) {
            for (readiness::Item &item : category.items) {
                if (item.id == u"coverage"_s) {
                    item.waiver = waiver;
                }
            }
        }
        Stage stage(sample);
        QCOMPARE(resultOf(stage, u"coverage"_s), ItemResult::Waived);
        stage.checklist()->unfold(u"coverage"_s);
        // It can be replaced.
        QCOMPARE(stage.find<widgets::TextButton>("itemWaive")->text(), u"Waive…"_s);
        stage.click("itemWaive");
        QVERIFY(stage.find<QDialog>("waiverDialog") != nullptr);
    }

    void onlyWhatIsOpenIsWaived()
    {
        Stage stage;
        stage.checklist()->showItem(u"tls"_s);
        QVERIFY(!stage.shows("itemWaive"));
        stage.key(Qt::Key_W);
        QVERIFY(stage.find<QDialog>("waiverDialog") == nullptr);
    }

    void byKeyboardAlone()
    {
        Stage stage;
        // To the item, into the dialog, and done, without a pointer.
        QTest::keyClick(&stage.page, Qt::Key_Slash);
        QTRY_VERIFY(QApplication::focusWidget()->objectName() == u"checklistFilter"_s);
        QTest::keyClicks(QApplication::focusWidget(), u"coverage"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(stage.checklist()->hasFocus());
        stage.key(Qt::Key_Down);
        QCOMPARE(stage.checklist()->currentItem(), u"coverage"_s);
        stage.key(Qt::Key_Return);
        stage.key(Qt::Key_W);
        auto *dialog = stage.find<QDialog>("waiverDialog");
        QTRY_VERIFY(dialog->isActiveWindow());
        auto *reason = stage.find<QPlainTextEdit>("waiverReason");
        QTRY_VERIFY(reason->hasFocus());
        QTest::keyClicks(reason, u"later"_s);
        QTest::keyClick(reason, Qt::Key_Tab);
        QVERIFY(stage.find<QDateEdit>("waiverUntil")->hasFocus());
        // Year, month, day, and its calendar are stops of their own.
        for (int i = 0; i < 5 && !accept(stage)->hasFocus(); ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(accept(stage)->hasFocus());
        QTest::keyClick(accept(stage), Qt::Key_Space);
        QCOMPARE(resultOf(stage, u"coverage"_s), ItemResult::Waived);
    }
};

QTEST_MAIN(TestReadinessDecisions)
#include "tst_readinessdecisions.moc"
