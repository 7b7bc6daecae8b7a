// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/pages.h"
#include "app/report/tablesetter.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::report;

namespace {

Table tableOf(const QList<int> &words)
{
    Table table{.columns = {{u"Item"_s, 1.0}, {u"Number"_s, 1.0, true}}};
    for (const int count : words) {
        table.rows.push_back({{.text = u"word "_s.repeated(count).trimmed()}, {.text = QString::number(count)}});
    }
    return table;
}

} // namespace

class PagesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePageIsTurnedWhenThereIsNoRoom()
    {
        Pages pages(100.0, 50.0);
        pages.keep(80.0); // more than a page has: it begins here all the same
        QCOMPARE(pages.strokes().size(), std::size_t(1));
        pages.gap(7.0);
        QCOMPARE(pages.y(), 0.0);
        pages.advance(30.0);
        pages.gap(5.0);
        QCOMPARE(pages.y(), 35.0);
        QCOMPARE(pages.room(), 15.0);
        pages.keep(15.0);
        QCOMPARE(pages.strokes().size(), std::size_t(1));
        pages.keep(15.1);
        QCOMPARE(pages.strokes().size(), std::size_t(2));
        QCOMPARE(pages.y(), 0.0);
    }

    void textIsBrokenAtTheWidth()
    {
        const TypeStyle style{.colour = Qt::black};
        QVERIFY(setText({}, style, 100.0).empty());
        QCOMPARE(setText(u"one"_s, style, 100.0).size(), std::size_t(1));
        const SetLines words = setText(u"one two three four five six seven eight nine ten"_s, style, 100.0);
        QVERIFY(words.size() >= 3);
        const SetLines unbroken = setText(QString(60, u'W'), style, 100.0);
        QVERIFY(unbroken.size() >= 6);
        QCOMPARE(heightOf(unbroken), unbroken.front().height * double(unbroken.size()));
        QCOMPARE(setElided(QString(60, u'W'), style, 100.0).size(), std::size_t(1));
    }

    void aRowStaysOnOnePage()
    {
        const Table table = tableOf({1, 1, 1, 1, 1, 1, 1, 1});
        Pages pages(300.0, 120.0);
        TableSetter(pages, table, paint::Theme::light()).set();
        // Head and rule, then for each row its two cells and a rule: no page holds part of a row.
        std::size_t rows = 0;
        for (const std::vector<Pages::Stroke> &page : pages.strokes()) {
            constexpr std::size_t head = 3;
            QCOMPARE((page.size() - head) % 3, std::size_t(0));
            rows += (page.size() - head) / 3;
        }
        QCOMPARE(rows, table.rows.size());
        QVERIFY(pages.strokes().size() > 1);
    }

    void aRowTallerThanAPageRunsOn()
    {
        const Table table = tableOf({1, 400, 1});
        Pages pages(300.0, 120.0);
        TableSetter(pages, table, paint::Theme::light()).set();
        QVERIFY(pages.strokes().size() > 3);
        for (const std::vector<Pages::Stroke> &page : pages.strokes()) {
            QVERIFY(page.size() > 3); // more than the head: no page is empty
        }
        QVERIFY(pages.y() <= pages.height());
    }

    void aLineTallerThanAPageEndsAllTheSame()
    {
        const Table table = tableOf({3});
        Pages pages(300.0, 8.0);
        TableSetter(pages, table, paint::Theme::light()).set();
        QVERIFY(pages.strokes().size() < 10);
    }
};

QTEST_MAIN(PagesTest)
#include "tst_pages.moc"
