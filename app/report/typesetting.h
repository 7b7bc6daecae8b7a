// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/typography.h"

#include <QColor>
#include <QPointF>
#include <QString>

#include <memory>
#include <vector>

class QPainter;
class QTextLayout;

/// Text for paper. All lengths are in units of 1/108 inch, in which the type scale of ui/paint reads well on paper:
/// text of 13 units is 8.7 pt.
namespace readyroom::report {

struct TypeStyle {
    paint::TextSize size = paint::TextSize::Body;
    paint::Weight weight = paint::Weight::Regular;
    QColor colour = {};
    bool right = false; ///< aligned to the right edge
};

/// One line of a text that was wrapped. Lines of one text share its layout.
struct SetLine {
    std::shared_ptr<const QTextLayout> layout;
    int index = 0;
    double height = 0.0;
    QColor colour = {};
};
using SetLines = std::vector<SetLine>;

/// Breaks between words, and inside words that are wider than `width`. Empty text has no lines.
[[nodiscard]] SetLines setText(const QString &text, const TypeStyle &style, double width);
[[nodiscard]] double heightOf(const SetLines &lines);
/// `at` is the upper left corner of the line.
void drawLine(QPainter &painter, const QPointF &at, const SetLine &line);
void drawLines(QPainter &painter, QPointF at, const SetLines &lines);
/// One line that is cut with "…" where it is too wide.
[[nodiscard]] SetLines setElided(const QString &text, const TypeStyle &style, double width);

} // namespace readyroom::report
