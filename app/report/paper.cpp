// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/paper.h"

#include "app/report/tablesetter.h"

#include <QPainter>

#include <algorithm>

namespace readyroom::report {

using namespace Qt::StringLiterals;
using paint::TextSize;
using paint::Weight;

namespace {

constexpr double headingGap = 22.0;
constexpr double bulletRoom = 12.0;

/// Most entries of a list are short; one that is not begins where it is and runs on.
void setEntry(Pages &pages, const QString &entry, const paint::Theme &theme)
{
    const SetLines lines = setText(entry, {.colour = theme.text}, pages.width() - bulletRoom);
    if (lines.empty()) {
        return;
    }
    pages.keep(std::min(heightOf(lines), pages.height() / 4));
    const QRectF bullet(2.0, pages.y() + lines.front().height / 2 - 1.5, 3.0, 3.0);
    pages.put([bullet, colour = theme.mutedText](QPainter &painter) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(bullet);
        painter.setBrush(Qt::NoBrush);
    });
    setParagraph(pages, lines, bulletRoom);
    pages.advance(2.0);
}

} // namespace

void setParagraph(Pages &pages, const SetLines &lines, double left)
{
    for (const SetLine &line : lines) {
        pages.keep(line.height);
        pages.put([line, at = QPointF(left, pages.y())](QPainter &painter) { drawLine(painter, at, line); });
        pages.advance(line.height);
    }
}

void setHeading(Pages &pages, const QString &title, const paint::Theme &theme, double following)
{
    const SetLines lines =
        setText(title, {.size = TextSize::Heading, .weight = Weight::Strong, .colour = theme.text}, pages.width());
    pages.keep(headingGap + heightOf(lines) + following);
    pages.gap(headingGap);
    setParagraph(pages, lines);
    pages.advance(4.0);
}

void setSection(Pages &pages, const Section &section, const paint::Theme &theme)
{
    const SetLines intro = setText(section.intro, {.colour = theme.mutedText}, pages.width());
    const double table = section.tables.empty() ? 0.0 : TableSetter(pages, section.tables.front(), theme).beginning();
    setHeading(pages, section.title, theme, std::max(heightOf(intro) + table, 24.0));
    setParagraph(pages, intro);
    if (!intro.empty() && !section.list.isEmpty()) {
        pages.advance(5.0);
    }
    for (const QString &entry : section.list) {
        setEntry(pages, entry, theme);
    }
    for (const Table &one : section.tables) {
        TableSetter(pages, one, theme).set();
    }
}

} // namespace readyroom::report
