// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/svgiconengine.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <utility>

using namespace Qt::StringLiterals;

namespace readyroom::widgets {

SvgIconEngine::SvgIconEngine(QString file, QColor colour, QColor disabled)
    : m_file(std::move(file))
    , m_colour(colour)
    , m_disabled(disabled)
{
}

void SvgIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State)
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly)) {
        return;
    }
    QByteArray svg = file.readAll();
    const QColor colour = mode == QIcon::Disabled ? m_disabled : m_colour;
    if (colour.isValid()) {
        svg.replace("currentColor", colour.name().toLatin1());
    }
    QSvgRenderer renderer(svg);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (colour.isValid()) {
        painter->setOpacity(painter->opacity() * static_cast<double>(colour.alphaF()));
    }
    renderer.render(painter, rect);
    painter->restore();
}

QPixmap SvgIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1.0);
}

QPixmap SvgIconEngine::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal)
{
    // Qt hands the size in device pixels already, and sets the ratio on what it gets.
    const QColor colour = mode == QIcon::Disabled ? m_disabled : m_colour;
    const QString key =
        u"readyroom-icon %1 %2 %3x%4"_s.arg(m_file, colour.isValid() ? colour.name(QColor::HexArgb) : u"own"_s,
                                            QString::number(size.width()), QString::number(size.height()));
    QPixmap picture;
    if (!QPixmapCache::find(key, &picture)) {
        picture = QPixmap(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        painter.end();
        QPixmapCache::insert(key, picture);
    }
    return picture;
}

QIconEngine *SvgIconEngine::clone() const
{
    return new SvgIconEngine(m_file, m_colour, m_disabled);
}

} // namespace readyroom::widgets
