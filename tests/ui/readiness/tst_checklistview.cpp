// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/readiness/readinessstage.h"
#include "ui/readiness/factsview.h"
#include "ui/readiness/itempanel.h"
#include "ui/widgets/searchfield.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using items::ChecklistModel;
using readinessui::ItemPanel;
using Stage = ReadinessStage;

namespace {

QString fact(Stage &stage, const QString &name)
{
    for (const auto &each : stage.find<readinessui::FactsView>("itemFacts")->facts()) {
        if (each.name == name) {
            return each.text;
        }
    }
    return {};
}

} // namespace

class TestChecklistView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aClickUnfoldsAndFolds()
    {
        Stage stage;
        QVERIFY(stage.checklist()->panel() == nullptr);
        stage.clickItem(u"jwt-secret"_s);
        QVERIFY(stage.shows("itemPanel"));
        QCOMPARE(stage.checklist()->unfolded(), u"jwt-secret"_s);
        QCOMPARE(stage.checklist()->panel()->id(), u"jwt-secret"_s);
        stage.clickItem(u"jwt-secret"_s);
        QTRY_VERIFY(stage.find("itemPanel") == nullptr);
        QVERIFY(stage.checklist()->unfolded().isEmpty());
    }

    void onlyOneIsUnfoldedAndItsRowStays()
    {
        Stage stage;
        stage.clickItem(u"jwt-secret"_s);
        auto *bar = stage.checklist()->verticalScrollBar();
        bar->setValue(bar->value() + 300);
        const int top = stage.checklist()->visualRect(stage.index(u"tls"_s)).top();
        stage.checklist()->unfold(u"tls"_s);
        QCOMPARE(stage.checklist()->unfolded(), u"tls"_s);
        QCOMPARE(stage.checklist()->visualRect(stage.index(u"tls"_s)).top(), top);
        QTRY_COMPARE(stage.page.findChildren<ItemPanel *>().size(), 1);
    }

    void thePanelTellsEverything()
    {
        Stage stage;
        stage.checklist()->unfold(u"health-endpoint"_s);
        QCOMPARE(fact(stage, {}), u"Load balancers and orchestrators decide by it whether an instance gets traffic."_s);
        QCOMPARE(fact(stage, u"asks"_s), u"GET /health answers 200."_s);
        QVERIFY2(fact(stage, u"measured"_s).startsWith(u"fails: 404, target ≤ 50 ms\nTaken on 21 Nov 2026, 15:44:59"_s),
                 qPrintable(fact(stage, u"measured"_s)));
        QCOMPARE(fact(stage, u"SHA-256"_s).size(), 64);
        QCOMPARE(fact(stage, u"to fix"_s), u"Add a handler that touches no database."_s);
        QVERIFY(fact(stage, u"counts"_s).contains(u"severity critical · weight 10 · a blocker · effort 4"_s));
        QCOMPARE(fact(stage, u"history"_s), u"Nothing was decided or run yet."_s);
        stage.click("itemCopy");
        QCOMPARE(QGuiApplication::clipboard()->text(), u"HTTP/1.1 answer of 404"_s);
    }

    void theHistoryIsReadAndItsFailureTold()
    {
        Stage stage;
        stage.port.hold();
        stage.checklist()->unfold(u"tls"_s);
        QCOMPARE(fact(stage, u"history"_s), u"Reading …"_s);
        stage.port.failWith(Error{Error::Kind::Io, u"The journal cannot be read."_s});
        stage.port.release();
        QCOMPARE(fact(stage, u"history"_s), u"The journal cannot be read."_s);
    }

    void valuesChangeWithoutAJump()
    {
        Stage stage;
        stage.checklist()->unfold(u"input-validation"_s);
        auto *bar = stage.checklist()->verticalScrollBar();
        bar->setValue(150);
        stage.checklist()->setCurrentIndex(stage.index(u"tls"_s));
        const QPointer<ItemPanel> panel = stage.checklist()->panel();
        const int top = stage.checklist()->visualRect(stage.index(u"tls"_s)).top();
        for (int round = 1; round <= 5; ++round) {
            stage.port.now += 5s;
            stage.port.sample().fail(u"tls"_s, u"1.%1"_s.arg(round));
            stage.port.sample().pass(u"input-validation"_s, u"schema %1"_s.arg(round));
            stage.port.refresh();
            QCoreApplication::processEvents();
            QCOMPARE(bar->value(), 150);
            QCOMPARE(stage.checklist()->currentItem(), u"tls"_s);
            QCOMPARE(stage.checklist()->visualRect(stage.index(u"tls"_s)).top(), top);
            QVERIFY(panel && panel == stage.checklist()->panel() && panel->isVisible());
            QVERIFY(fact(stage, u"measured"_s).contains(u"schema %1"_s.arg(round)));
        }
    }

    void theKeyboardPassesOverDetails()
    {
        Stage stage;
        stage.key(Qt::Key_Down);
        QCOMPARE(stage.checklist()->currentIndex().data().toString(), u"Architecture"_s);
        stage.key(Qt::Key_Down);
        stage.key(Qt::Key_Down);
        QCOMPARE(stage.checklist()->currentItem(), u"versioning"_s);
        stage.key(Qt::Key_Right);
        QCOMPARE(stage.checklist()->unfolded(), u"versioning"_s);
        stage.key(Qt::Key_Down);
        QCOMPARE(stage.checklist()->currentItem(), u"coalescing"_s);
        stage.key(Qt::Key_Up);
        QCOMPARE(stage.checklist()->currentItem(), u"versioning"_s);
        stage.key(Qt::Key_Left);
        QVERIFY(stage.checklist()->unfolded().isEmpty());
        stage.key(Qt::Key_Left);
        QCOMPARE(stage.checklist()->currentIndex().data().toString(), u"Architecture"_s);
        stage.key(Qt::Key_Left);
        QVERIFY(!stage.checklist()->isExpanded(stage.checklist()->currentIndex()));
        stage.key(Qt::Key_Down);
        QCOMPARE(stage.checklist()->currentIndex().data().toString(), u"Security"_s);
        stage.key(Qt::Key_End);
        QCOMPARE(stage.checklist()->currentItem(), u"readme"_s);
        stage.key(Qt::Key_Return);
        QCOMPARE(stage.checklist()->unfolded(), u"readme"_s);
        stage.key(Qt::Key_Escape);
        QVERIFY(stage.checklist()->unfolded().isEmpty());
    }

    void tabLeadsIntoThePanelAndEscapeBack()
    {
        Stage stage;
        stage.checklist()->setFocus(Qt::TabFocusReason);
        stage.checklist()->showItem(u"tls"_s);
        QTest::keyClick(stage.checklist(), Qt::Key_Tab);
        QVERIFY(stage.checklist()->panel()->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(stage.checklist()->hasFocus());
    }

    void aFilterKeepsWhatIsUnfolded()
    {
        Stage stage;
        stage.checklist()->unfold(u"tls"_s);
        auto *field = stage.find<widgets::SearchField>("checklistFilter");
        field->setText(u"endpoint"_s);
        QCOMPARE(stage.shown(), (QStringList{u"health-endpoint"_s, u"metrics-endpoint"_s}));
        QTRY_VERIFY(stage.checklist()->panel() == nullptr);
        field->clear();
        QTRY_VERIFY(stage.checklist()->panel() != nullptr);
        QCOMPARE(stage.checklist()->panel()->id(), u"tls"_s);
        QTRY_VERIFY(stage.shows("itemPanel"));
    }

    void everyRowSpeaks()
    {
        Stage stage;
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(stage.checklist());
        QVERIFY(list != nullptr);
        QCOMPARE(list->text(QAccessible::Name), u"Checklist"_s);
        QVERIFY(stage.index(u"tls"_s).data(Qt::AccessibleTextRole).toString().startsWith(u"TLS 1.2 or newer"_s));
        stage.checklist()->unfold(u"tls"_s);
        for (QAbstractButton *button : stage.checklist()->panel()->findChildren<QAbstractButton *>()) {
            QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName()));
        }
        QVERIFY(!stage.find("itemFacts")->accessibleName().isEmpty());
    }

    void hostileTextStaysText()
    {
        Stage stage(fakes::longReadiness());
        stage.checklist()->unfold(u"tls"_s);
        const QString shown = stage.find<readinessui::FactsView>("itemFacts")->toPlainText();
        QVERIFY(shown.contains(u"<b>observed</b>"_s));
        QVERIFY(shown.contains(u"<script>alert(1)</script>"_s));
        // Nothing is wider than the list.
        QVERIFY(stage.checklist()->panel()->width() <= stage.checklist()->viewport()->width());
        QVERIFY(stage.checklist()->horizontalScrollBar()->maximum() == 0);
    }
};

QTEST_MAIN(TestChecklistView)
#include "tst_checklistview.moc"
