// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journal/daylayout.h"

#include <QTest>

using readyroom::journalui::DayLayout;

class TestDayLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothing()
    {
        const DayLayout layout;
        QCOMPARE(layout.height(), 0);
        QVERIFY(!layout.rowAt(0));
        QVERIFY(layout.rowsBetween(0, 100).first > layout.rowsBetween(0, 100).second);
        QCOMPARE(layout.rowTop(0), 0);
        QVERIFY(!layout.isFirstOfDay(0));
    }

    void headersStandBetweenDays()
    {
        const DayLayout layout({2, 1, 3});
        QCOMPARE(layout.count(), 6);
        QCOMPARE(layout.days(), 3);
        QCOMPARE(layout.height(), 3 * DayLayout::headerHeight + 6 * DayLayout::rowHeight);
        QCOMPARE(layout.headerTop(1), DayLayout::headerHeight + 2 * DayLayout::rowHeight);
        QCOMPARE(layout.firstRow(2), 3);
        QVERIFY(layout.isFirstOfDay(0) && !layout.isFirstOfDay(1) && layout.isFirstOfDay(2) && layout.isFirstOfDay(3));
    }

    void everyRowIsFoundWhereItStands()
    {
        const DayLayout layout({2, 1, 3});
        int y = 0;
        for (int row = 0; row < layout.count(); ++row) {
            if (layout.isFirstOfDay(row)) {
                QVERIFY(!layout.rowAt(y));
                QVERIFY(!layout.rowAt(y + DayLayout::headerHeight - 1));
                y += DayLayout::headerHeight;
            }
            QCOMPARE(layout.rowTop(row), y);
            QCOMPARE(layout.rowAt(y), std::optional(row));
            QCOMPARE(layout.rowAt(y + DayLayout::rowHeight - 1), std::optional(row));
            y += DayLayout::rowHeight;
        }
        QVERIFY(!layout.rowAt(y));
        QVERIFY(!layout.rowAt(-1));
    }

    void rowsInSight()
    {
        const DayLayout layout({2, 1, 3});
        QCOMPARE(layout.rowsBetween(0, layout.height()), std::pair(0, 5));
        const int second = layout.rowTop(1);
        QCOMPARE(layout.rowsBetween(second, second + 1), std::pair(1, 1));
        QCOMPARE(layout.rowsBetween(second, layout.rowTop(3)), std::pair(1, 3));
        QVERIFY(layout.rowsBetween(layout.height(), layout.height() + 10).second < 0);
    }
};

QTEST_APPLESS_MAIN(TestDayLayout)
#include "tst_daylayout.moc"
