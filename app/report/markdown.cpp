// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/report.h"

#include "app/report/content.h"
#include "app/report/markdowntext.h"
#include "app/report/terminal.h"

#include <QCoreApplication>

namespace readyroom::report {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::report)
};

QString cellText(const Cell &cell)
{
    QStringList lines;
    if (!cell.text.isEmpty()) {
        const QString text = escapedMarkdown(cell.text);
        lines += cell.mark ? QString(shapeOf(*cell.mark) + u' ' + text) : cell.strong ? u"**"_s + text + u"**"_s : text;
    }
    for (const QString &line : cell.more) {
        lines += escapedMarkdown(line);
    }
    return lines.join(u"<br>"_s);
}

QString tableRow(const QStringList &cells)
{
    return u"| "_s + cells.join(u" | "_s) + u" |\n"_s;
}

QString tableText(const std::vector<Column> &columns, const std::vector<QStringList> &rows)
{
    QStringList titles;
    QStringList rules;
    for (const Column &column : columns) {
        titles += escapedMarkdown(column.title);
        rules += column.numeric ? u"---:"_s : u":---"_s;
    }
    QString out = tableRow(titles) + tableRow(rules);
    for (const QStringList &row : rows) {
        out += tableRow(row);
    }
    return out + u'\n';
}

QString tableText(const Table &table)
{
    std::vector<QStringList> rows;
    for (const Row &row : table.rows) {
        QStringList cells;
        for (const Cell &cell : row) {
            cells += cellText(cell);
        }
        rows.push_back(cells);
    }
    return tableText(table.columns, rows);
}

QString sectionText(const Section &section)
{
    QString out = u"## "_s + escapedMarkdown(section.title) + u"\n\n"_s;
    if (!section.intro.isEmpty()) {
        out += escapedMarkdown(section.intro) + u"\n\n"_s;
    }
    for (const QString &entry : section.list) {
        out += u"- "_s + escapedMarkdown(entry) + u'\n';
    }
    if (!section.list.isEmpty()) {
        out += u'\n';
    }
    for (const Table &table : section.tables) {
        if (!table.title.isEmpty()) {
            out += u"### "_s + escapedMarkdown(table.title) + u"\n\n"_s;
        }
        out += tableText(table);
    }
    return out;
}

QString categoriesText(const Content &content)
{
    std::vector<QStringList> rows;
    for (const CategoryLine &line : content.categories) {
        rows.push_back({shapeOf(line.mark) + u' ' + escapedMarkdown(line.name), u'`' + textBar(line.score, 20) + u'`',
                        escapedMarkdown(line.figure), escapedMarkdown(line.letter), escapedMarkdown(line.note)});
    }
    return u"## "_s + Words::tr("Categories") + u"\n\n"_s
        + tableText({{Words::tr("Category")},
                     {Words::tr("Bar")},
                     {Words::tr("Score"), 1.0, true},
                     {Words::tr("Letter")},
                     {Words::tr("Note")}},
                    rows);
}

} // namespace

QByteArray markdown(const readiness::Assessment &assessment, const Context &context)
{
    const Content content = contentOf(assessment, context);
    QString out =
        u"# "_s + escapedMarkdown(content.title) + u": "_s + readiness::verdictName(content.verdict) + u"\n\n"_s;
    out +=
        u"**"_s + Words::tr("Score %1").arg(content.figure) + u"** · "_s + escapedMarkdown(content.caption) + u"\n\n"_s;
    for (const QString &why : content.why) {
        out += u"- "_s + escapedMarkdown(why) + u'\n';
    }
    out += u'\n';
    for (const QString &fact : content.facts) {
        out += escapedMarkdown(fact) + u"  \n"_s;
    }
    out += u'\n' + categoriesText(content);
    for (const std::vector<Section> *sections : {&content.summary, &content.sections}) {
        for (const Section &section : *sections) {
            out += sectionText(section);
        }
    }
    return out.trimmed().toUtf8() + '\n';
}

} // namespace readyroom::report
