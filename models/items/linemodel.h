// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/readinesswords.h"

#include <QAbstractListModel>

#include <vector>

namespace readyroom::items {

/// One row of a small list beside the checklist: a scenario, a claim, a step of the way to GO.
struct Line {
    QString key; ///< no two of one list share it
    LineState state = LineState::Plain;
    QString text; ///< may be remote
    QString value = {}; ///< at the right
    QString note = {}; ///< muted, beneath
    bool trailing = false; ///< the state is that of the value
    QString word = {}; ///< the state in a word, where neither text nor value says it
    bool operator==(const Line &) const = default;
};

/// Lines, merged by their key.
class LineModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        KeyRole = Qt::UserRole + 1,
        StateRole, ///< int of LineState
        ValueRole,
        NoteRole,
        TrailingRole
    };

    using QAbstractListModel::QAbstractListModel;

    void setLines(std::vector<Line> lines);
    [[nodiscard]] const std::vector<Line> &lines() const { return m_lines; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Merge;
    template<typename> friend struct PlainRowOps;

    std::vector<Line> m_lines;
};

} // namespace readyroom::items
