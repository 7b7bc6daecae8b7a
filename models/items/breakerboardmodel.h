// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"

#include <QAbstractTableModel>

namespace readyroom::items {

template<typename> struct PlainRowOps;

/// The breakers of one service: a row per breaker, a column per instance, and since when the newest state holds.
class BreakerBoardModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { BreakerStateRole = Qt::UserRole + 1 /**< int of fleet::BreakerState; invalid in other columns */ };

    explicit BreakerBoardModel(QObject *parent = nullptr);

    void update(const fleet::ServiceStatus &service);
    /// "since" is told as of this moment.
    void setNow(Timestamp now);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QString breaker;
        std::vector<fleet::BreakerState> states; ///< by column of m_instances
        std::optional<Timestamp> since; ///< of the newest transition
        bool operator==(const Row &) const = default;
    };
    struct Merge;
    template<typename> friend struct PlainRowOps;

    void setInstances(const QStringList &instances);
    [[nodiscard]] QString sinceText(const Row &row) const;

    QStringList m_instances;
    std::vector<Row> m_rows;
    Timestamp m_now{};
};

/// The state in words, for people: "half-open".
[[nodiscard]] QString breakerWord(fleet::BreakerState state);

/// What tells the instances of one service apart: ":8080" where only ports differ, "10.0.0.1" where only hosts do,
/// else the whole.
[[nodiscard]] QStringList shortInstanceNames(const QStringList &instances);

} // namespace readyroom::items
