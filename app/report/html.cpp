// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/report.h"

#include "app/report/content.h"
#include "app/report/htmlpictures.h"
#include "app/report/htmlstyle.h"
#include "app/report/words.h"

#include <QCoreApplication>

namespace readyroom::report {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::report)
};

void writeHead(HtmlWriter &html, const Content &content)
{
    html.open("head"_L1);
    html.leaf("meta"_L1, {{"charset"_L1, u"utf-8"_s}});
    html.leaf("meta"_L1, {{"name"_L1, u"viewport"_s}, {"content"_L1, u"width=device-width, initial-scale=1"_s}});
    // Nothing is loaded and nothing runs, whatever the texts of services say.
    html.leaf("meta"_L1,
              {{"http-equiv"_L1, u"Content-Security-Policy"_s},
               {"content"_L1, u"default-src 'none'; style-src 'unsafe-inline'"_s}});
    html.element("title"_L1, readiness::verdictName(content.verdict) + u" · "_s + content.running);
    html.element("style"_L1, htmlStyle());
    html.close();
    html.lineEnd();
}

void writeList(HtmlWriter &html, const QStringList &entries, const QString &className)
{
    if (entries.isEmpty()) {
        return;
    }
    html.open("ul"_L1, {{"class"_L1, className}});
    for (const QString &entry : entries) {
        html.element("li"_L1, entry);
        html.lineEnd();
    }
    html.close();
}

void writeTop(HtmlWriter &html, const Content &content)
{
    const readiness::ItemResult mark = markOf(content.verdict);
    html.open("header"_L1);
    html.open("div"_L1, {{"class"_L1, u"lead"_s}});
    html.element("p"_L1, Words::tr("Readiness of %1").arg(content.service), {{"class"_L1, u"kind"_s}});
    html.element("h1"_L1, content.title);
    html.open("p"_L1, {{"class"_L1, u"verdict "_s + classOf(mark)}});
    writeMark(html, mark);
    html.element("span"_L1, readiness::verdictName(content.verdict));
    html.close();
    writeList(html, content.why, u"why"_s);
    writeList(html, content.facts, u"facts"_s);
    html.close();
    writeDial(html, content);
    html.close();
    html.lineEnd();
}

QString anchor(std::size_t index)
{
    return u"s"_s + QString::number(index);
}

void writeNavigation(HtmlWriter &html, const std::vector<Section> &sections)
{
    html.open("nav"_L1, {{"aria-label"_L1, Words::tr("Parts of this report")}});
    for (std::size_t i = 0; i < sections.size(); ++i) {
        html.element("a"_L1, sections[i].title, {{"href"_L1, u'#' + anchor(i)}});
        html.lineEnd();
    }
    html.close();
}

void writeColumns(HtmlWriter &html, const std::vector<Column> &columns)
{
    double all = 0.0;
    for (const Column &column : columns) {
        all += column.share;
    }
    html.open("colgroup"_L1);
    for (const Column &column : columns) {
        html.leaf("col"_L1, {{"style"_L1, u"width:"_s + QString::number(column.share / all * 100.0, 'f', 2) + u'%'}});
    }
    html.close();
    html.open("thead"_L1);
    html.open("tr"_L1);
    for (const Column &column : columns) {
        html.element("th"_L1, column.title,
                     {{"scope"_L1, u"col"_s}, {"class"_L1, column.numeric ? u"num"_s : u"words"_s}});
    }
    html.close();
    html.close();
    html.lineEnd();
}

void writeCell(HtmlWriter &html, const Column &column, const Cell &cell)
{
    html.open("td"_L1, {{"class"_L1, column.numeric ? u"num"_s : u"words"_s}});
    if (!cell.text.isEmpty()) {
        html.open("span"_L1,
                  {{"class"_L1,
                    (cell.mark ? u"word "_s + classOf(*cell.mark) : QString(u"text"_s))
                        + (cell.strong ? u" strong"_s : QString())}});
        if (cell.mark) {
            writeMark(html, *cell.mark);
        }
        html.element("span"_L1, cell.text);
        html.close();
    }
    for (const QString &line : cell.more) {
        html.element("div"_L1, line, {{"class"_L1, u"more"_s}});
    }
    html.close();
}

