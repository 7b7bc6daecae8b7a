// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fleet/tilelayout.h"

#include <QTest>

using readyroom::fleetui::TileLayout;

class TestTileLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsFillTheWidth_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("columns");
        QTest::newRow("1280") << 1104 << 4;
        QTest::newRow("1440") << 1264 << 4;
        QTest::newRow("2560") << 2384 << 8;
        QTest::newRow("narrower than one tile") << 100 << 1;
    }
    void columnsFillTheWidth()
    {
        QFETCH(int, width);
        QFETCH(int, columns);
        const TileLayout layout({20}, width);
        QCOMPARE(layout.columns(), columns);
        QVERIFY(layout.tile(0).width() >= TileLayout::minimumWidth);
        if (width > 300) {
            QCOMPARE(layout.tile(columns - 1).right(), width - 16 - 1);
        }
        for (int row = 1; row < 20; ++row) {
            QVERIFY(!layout.tile(row).intersects(layout.tile(row - 1)));
            QVERIFY(layout.tile(row).bottom() < layout.height());
        }
    }

    void findsWhatItPlaced()
    {
        const TileLayout layout({5, 1, 1000}, 1264);
        for (int row = 0; row < layout.count(); row += 7) {
            QCOMPARE(layout.rowAt(layout.tile(row).center()), std::optional<int>(row));
        }
        QVERIFY(!layout.rowAt({0, 0}));
        const auto rows = layout.rowsBetween(layout.tile(500).top(), layout.tile(500).top() + 700);
        QVERIFY(rows.first <= 500 && rows.last >= 500);
        QVERIFY(rows.last - rows.first < 40);
    }

    void linesStepAcrossGroups()
    {
        const TileLayout layout({5, 2}, 1264);
        QCOMPARE(layout.lineStep(1, 1), 4); // the second line holds one tile
        QCOMPARE(layout.lineStep(4, 1), 5);
        QCOMPARE(layout.lineStep(6, -1), 4);
        QCOMPARE(layout.lineStep(0, -1), 0);
        QCOMPARE(layout.lineStep(6, 1), 6);
    }

    void emptyHasNoRows()
    {
        const TileLayout layout({}, 1264);
        QCOMPARE(layout.height(), 0);
        QVERIFY(!layout.rowAt({50, 50}));
        QVERIFY(layout.rowsBetween(0, 1000).last < layout.rowsBetween(0, 1000).first);
    }
};

QTEST_GUILESS_MAIN(TestTileLayout)
#include "tst_tilelayout.moc"
