// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/linemodel.h"

#include "models/items/quantity.h"
#include "models/items/rowmerge.h"

namespace readyroom::items {

using namespace Qt::StringLiterals;

struct LineModel::Merge : PlainRowOps<LineModel> {
    [[nodiscard]] static const QString &key(const Line &line) { return line.key; }
    void changed(int first, int last) const { Q_EMIT model->dataChanged(model->index(first), model->index(last)); }
};

void LineModel::setLines(std::vector<Line> lines)
{
    mergeRows(m_lines, std::move(lines), Merge{{this}});
}

int LineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant LineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Line &line = m_lines.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case Qt::DisplayRole:
        return line.text;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        QStringList parts{line.text, line.word, line.value, line.note};
        parts.removeAll(QString());
        return role == Qt::ToolTipRole ? toolTip(parts.join(u'\n')) : parts.join(u", "_s);
    }
    case KeyRole:
        return line.key;
    case StateRole:
        return static_cast<int>(line.state);
    case ValueRole:
        return line.value;
    case NoteRole:
        return line.note;
    case TrailingRole:
        return line.trailing;
    default:
        return {};
    }
}

} // namespace readyroom::items
