// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/typesetting.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>
#include <QTextOption>

namespace readyroom::report {

namespace {

/// Unhinted, so that letters stand where they stand on paper, not where pixels of a screen are; and without ligatures,
/// which Qt leaves out as soon as letters are spaced at all, so that "floor" is found by those who search for it.
QFont fontOf(const TypeStyle &style)
{
    QFont font = paint::font(style.size, style.weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.02);
    return font;
}

} // namespace

SetLines setText(const QString &text, const TypeStyle &style, double width)
{
    if (text.isEmpty()) {
        return {};
    }
    const auto layout = std::make_shared<QTextLayout>(text, fontOf(style));
    QTextOption option(Qt::AlignAbsolute | (style.right ? Qt::AlignRight : Qt::AlignLeft));
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout->setTextOption(option);
    layout->setCacheEnabled(true);
    SetLines lines;
    layout->beginLayout();
    for (QTextLine line = layout->createLine(); line.isValid(); line = layout->createLine()) {
        line.setLineWidth(width);
        lines.push_back({layout, int(lines.size()), line.height(), style.colour});
    }
    layout->endLayout();
    return lines;
}

double heightOf(const SetLines &lines)
{
    double height = 0.0;
    for (const SetLine &line : lines) {
        height += line.height;
    }
    return height;
}

void drawLine(QPainter &painter, const QPointF &at, const SetLine &line)
{
    painter.setPen(line.colour);
    const QTextLine set = line.layout->lineAt(line.index);
    set.draw(&painter, at - set.position());
}

void drawLines(QPainter &painter, QPointF at, const SetLines &lines)
{
    for (const SetLine &line : lines) {
        drawLine(painter, at, line);
        at.ry() += line.height;
    }
}

SetLines setElided(const QString &text, const TypeStyle &style, double width)
{
    return setText(QFontMetricsF(fontOf(style)).elidedText(text, Qt::ElideRight, width), style, width + 1.0);
}

} // namespace readyroom::report
