// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/servicetile.h"
#include "models/ports/time.h"
#include "ui/paint/theme.h"

#include <QStyledItemDelegate>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::fleetui {

/// Paints the tile of one service. Everything it shows comes from the TileRole and SparklineRole of a FleetModel.
class TileDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit TileDelegate(const widgets::ThemeSource &themes, QObject *parent = nullptr);

    /// Ages are told as of this moment.
    void setNow(Timestamp now) { m_now = now; }
    [[nodiscard]] Timestamp now() const { return m_now; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintFrame(QPainter &painter, const QStyleOptionViewItem &option, paint::Tone tone) const;
    void paintHead(QPainter &painter, const QRect &box, const items::ServiceTile &tile,
                   const QList<double> &sparkline) const;
    void paintFigures(QPainter &painter, const QRect &box, const items::ServiceTile &tile) const;
    void paintSparkline(QPainter &painter, const QRectF &box, const QList<double> &values, paint::Tone tone) const;

    const widgets::ThemeSource &m_themes;
    Timestamp m_now{};
};

} // namespace readyroom::fleetui
