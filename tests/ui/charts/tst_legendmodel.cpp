// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/legendmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom::charts;

namespace {

LegendTableRow row(const QString &name, const QString &last)
{
    return {name, {}, true, {last, u"0"_s, u"1"_s, u"2"_s}};
}

} // namespace

class LegendModelTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void changesAreMinimal()
    {
        LegendModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);

        model.setRows({row(u"p50"_s, u"1"_s), row(u"p95"_s, u"2"_s)});
        QCOMPARE(inserted.size(), 1);
        model.setRows({row(u"p50"_s, u"1"_s), row(u"p95"_s, u"3"_s)});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().toModelIndex().row(), 1);
        model.setRows({row(u"p50"_s, u"1"_s), row(u"p95"_s, u"3"_s)});
        QCOMPARE(changed.size(), 1);
        model.setRows({row(u"p50"_s, u"1"_s)});
        QCOMPARE(removed.size(), 1);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.data(model.index(0, 1), Qt::DisplayRole).toString(), u"1"_s);
    }

    void theCheckBoxToggles()
    {
        LegendModel model;
        model.setRows({row(u"p50"_s, u"1"_s)});
        QSignalSpy toggled(&model, &LegendModel::toggled);
        QVERIFY(model.flags(model.index(0, 0)).testFlag(Qt::ItemIsUserCheckable));
        QVERIFY(!model.flags(model.index(0, 1)).testFlag(Qt::ItemIsUserCheckable));
        QVERIFY(model.setData(model.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(toggled.size(), 1);
        QCOMPARE(toggled.first().at(0).toString(), u"p50"_s);
        QCOMPARE(toggled.first().at(1).toBool(), false);
        QVERIFY(!model.setData(model.index(0, 1), Qt::Unchecked, Qt::CheckStateRole));
    }
};

QTEST_MAIN(LegendModelTest)
#include "tst_legendmodel.moc"
