// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/checklistcolumns.h"

#include <QTest>

#include <numeric>

using namespace readyroom;
using items::ChecklistModel;

class TestChecklistColumns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fillTheTable_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {500, 560, 620, 700, 740, 1000, 1900, 3000}) {
            QTest::addRow("%d", width) << width;
        }
    }

    void fillTheTable()
    {
        QFETCH(int, width);
        const auto columns = readinessui::checklistColumns(width);
        const int sum = std::accumulate(columns.begin(), columns.end(), 0);
        QCOMPARE(sum, width);
        QVERIFY(columns[ChecklistModel::TitleColumn] >= 120);
        QVERIFY(columns[ChecklistModel::MeasuredColumn] > 0);
    }

    void theOwnerGivesWayFirst()
    {
        QCOMPARE(readinessui::checklistColumns(620)[ChecklistModel::OwnerColumn], 0);
        QVERIFY(readinessui::checklistColumns(740)[ChecklistModel::OwnerColumn] > 0);
        // Where nobody owns anything, titles have the room.
        const auto columns = readinessui::checklistColumns(740, false);
        QCOMPARE(columns[ChecklistModel::OwnerColumn], 0);
        QCOMPARE(std::accumulate(columns.begin(), columns.end(), 0), 740);
    }

    void growMonotonously()
    {
        auto before = readinessui::checklistColumns(660);
        for (int width = 661; width < 2400; ++width) {
            const auto columns = readinessui::checklistColumns(width);
            for (std::size_t i = 0; i < columns.size(); ++i) {
                // The title makes up for what rounding gives to others.
                QVERIFY2(columns[i] >= before[i] - 2, qPrintable(QString::number(width)));
            }
            before = columns;
        }
    }
};

QTEST_GUILESS_MAIN(TestChecklistColumns)
#include "tst_checklistcolumns.moc"
