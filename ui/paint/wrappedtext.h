// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

/// Plain text in as many lines as it needs, but no more than a row or card can bear; what does not fit ends in an
/// ellipsis. Breaks between words, and within one that is wider than a line.
namespace readyroom::paint {

[[nodiscard]] double wrappedHeight(const QString &text, const QFont &font, double width, int mostLines);

/// With the font and the pen of the painter, from the top of `box`. Says whether all of it was drawn.
bool drawWrapped(QPainter &painter, const QRectF &box, const QString &text, int mostLines,
                 Qt::Alignment alignment = Qt::AlignLeft);

/// Whether wrappedHeight() has room for all of it.
[[nodiscard]] bool fitsWrapped(const QString &text, const QFont &font, double width, int mostLines);

} // namespace readyroom::paint
