// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/readiness/readinessstage.h"
#include "ui/readiness/approvalscard.h"
#include "ui/readiness/comparedialog.h"
#include "ui/readiness/signbanner.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using readiness::ItemResult;
using readiness::Verdict;
using Stage = ReadinessStage;

namespace {

QPushButton *accept(Stage &stage)
{
    return stage.find<QPushButton>("askAccept");
}

QString roles(Stage &stage)
{
    QStringList all;
    auto *role = stage.find<QComboBox>("signRole");
    for (int i = 0; i < role->count(); ++i) {
        all += role->itemText(i);
    }
    return all.join(u", "_s);
}

void setDrift(Stage &stage)
{
    stage.port.sample().fail(u"tls"_s, u"1.3, 12 d"_s);
    stage.port.drift = {{u"tls"_s, u"TLS 1.2 or newer, 14 days left"_s, ItemResult::Pass, ItemResult::Fail,
                         fakes::moment() - 25min, u"1.3, 12 d"_s}};
    stage.port.refresh();
}

} // namespace

class TestReadinessSignOff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneRoleSigns()
    {
        Stage stage(fakes::learnifyReady());
        QVERIFY(!stage.shows("signBanner"));
        stage.click("signOff");
        const QPointer<QDialog> dialog = stage.find<QDialog>("signDialog");
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY(stage.find<QPushButton>("askCancel")->isDefault());
        QCOMPARE(stage.find<QLabel>("askExplanation")->text(),
                 u"You sign a GO with a score of 100, and the evidence that it rests on."_s);
        QCOMPARE(roles(stage), u"Architecture, Security, Operations"_s);
        QCOMPARE(stage.find<QComboBox>("signKey")->count(), 2);
        QCOMPARE(stage.find<QLabel>("signKeyNote")->text(), stage.port.known.front().fingerprint);
        QVERIFY(stage.find<QCheckBox>("signSame")->isHidden());
        QVERIFY(!accept(stage)->isEnabled());
        QTest::keyClicks(stage.find<QPlainTextEdit>("signReason"), u"all green"_s);
        stage.find<QComboBox>("signRole")->setCurrentIndex(1);
        stage.find<QComboBox>("signKey")->setCurrentIndex(1);
        accept(stage)->click();
        QTRY_VERIFY(!dialog);
        QCOMPARE(stage.port.signed_.front(),
                 (fakes::FakeReadiness::Signed{u"security"_s, u"/home/ops/.ssh/release.pub"_s, u"all green"_s, {}}));
        QVERIFY2(stage.result().startsWith(u"Signed as security: /home/ops/"_s), qPrintable(stage.result()));
        QVERIFY(stage.shows("signBanner"));
        QCOMPARE(stage.textOf("signText"),
                 u"Signed by Security at 15:45: GO, 100. Still to sign: Architecture, Operations."_s);
        QCOMPARE(stage.lines("approvals").at(1), u"Security | ops@ws1, 15:45"_s);
    }

    void othersSignTheSameBytes()
    {
        Stage stage(fakes::learnifyReady());
        stage.port.signOff = fakes::signedRecord({u"architecture"_s}, {u"security"_s, u"operations"_s});
        stage.port.refresh();
        stage.click("signOff");
        auto *same = stage.find<QCheckBox>("signSame");
        QVERIFY(!same->isHidden() && same->isChecked());
        QCOMPARE(roles(stage), u"Security, Operations"_s);
        // The record has its reason.
        QVERIFY(accept(stage)->isEnabled());
        QVERIFY(!stage.find("signReason")->isEnabled());
        same->setChecked(false);
        QCOMPARE(roles(stage), u"Architecture, Security, Operations"_s);
        QVERIFY(!accept(stage)->isEnabled());
        QTest::keyClicks(stage.find<QPlainTextEdit>("signReason"), u"looked at it"_s);
        QVERIFY(accept(stage)->isEnabled());
        same->setChecked(true);
        accept(stage)->click();
        QCOMPARE(stage.port.signed_.front().record, std::optional(stage.port.signOff->file));
        QCOMPARE(stage.port.signed_.front().role, u"security"_s);
        QVERIFY(stage.port.signed_.front().reason.isEmpty());
    }

    void whatHasDriftedIsNotJoinedUnasked()
    {
        Stage stage(fakes::learnifyReady());
        stage.port.signOff = fakes::signedRecord({u"architecture"_s}, {u"security"_s, u"operations"_s});
        setDrift(stage);
        QCOMPARE(stage.dial().verdict, u"GO"_s);
        stage.click("signOff");
        QVERIFY(!stage.find<QCheckBox>("signSame")->isChecked());
    }

    void aConditionalIsSignedKnowingly()
    {
        Stage stage(fakes::learnifyConditional());
        stage.click("signOff");
        QCOMPARE(stage.find<QLabel>("askExplanation")->text(),
                 u"You sign a CONDITIONAL with a score of 67.8, and the evidence that it rests on. "
                 "It has 21 conditions."_s);
    }

    void aNoGoIsNotSigned()
    {
        Stage stage;
        QTest::keyClick(stage.checklist(), Qt::Key_S);
        QVERIFY(stage.find<QDialog>("signDialog") == nullptr);
        using readinessui::whyNotSign;
        QCOMPARE(whyNotSign(*fakes::learnifyReady().view(fakes::moment()).assessment), QString());
        fakes::SampleReadiness low = fakes::learnify();
        for (readiness::Category &category : low.profile.categories) {
            for (readiness::Item &item : category.items) {
                item.blocker = false;
            }
        }
        QCOMPARE(whyNotSign(*low.view(fakes::moment()).assessment), u"score below 60"_s);
        fakes::SampleReadiness one = fakes::learnifyReady();
        one.fail(u"coverage"_s, u"0 %"_s);
        QCOMPARE(whyNotSign(*one.view(fakes::moment()).assessment), u"blocked by 1 item"_s);
        for (readiness::Category &category : low.profile.categories) {
            category.weight = 0.0;
        }
        QCOMPARE(whyNotSign(*low.view(fakes::moment()).assessment), u"nothing scores"_s);
    }

    void withoutAKeyThereIsAWayOn()
    {
        Stage stage(fakes::learnifyReady());
        stage.port.known.clear();
        stage.click("signOff");
        QTest::keyClicks(stage.find<QPlainTextEdit>("signReason"), u"all green"_s);
        QVERIFY(!accept(stage)->isEnabled());
        QVERIFY(stage.find<QLabel>("signKeyNote")->text().contains(u"ssh-keygen"_s));
    }

    void aRefusedSignatureIsTold()
    {
        Stage stage(fakes::learnifyReady());
        stage.click("signOff");
        QTest::keyClicks(stage.find<QPlainTextEdit>("signReason"), u"all green"_s);
        stage.port.failWith(Error{Error::Kind::Unsupported, u"The key has a passphrase: add it with ssh-add."_s});
        accept(stage)->click();
        QCOMPARE(stage.find<QLabel>("askError")->text(), u"The key has a passphrase: add it with ssh-add."_s);
        QVERIFY(accept(stage)->isEnabled());
        QVERIFY(!stage.shows("signBanner"));
    }

    void driftVoidsTheBannerNotTheRecord()
    {
        Stage stage(fakes::learnifyReady());
        stage.port.signOff = fakes::signedRecord({u"architecture"_s, u"security"_s, u"operations"_s}, {});
        stage.port.refresh();
        QCOMPARE(stage.textOf("signText"), u"Signed off by Architecture, Security, Operations at 13:45: GO, 100."_s);
        QVERIFY(!stage.shows("drift"));
        setDrift(stage);
        QCOMPARE(stage.textOf("signText"),
                 u"1 item has drifted since Architecture, Security, Operations signed GO, 100 at 13:45. The record "
                 "stands for what was signed; what runs now is something else."_s);
        QCOMPARE(stage.lines("drift"), QStringList{u"TLS 1.2 or newer, 14 days left | passes → fails"_s});
        QCOMPARE(stage.find<page::LineView>("drift")->lines().lines().front().note, u"since 15:20 · 1.3, 12 d"_s);
        QCOMPARE(stage.lines("approvals").first(), u"Architecture | ops@ws1, 13:45"_s);
        Q_EMIT stage.find<page::LineView>("drift")->chosen(u"tls"_s);
        QCOMPARE(stage.checklist()->unfolded(), u"tls"_s);
        // Well again: so is the banner.
        stage.port.sample().pass(u"tls"_s);
        stage.port.drift.clear();
        stage.port.refresh();
        QVERIFY(!stage.shows("drift"));
        QVERIFY(stage.textOf("signText").startsWith(u"Signed off by"_s));
    }

    void comparesWithAnEarlierOne()
    {
        Stage stage;
        stage.port.before = {{u"a"_s, fakes::moment() - 3h, Verdict::NoGo, 52.142857, u"verdict changed"_s},
                             {u"b"_s, fakes::moment() - 26h, Verdict::Conditional, 87.1, u"signed by architecture"_s}};
        stage.port.told = fakes::sampleDifference();
        stage.key(Qt::Key_C);
        auto *dialog = stage.find<readinessui::CompareDialog>("compareDialog");
        QVERIFY(dialog != nullptr);
        QCOMPARE(stage.lines("earlier"), (QStringList{u"12:45 | 52.1 NO-GO"_s, u"20 Nov 13:45 | 87.1 CONDITIONAL"_s}));
        QTRY_COMPARE(stage.port.compared, std::vector{u"a"_s});
        QCOMPARE(stage.textOf("differenceSummary"), u"52.1 → 61.4 (+9.2), NO-GO → CONDITIONAL"_s);
        QCOMPARE(stage.lines("categoryChanges").size(), 2);
        QCOMPARE(stage.lines("itemChanges").first(), u"TLS 1.2 or newer, 14 days left | passes → fails"_s);
        QTest::keyClick(stage.find("earlier"), Qt::Key_Down);
        QCOMPARE(stage.port.compared, (std::vector{u"a"_s, u"b"_s}));
        stage.port.failWith(Error{Error::Kind::Io, u"The record is gone."_s});
        QTest::keyClick(stage.find("earlier"), Qt::Key_Up);
        QVERIFY(!stage.find("itemChanges")->isVisible());
        QCOMPARE(dialog->findChild<page::EmptyState *>(u"compareEmpty"_s)->sentence(),
                 u"These two cannot be compared."_s);
    }

    void aMomentIsRemembered()
    {
        Stage stage;
        stage.click("compare");
        auto *empty = stage.find<page::EmptyState>("compareEmpty");
        QCOMPARE(empty->sentence(), u"There is no earlier assessment."_s);
        stage.click("remember");
        QCOMPARE(stage.port.remembered, 1);
        QCOMPARE(stage.lines("earlier"), QStringList{u"15:45 | 54 NO-GO"_s});
    }
};

QTEST_MAIN(TestReadinessSignOff)
#include "tst_readinesssignoff.moc"
