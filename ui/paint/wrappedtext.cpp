// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/wrappedtext.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace readyroom::paint {

namespace {

/// No card shows more, and laying out a megabyte takes its time.
constexpr qsizetype longest = 4000;

struct Wrapped {
    QStringList lines;
    bool whole = true;
};

Wrapped wrap(const QString &text, const QFont &font, double width, int mostLines)
{
    Wrapped wrapped;
    QString shown = text.left(longest);
    wrapped.whole = shown.size() == text.size();
    shown.replace(u'\n', QChar::LineSeparator);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    QTextLayout layout(shown, font);
    layout.setTextOption(option);
    layout.beginLayout();
    while (true) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) {
            break;
        }
        line.setLineWidth(width);
        if (wrapped.lines.size() + 1 == mostLines && line.textStart() + line.textLength() < shown.size()) {
            QString rest = shown.mid(line.textStart());
            rest.replace(QChar::LineSeparator, u' ');
            wrapped.lines += QFontMetricsF(font).elidedText(rest, Qt::ElideRight, width);
            wrapped.whole = false;
            break;
        }
        wrapped.lines += shown.mid(line.textStart(), line.textLength()).remove(QChar::LineSeparator);
    }
    layout.endLayout();
    return wrapped;
}

} // namespace

double wrappedHeight(const QString &text, const QFont &font, double width, int mostLines)
{
    return static_cast<double>(wrap(text, font, std::max(width, 1.0), mostLines).lines.size())
        * QFontMetricsF(font).lineSpacing();
}

bool fitsWrapped(const QString &text, const QFont &font, double width, int mostLines)
{
    return wrap(text, font, std::max(width, 1.0), mostLines).whole;
}

bool drawWrapped(QPainter &painter, const QRectF &box, const QString &text, int mostLines, Qt::Alignment alignment)
{
    const Wrapped wrapped = wrap(text, painter.font(), std::max(box.width(), 1.0), mostLines);
    const double spacing = QFontMetricsF(painter.font()).lineSpacing();
    QRectF line(box.left(), box.top(), box.width(), spacing);
    for (const QString &each : wrapped.lines) {
        painter.drawText(line, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine, each.trimmed());
        line.translate(0, spacing);
    }
    return wrapped.whole;
}

} // namespace readyroom::paint