void writeTable(HtmlWriter &html, const Table &table)
{
    if (!table.title.isEmpty()) {
        html.element("h3"_L1, table.title);
    }
    html.open("div"_L1, {{"class"_L1, u"scroll"_s}});
    html.open("table"_L1);
    writeColumns(html, table.columns);
    html.open("tbody"_L1);
    for (const Row &row : table.rows) {
        html.open("tr"_L1);
        for (std::size_t i = 0; i < row.size(); ++i) {
            writeCell(html, table.columns[i], row[i]);
        }
        html.close();
        html.lineEnd();
    }
    html.close();
    html.close();
    html.close();
}

void writeSection(HtmlWriter &html, const Section &section, const QString &id)
{
    html.open("section"_L1, {{"id"_L1, id}});
    html.element("h2"_L1, section.title);
    if (!section.intro.isEmpty()) {
        html.element("p"_L1, section.intro, {{"class"_L1, u"intro"_s}});
    }
    writeList(html, section.list, u"list"_s);
    for (const Table &table : section.tables) {
        writeTable(html, table);
    }
    html.close();
    html.lineEnd();
}

void writeCategory(HtmlWriter &html, const CategoryLine &line)
{
    html.open("tr"_L1);
    html.open("td"_L1);
    html.open("span"_L1, {{"class"_L1, u"word"_s}});
    writeMark(html, line.mark);
    html.element("span"_L1, line.name);
    html.close();
    html.close();
    html.open("td"_L1);
    writeBar(html, line);
    html.close();
    html.element("td"_L1, line.figure, {{"class"_L1, u"num strong"_s}});
    html.element("td"_L1, line.letter);
    html.element("td"_L1, line.note, {{"class"_L1, u"more"_s}});
    html.close();
    html.lineEnd();
}

void writeCategories(HtmlWriter &html, const Content &content)
{
    html.open("section"_L1, {{"class"_L1, u"cats"_s}});
    html.element("h2"_L1, Words::tr("Categories"));
    html.open("div"_L1, {{"class"_L1, u"scroll"_s}});
    html.open("table"_L1);
    writeColumns(html,
                 {{Words::tr("Category"), 26},
                  {Words::tr("Of 100"), 30},
                  {Words::tr("Score"), 8, true},
                  {Words::tr("Letter"), 8},
                  {Words::tr("Note"), 28}});
    html.open("tbody"_L1);
    for (const CategoryLine &line : content.categories) {
        writeCategory(html, line);
    }
    html.close();
    html.close();
    html.close();
    html.close();
    html.lineEnd();
}

} // namespace

QByteArray html(const readiness::Assessment &assessment, const Context &context)
{
    const Content content = contentOf(assessment, context);
    std::vector<Section> sections = content.summary;
    sections.insert(sections.end(), content.sections.begin(), content.sections.end());
    QByteArray out;
    HtmlWriter html(&out);
    html.lineEnd();
    html.open("html"_L1, {{"xmlns"_L1, u"http://www.w3.org/1999/xhtml"_s}, {"lang"_L1, u"en"_s}});
    writeHead(html, content);
    html.open("body"_L1);
    writeShapes(html);
    html.open("main"_L1);
    writeTop(html, content);
    writeNavigation(html, sections);
    writeCategories(html, content);
    for (std::size_t i = 0; i < sections.size(); ++i) {
        writeSection(html, sections[i], anchor(i));
    }
    html.element("footer"_L1,
                 content.program.isEmpty() ? content.running : content.program + u" · "_s + content.running);
    html.close();
    html.close();
    html.close();
    return out + '\n';
}

} // namespace readyroom::report
