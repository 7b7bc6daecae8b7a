// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/drillwords.h"

#include <QAbstractListModel>
#include <QSet>

#include <vector>

namespace readyroom::items {

/// The steps of a run, and below a step that is unfolded its targets, one by one. A step with several targets is
/// unfolded when one of them failed or is not confirmed, or when a person wants it.
class RunStepModel final : public QAbstractListModel {
    Q_OBJECT
public:
    struct Row {
        QString key;
        bool target = false; ///< one target of the step above
        LineState state = LineState::Unknown;
        QString word = {}; ///< the state in a word: "confirmed", "waiting"
        QString title; ///< may be remote
        QString detail = {}; ///< may be remote
        QString took = {}; ///< "10.4 s", an en dash; empty on a target
        bool dim = false; ///< not reached, or not yet
        bool foldable = false;
        bool unfolded = false;
        bool operator==(const Row &) const = default;
    };
    enum Role {
        TargetRole = Qt::UserRole + 1, ///< bool
        StateRole, ///< int of LineState
        DetailRole,
        TookRole,
        DimRole, ///< bool
        FoldableRole, ///< bool
        UnfoldedRole ///< bool
    };

    using QAbstractListModel::QAbstractListModel;

    /// Another run forgets what was unfolded.
    void update(const drills::Run &run, Timestamp now);
    void clear();
    /// Folds or unfolds the step at, or above, this row.
    void toggle(const QModelIndex &index);
    /// The step at, or above, this row; absent when there is no such row.
    [[nodiscard]] std::optional<std::size_t> step(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Merge;
    template<typename> friend struct PlainRowOps;

    void rebuild();
    [[nodiscard]] Row rowOf(std::size_t number) const;
    [[nodiscard]] static QString said(const Row &row);

    drills::Run m_run;
    Timestamp m_now{};
    QSet<std::size_t> m_toggled; ///< steps that are folded otherwise than by themselves
    std::vector<Row> m_rows;
};

/// Whether the newest reading of each probe of the steady state is met; absent while there is none.
[[nodiscard]] std::optional<bool> guardHolds(const drills::Run &run);

} // namespace readyroom::items
