// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"

#include <QAbstractTableModel>

namespace readyroom::items {

template<typename> struct PlainRowOps;

/// The endpoints of one service with what their last poll brought: one row per endpoint of each instance.
class EndpointModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { PathColumn, InstanceColumn, AnswerColumn, TookColumn, SamplesColumn, AgeColumn, ColumnCount };
    enum Role {
        EndpointStateRole = Qt::UserRole + 1, ///< int of fleet::EndpointState
        SeverityRole ///< int of fleet::ServiceState: how the answer column is meant
    };

    explicit EndpointModel(QObject *parent = nullptr);

    void update(const fleet::ServiceStatus &service);
    /// Ages and retry times are told as of this moment. Changes only the cells whose text changes.
    void setNow(Timestamp now);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Merge;
    template<typename> friend struct PlainRowOps;

    [[nodiscard]] QString answerText(const fleet::EndpointStatus &endpoint) const;
    [[nodiscard]] QString ageText(const fleet::EndpointStatus &endpoint) const;
    [[nodiscard]] QString cellText(const fleet::EndpointStatus &endpoint, int column) const;

    std::vector<fleet::EndpointStatus> m_rows;
    Timestamp m_now{};
};

} // namespace readyroom::items
