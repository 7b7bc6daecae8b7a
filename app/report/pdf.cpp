// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/pdf.h"

#include "app/report/firstpage.h"
#include "app/report/paper.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>

namespace readyroom::report {

using namespace Qt::StringLiterals;
using paint::TextSize;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::report)
};

constexpr double unitsPerInch = 108.0;
constexpr int dotsPerInch = 1200;
constexpr double millimetre = unitsPerInch / 25.4;
constexpr QSizeF paper(210.0 * millimetre, 297.0 * millimetre);
constexpr double margin = 16.0 * millimetre;
constexpr double headMargin = 20.0 * millimetre; ///< from the edge of the paper to the body
constexpr double footMargin = 18.0 * millimetre;

Pages pagesOf(const Content &content, const paint::Theme &theme)
{
    Pages pages(paper.width() - 2 * margin, paper.height() - headMargin - footMargin);
    setTop(pages, content, theme);
    setCategories(pages, content, theme);
    for (const std::vector<Section> *sections : {&content.summary, &content.sections}) {
        for (const Section &section : *sections) {
            setSection(pages, section, theme);
        }
    }
    return pages;
}

/// What stands over and under the body of every page.
void drawFrame(QPainter &painter, const Pages &pages, std::size_t number, const Content &content,
               const paint::Theme &theme)
{
    const TypeStyle small{.size = TextSize::Small, .colour = theme.mutedText};
    TypeStyle right = small;
    right.right = true;
    const double half = pages.width() / 2;
    const double foot = pages.height() + 7.0 * millimetre;
    // The first page has all of this in its title.
    if (number > 0) {
        const double head = -9.0 * millimetre;
        drawLines(painter, {0.0, head}, setElided(content.running, small, pages.width() * 0.72));
        drawLines(painter, {pages.width() * 0.75, head},
                  setElided(Words::tr("%1, score %2").arg(readiness::verdictName(content.verdict), content.figure),
                            right, pages.width() * 0.25 - 1.0));
        painter.setPen(QPen(theme.hairline, 0.75));
        painter.drawLine(QLineF(0.0, head + 18.0, pages.width(), head + 18.0));
    }
    drawLines(painter, {0.0, foot}, setElided(content.program, small, half));
    drawLines(
        painter, {half, foot},
        setElided(Words::tr("Page %1 of %2").arg(QString::number(number + 1), QString::number(pages.strokes().size())),
                  right, half - 1.0));
}

void draw(QPdfWriter &writer, const Pages &pages, const Content &content, const paint::Theme &theme)
{
    QPainter painter(&writer);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(dotsPerInch / unitsPerInch, dotsPerInch / unitsPerInch);
    painter.translate(margin, headMargin);
    for (std::size_t number = 0; number < pages.strokes().size(); ++number) {
        if (number > 0) {
            writer.newPage();
        }
        drawFrame(painter, pages, number, content, theme);
        for (const Pages::Stroke &stroke : pages.strokes()[number]) {
            stroke(painter);
        }
    }
}

} // namespace

Result<QByteArray> pdf(const readiness::Assessment &assessment, const Context &context)
{
    if (qobject_cast<QGuiApplication *>(QCoreApplication::instance()) == nullptr) {
        return failure(Error::Kind::Unsupported, Words::tr("This program cannot set type, so it makes no PDF."));
    }
    const Content content = contentOf(assessment, context);
    const paint::Theme &theme = paint::Theme::light();
    const Pages pages = pagesOf(content, theme);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly)) {
        return failure(Error::Kind::Io, Words::tr("There is no memory for the PDF."));
    }
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF());
    writer.setResolution(dotsPerInch);
    writer.setTitle(content.running);
    writer.setCreator(content.program);
    draw(writer, pages, content, theme);
    return bytes;
}

} // namespace readyroom::report
