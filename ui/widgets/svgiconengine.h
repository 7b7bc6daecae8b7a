// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIconEngine>
#include <QString>

namespace readyroom::widgets {

/// Draws an SVG at whatever size is asked for, so that it is never a scaled picture. The word `currentColor` in the
/// file becomes the given colour; with an invalid colour the file keeps its own.
class SvgIconEngine final : public QIconEngine {
public:
    SvgIconEngine(QString file, QColor colour, QColor disabled);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    [[nodiscard]] QIconEngine *clone() const override;

private:
    QString m_file;
    QColor m_colour;
    QColor m_disabled;
};

} // namespace readyroom::widgets
