// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/linemodel.h"
#include "tests/models/items/modelspy.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::items;
using namespace Qt::StringLiterals;

class TestLineModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsALine()
    {
        LineModel model;
        const ModelSpy spy(model);
        model.setLines({{.key = u"a"_s,
                         .state = LineState::Bad,
                         .text = u"<b>Public</b> API"_s,
                         .value = u"NO-GO"_s,
                         .note = u"claimed 66.5"_s,
                         .trailing = true}});
        const QModelIndex row = model.index(0);
        QCOMPARE(row.data().toString(), u"<b>Public</b> API"_s);
        QCOMPARE(row.data(LineModel::KeyRole).toString(), u"a"_s);
        QCOMPARE(row.data(LineModel::StateRole).toInt(), static_cast<int>(LineState::Bad));
        QCOMPARE(row.data(LineModel::ValueRole).toString(), u"NO-GO"_s);
        QCOMPARE(row.data(LineModel::NoteRole).toString(), u"claimed 66.5"_s);
        QVERIFY(row.data(LineModel::TrailingRole).toBool());
        QCOMPARE(row.data(Qt::AccessibleTextRole).toString(), u"<b>Public</b> API, NO-GO, claimed 66.5"_s);
        QVERIFY(!row.data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
    }

    void linesMergeByTheirKey()
    {
        LineModel model;
        ModelSpy spy(model);
        model.setLines(
            {{.key = u"a"_s, .text = u"A"_s}, {.key = u"b"_s, .text = u"B"_s}, {.key = u"c"_s, .text = u"C"_s}});
        QCOMPARE(spy.take(), u"changed 0 inserted 1 removed 0 moved 0 laidOut 0 reset 0"_s);
        const QPersistentModelIndex c(model.index(2));
        model.setLines(
            {{.key = u"a"_s, .text = u"A"_s}, {.key = u"b"_s, .text = u"B2"_s}, {.key = u"c"_s, .text = u"C"_s}});
        QCOMPARE(spy.take(), u"changed 1 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        model.setLines({{.key = u"c"_s, .text = u"C"_s}, {.key = u"a"_s, .text = u"A"_s}});
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 1 moved 1 laidOut 0 reset 0"_s);
        QCOMPARE(c.row(), 0);
        model.setLines({});
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 1 moved 0 laidOut 0 reset 0"_s);
    }
};

QTEST_GUILESS_MAIN(TestLineModel)
#include "tst_linemodel.moc"
