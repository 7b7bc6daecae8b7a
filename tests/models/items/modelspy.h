// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QStringList>

namespace readyroom {

/// Counts what a model says to its views, under the eye of QAbstractItemModelTester.
class ModelSpy final {
public:
    explicit ModelSpy(QAbstractItemModel &model)
        : m_tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
        , changed(&model, &QAbstractItemModel::dataChanged)
        , inserted(&model, &QAbstractItemModel::rowsInserted)
        , removed(&model, &QAbstractItemModel::rowsRemoved)
        , moved(&model, &QAbstractItemModel::rowsMoved)
        , laidOut(&model, &QAbstractItemModel::layoutChanged)
        , reset(&model, &QAbstractItemModel::modelReset)
    {
    }

    /// "changed 1 inserted 0 removed 0 moved 0 laidOut 0 reset 0", and starts counting anew.
    [[nodiscard]] QString take()
    {
        const QString text = QStringLiteral("changed %1 inserted %2 removed %3 moved %4 laidOut %5 reset %6")
                                 .arg(changed.size())
                                 .arg(inserted.size())
                                 .arg(removed.size())
                                 .arg(moved.size())
                                 .arg(laidOut.size())
                                 .arg(reset.size());
        for (QSignalSpy *spy : {&changed, &inserted, &removed, &moved, &laidOut, &reset}) {
            spy->clear();
        }
        return text;
    }

private:
    QAbstractItemModelTester m_tester;

public:
    QSignalSpy changed;
    QSignalSpy inserted;
    QSignalSpy removed;
    QSignalSpy moved;
    QSignalSpy laidOut;
    QSignalSpy reset;
};

/// Every cell of a model as text: columns separated by " | ", children indented by two spaces.
inline QStringList dump(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column) {
            cells += model.index(row, column, parent).data().toString();
        }
        lines += QString(depth * 2, QLatin1Char(' ')) + cells.join(QStringLiteral(" | "));
        lines += dump(model, model.index(row, 0, parent), depth + 1);
    }
    return lines;
}

} // namespace readyroom
