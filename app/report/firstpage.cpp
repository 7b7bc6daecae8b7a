// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/firstpage.h"

#include "app/report/paper.h"
#include "app/report/typesetting.h"
#include "app/report/words.h"
#include "ui/paint/dialpainter.h"
#include "ui/paint/resultmark.h"
#include "ui/paint/scorebar.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace readyroom::report {

using paint::TextSize;
using paint::Weight;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::report)
};

constexpr QSizeF dialSize(250.0, 196.0);
constexpr double rowPadding = 5.0;

/// Where the columns of a category begin, as shares of the width, and how wide each is.
struct Columns {
    double bar, figure, letter, note;
    double nameWidth, barWidth, figureWidth, letterWidth, noteWidth;
};

Columns columnsOf(double width)
{
    return {.bar = width * 0.29,
            .figure = width * 0.51,
            .letter = width * 0.585,
            .note = width * 0.64,
            .nameWidth = width * 0.27,
            .barWidth = width * 0.21,
            .figureWidth = width * 0.065,
            .letterWidth = width * 0.05,
            .noteWidth = width * 0.36};
}

paint::DialFace faceOf(const Content &content)
{
    return {.score = content.score,
            .figure = content.score ? content.figure : QString(),
            .gate = content.gate,
            .floor = content.floor,
            .tone = paint::toneOf(content.verdict),
            .caption = content.caption};
}

void setCategory(Pages &pages, const CategoryLine &line, const paint::Theme &theme)
{
    const Columns c = columnsOf(pages.width());
    constexpr double markRoom = 15.0;
    const SetLines name = setText(line.name, {.colour = theme.text}, c.nameWidth - markRoom);
    const SetLines figure =
        setText(line.figure, {.weight = Weight::Strong, .colour = theme.text, .right = true}, c.figureWidth);
    const SetLines letter = setText(line.letter, {.colour = theme.text}, c.letterWidth);
    const SetLines note = setText(line.note, {.size = TextSize::Small, .colour = theme.mutedText}, c.noteWidth);
    const double lineHeight = heightOf(figure);
    const double height = std::max({heightOf(name), lineHeight, heightOf(note)}) + 2 * rowPadding;
    pages.keep(height);
    const double top = pages.y() + rowPadding;
    pages.put([=, &theme, mark = line.mark, score = line.score](QPainter &painter) {
        paint::paintResult(painter, {0.0, top + (lineHeight - 10.0) / 2, 10.0, 10.0}, mark, theme);
        paint::paintScoreBar(painter, {c.bar, top + (lineHeight - 6.0) / 2, c.barWidth, 6.0}, score,
                             paint::toneOf(mark), theme);
        drawLines(painter, {markRoom, top}, name);
        drawLines(painter, {c.figure, top}, figure);
        drawLines(painter, {c.letter, top}, letter);
        drawLines(painter, {c.note, top + 1.5}, note);
    });
    pages.advance(height);
}

} // namespace

void setTop(Pages &pages, const Content &content, const paint::Theme &theme)
{
    const double width = pages.width() - dialSize.width() - 16.0;
    const double top = pages.y();
    pages.put([face = faceOf(content), box = QRectF(QPointF(width + 16.0, top), dialSize), &theme](QPainter &painter) {
        paint::paintDial(painter, box, face, theme);
    });
    const TypeStyle small{.size = TextSize::Small, .colour = theme.mutedText};
    setParagraph(pages, setText(Words::tr("Readiness of %1").arg(content.service), small, width));
    setParagraph(
        pages,
        setText(content.title, {.size = TextSize::Title, .weight = Weight::Strong, .colour = theme.text}, width));
    const paint::Tone tone = paint::toneOf(content.verdict);
    setParagraph(pages,
                 setText(readiness::verdictName(content.verdict),
                         {.size = TextSize::Figure, .weight = Weight::Strong, .colour = theme.textOf(tone)}, width));
    for (const QString &why : content.why) {
        setParagraph(pages, setText(why, {.colour = theme.text}, width));
        pages.advance(3.0);
    }
    pages.advance(5.0);
    for (const QString &fact : content.facts) {
        setParagraph(pages, setText(fact, small, width));
    }
    // Only when it is still the first page: a title may be as long as its author likes.
    if (pages.strokes().size() == 1 && pages.y() < top + dialSize.height()) {
        pages.advance(top + dialSize.height() - pages.y());
    }
}

void setCategories(Pages &pages, const Content &content, const paint::Theme &theme)
{
    if (content.categories.empty()) {
        return;
    }
    setHeading(pages, Words::tr("Categories"), theme, 60.0);
    for (const CategoryLine &line : content.categories) {
        setCategory(pages, line, theme);
    }
}

} // namespace readyroom::report
