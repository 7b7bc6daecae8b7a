// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/linedelegate.h"
#include "ui/page/lineview.h"
#include "ui/paint/typography.h"
#include "ui/readiness/linescard.h"
#include "ui/widgets/textbutton.h"
#include "ui/widgets/themesource.h"

#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace readyroom;
using namespace readyroom::readinessui;
using namespace Qt::StringLiterals;
using items::Line;

namespace {

std::vector<Line> some(int count)
{
    std::vector<Line> lines;
    for (int i = 0; i < count; ++i) {
        lines.push_back({.key = QString::number(i), .text = u"Line %1"_s.arg(i), .value = u"4 h"_s});
    }
    return lines;
}

} // namespace

class TestLineView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isAsHighAsItsRows()
    {
        widgets::ThemeSource themes;
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *view = new page::LineView(themes, u"Lines"_s, &window);
        layout->addWidget(view);
        layout->addStretch(1);
        view->setLines(some(3));
        window.resize(300, 400);
        window.show();
        (void)QTest::qWaitForWindowExposed(&window);
        QTRY_COMPARE(view->height(), 3 * paint::space::row);
        view->setLines(
            {{.key = u"a"_s, .text = u"A sentence that needs more than one line of this list, and then some"_s}});
        QTRY_VERIFY(view->height() > paint::space::row);
        QTRY_COMPARE(view->height(), view->sizeHint().height());
        view->setLines({});
        QTRY_COMPARE(view->height(), 0);
    }

    void aNarrowRowPutsTheValueBeneath()
    {
        widgets::ThemeSource themes;
        const page::LineDelegate delegate(themes);
        items::LineModel model;
        model.setLines({{.key = u"a"_s, .text = u"Certificate runs out"_s, .value = u"medium → low, then away"_s}});
        const int wide = delegate.heightFor(model.index(0), 600);
        const int narrow = delegate.heightFor(model.index(0), 230);
        QCOMPARE(wide, paint::space::row);
        QVERIFY(narrow > wide && narrow < 2 * wide);
    }

    void chosenByClickAndByKey()
    {
        widgets::ThemeSource themes;
        page::LineView view(themes, u"Lines"_s);
        view.setLines(some(3));
        view.resize(300, 120);
        view.show();
        (void)QTest::qWaitForWindowExposed(&view);
        QSignalSpy chosen(&view, &page::LineView::chosen);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(view.model()->index(1, 0)).center());
        QCOMPARE(chosen.takeFirst().first().toString(), u"1"_s);
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(chosen.takeFirst().first().toString(), u"2"_s);
    }

    void aCardShowsTheFirstAndThenAll()
    {
        widgets::ThemeSource themes;
        LinesCard card(themes, u"Blockers"_s);
        auto *more = card.findChild<widgets::TextButton *>(u"showAll"_s);
        card.setLimit(5);
        card.setLines(some(6));
        QCOMPARE(card.view().lines().rowCount(), 6);
        QVERIFY(more->isHidden());
        card.setLines(some(50));
        QCOMPARE(card.view().lines().rowCount(), 5);
        QVERIFY(!more->isHidden());
        QCOMPARE(more->text(), u"Show all 50"_s);
        more->click();
        QCOMPARE(card.view().lines().rowCount(), 50);
        // It stays so while lines come and go.
        card.setLines(some(40));
        QCOMPARE(card.view().lines().rowCount(), 40);
        more->click();
        QCOMPARE(card.view().lines().rowCount(), 5);
    }
};

QTEST_MAIN(TestLineView)
#include "tst_lineview.moc"
