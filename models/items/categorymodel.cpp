// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/categorymodel.h"

#include "models/items/quantity.h"
#include "models/items/rowmerge.h"

namespace readyroom::items {

using namespace Qt::StringLiterals;

struct CategoryModel::Merge : PlainRowOps<CategoryModel> {
    [[nodiscard]] static const QString &key(const Row &row) { return row.name; }
    void changed(int first, int last) const { Q_EMIT model->dataChanged(model->index(first), model->index(last)); }
};

LineState stateOf(const readiness::CategoryScore &category, const readiness::Profile &profile)
{
    if (category.blocks) {
        return LineState::Bad;
    }
    if (!category.score) {
        return LineState::Plain;
    }
    return *category.score >= (profile.floor + profile.gate) / 2 ? LineState::Good : LineState::Doubtful;
}

void CategoryModel::update(const readiness::Assessment &assessment)
{
    std::vector<Row> next;
    for (std::size_t i = 0; i < assessment.categories.size(); ++i) {
        const readiness::CategoryScore &score = assessment.categories[i];
        const readiness::Category &category = assessment.profile->categories.at(i);
        next.push_back({category.name, score.score, stateOf(score, *assessment.profile), score.blocks, score.applicable,
                        score.unknown, category.assessed});
    }
    mergeRows(m_rows, std::move(next), Merge{{this}});
}

void CategoryModel::clear()
{
    mergeRows(m_rows, {}, Merge{{this}});
}

int CategoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString CategoryModel::said(const Row &row)
{
    QStringList parts{row.name,
                      row.score ? tr("%1 of 100, %2").arg(shortScoreText(row.score), readiness::letterOf(*row.score))
                                : tr("no score")};
    if (row.blocks) {
        parts += tr("blocks");
    }
    if (row.assessed) {
        parts += tr("%1 already in place when it was assessed").arg(shortScoreText(row.assessed));
    }
    parts += row.unknown == 0
        ? tr("nothing is unknown")
        : tr("%1 of %2 unknown").arg(QString::number(row.unknown), QString::number(row.applicable));
    return parts.join(u", "_s);
}

QVariant CategoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case Qt::ToolTipRole:
        return toolTip(said(row));
    case Qt::AccessibleTextRole:
        return said(row);
    case ScoreRole:
        return row.score ? QVariant(*row.score) : QVariant();
    case ScoreTextRole:
        return shortScoreText(row.score);
    case LetterRole:
        return row.score ? readiness::letterOf(*row.score) : QString();
    case StateRole:
        return static_cast<int>(row.state);
    default:
        return {};
    }
}

} // namespace readyroom::items
