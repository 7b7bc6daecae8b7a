// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/readinesswords.h"

#include <QAbstractListModel>

#include <vector>

namespace readyroom::items {

/// The categories of an assessment with their scores.
class CategoryModel final : public QAbstractListModel {
    Q_OBJECT
public:
    struct Row {
        QString name;
        std::optional<double> score = {}; ///< 0 … 100
        LineState state = LineState::Unknown;
        bool blocks = false;
        int applicable = 0;
        int unknown = 0;
        std::optional<double> assessed = {}; ///< what a reviewer found already in place
        bool operator==(const Row &) const = default;
    };
    enum Role {
        ScoreRole = Qt::UserRole + 1, ///< double; invalid: none
        ScoreTextRole, ///< "89", "52.1", an en dash
        LetterRole, ///< "B+"; empty without a score
        StateRole ///< int of LineState
    };

    using QAbstractListModel::QAbstractListModel;

    void update(const readiness::Assessment &assessment);
    void clear();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Merge;
    template<typename> friend struct PlainRowOps;

    [[nodiscard]] static QString said(const Row &row);

    std::vector<Row> m_rows;
};

/// Bad while it blocks, plain when nothing in it scores, else good from halfway between floor and gate on.
[[nodiscard]] LineState stateOf(const readiness::CategoryScore &category, const readiness::Profile &profile);

} // namespace readyroom::items
