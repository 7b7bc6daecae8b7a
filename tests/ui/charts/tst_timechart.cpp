// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartexport.h"
#include "ui/charts/legendentry.h"
#include "ui/charts/plotview.h"
#include "ui/charts/timechart.h"
#include "ui/widgets/themesource.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>
#include <QXmlStreamReader>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::charts;

namespace {

constexpr std::int64_t now = 1'737'459'000'000;

std::shared_ptr<const Samples> ramp(int count, double factor = 1.0)
{
    Samples samples;
    for (int i = 0; i < count; ++i) {
        samples.push_back({now - (count - 1 - i) * 1000, factor * (i + 1)});
    }
    return std::make_shared<const Samples>(std::move(samples));
}

QString spaced(QString s)
{
    return s.replace(QChar(0x00a0), u' ');
}

struct Fixture {
    widgets::ThemeSource themes;
    TimeChart chart{themes};

    Fixture()
    {
        chart.resize(600, 300);
        chart.setTitle(u"Latency"_s);
        chart.setWindow(fromMillis(now - 60'000), fromMillis(now));
        chart.setTraces({{u"a"_s, ramp(60)}, {u"b"_s, ramp(60, 2.0)}});
        chart.show();
        (void)QTest::qWaitForWindowExposed(&chart);
    }

    [[nodiscard]] PlotView &plot() const { return *chart.findChild<PlotView *>(); }
    [[nodiscard]] QStringList legend() const
    {
        QStringList texts;
        for (const LegendEntry *entry : chart.findChildren<LegendEntry *>()) {
            texts += spaced(entry->name() + u' ' + entry->value());
        }
        return texts;
    }
    void wheel(int delta, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget *viewport = plot().viewport();
        const QPointF middle = QRectF(viewport->rect()).center();
        QWheelEvent event(middle, viewport->mapToGlobal(middle), {}, {0, delta}, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(viewport, &event);
    }
};

} // namespace

class TimeChartTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void legendTellsTheLastValue()
    {
        const Fixture f;
        QCOMPARE(f.legend(), (QStringList{u"a 60"_s, u"b 120"_s}));
        QCOMPARE(f.chart.accessibleName(), u"Latency"_s);
        QCOMPARE(spaced(f.chart.accessibleDescription()), u"a 60, b 120"_s);
    }

    void legendTellsTheValueUnderTheCrosshair()
    {
        Fixture f;
        f.chart.setCrosshair(fromMillis(now - 30'200));
        QCOMPARE(f.legend(), (QStringList{u"a 30"_s, u"b 60"_s}));
        // Far from any sample there is no value, rather than a wrong one.
        f.chart.setCrosshair(fromMillis(now - 3'600'000));
        QCOMPARE(f.legend(), (QStringList{u"a –"_s, u"b –"_s}));
        f.chart.setCrosshair({});
        QCOMPARE(f.legend().first(), u"a 60"_s);
    }

    void aClickOnTheLegendHidesTheTrace()
    {
        const Fixture f;
        auto *entry = f.chart.findChildren<LegendEntry *>().constLast();
        QTest::mouseClick(entry, Qt::LeftButton);
        QVERIFY(!f.chart.isTraceShown(u"b"_s));
        QVERIFY(f.chart.isTraceShown(u"a"_s));
        QVERIFY(!f.chart.toCsv().contains(",b"));
        QVERIFY(entry->accessibleDescription().contains(u"hidden"_s));
        QTest::keyClick(entry, Qt::Key_Space);
        QVERIFY(f.chart.isTraceShown(u"b"_s));
    }

    void hiddenTracesStayHiddenWhenDataComes()
    {
        Fixture f;
        f.chart.setTraceShown(u"b"_s, false);
        f.chart.setTraces({{u"a"_s, ramp(61)}, {u"b"_s, ramp(61, 2.0)}});
        QVERIFY(!f.chart.isTraceShown(u"b"_s));
    }

    void legendTableTellsStatisticsOfTheWindow()
    {
        Fixture f;
        f.chart.setWindow(fromMillis(now - 9000), fromMillis(now));
        f.chart.setLegendTableShown(true);
        const auto *table = f.chart.findChild<QTableView *>(u"legendTable"_s);
        QVERIFY(table->isVisible());
        const auto cell = [&](int row, int column) {
            return spaced(table->model()->index(row, column).data().toString());
        };
        QCOMPARE(cell(0, 0), u"a"_s);
        QCOMPARE(cell(0, 1), u"60"_s);
        QCOMPARE(cell(0, 2), u"51"_s);
        QCOMPARE(cell(0, 3), u"55.5"_s);
        QCOMPARE(cell(0, 4), u"60"_s);
        table->model()->setData(table->model()->index(1, 0), Qt::Unchecked, Qt::CheckStateRole);
        QVERIFY(!f.chart.isTraceShown(u"b"_s));
    }

    void theWheelZoomsAroundThePointer()
    {
        const Fixture f;
        QSignalSpy requested(&f.chart, &TimeChart::windowRequested);
        f.wheel(120);
        QCOMPARE(requested.size(), 1);
        const double span = double(toMillis(f.chart.to()) - toMillis(f.chart.from()));
        QVERIFY(std::abs(span - 48'000) < 2);
        QVERIFY(f.chart.from() > fromMillis(now - 60'000) && f.chart.to() < fromMillis(now));
        for (int i = 0; i < 60; ++i) {
            f.wheel(-120);
        }
        QVERIFY(f.chart.to() <= fromMillis(now)); // never into the future
        QVERIFY(f.chart.to() - f.chart.from() <= std::chrono::days(31));
    }

    void ctrlAndWheelZoomTheValues()
    {
        Fixture f;
        QSignalSpy requested(&f.chart, &TimeChart::windowRequested);
        const QImage before = f.chart.grab().toImage();
        f.wheel(240, Qt::ControlModifier);
        QCOMPARE(requested.size(), 0);
        QVERIFY(f.chart.grab().toImage() != before);
    }

    void spansTintTheirTime()
    {
        Fixture f;
        const auto shown = [&f] {
            f.plot().layOut();
            return f.plot().grab().toImage();
        };
        const QImage without = shown();
        const auto at = [](int second) { return fromMillis(now - 60'000 + second * 1000LL); };
        f.chart.setSpans({{.from = at(-30), .to = at(-10), .value = 60}});
        QVERIFY(shown() == without); // out of sight, whatever its value
        f.chart.setSpans({{.from = at(0), .to = at(20), .value = 60, .label = u"before 60"_s},
                          {.from = at(40),
                           .to = at(60),
                           .value = 90,
                           .band = std::pair(80.0, 100.0),
                           .label = u"after 90"_s,
                           .tone = paint::Tone::Accent}});
        const QImage with = shown();
        const QRect plot(48, 8, with.width() - 48 - 14, with.height() - 8 - 24);
        const auto isTinted = [&](double share, double height) {
            const QPoint point(plot.left() + static_cast<int>(plot.width() * share),
                               plot.bottom() - static_cast<int>(plot.height() * height));
            return with.pixel(point) != without.pixel(point);
        };
        QVERIFY(isTinted(0.1, 0.92));
        QVERIFY(!isTinted(0.5, 0.92));
        QVERIFY(isTinted(0.9, 0.92));
        // A mean above all traces is in sight, too.
        f.chart.setSpans({{.from = at(40), .to = at(60), .value = 400}});
        QVERIFY(shown() != with);
        // Where nothing was measured there is no line, only the time.
        f.chart.setSpans({{.from = at(40), .to = at(60), .value = std::nan("")}});
        QVERIFY(shown() != without);
        f.chart.setSpans({});
        QVERIFY(shown() == without);
    }

    void draggingPans()
    {
        const Fixture f;
        QSignalSpy requested(&f.chart, &TimeChart::windowRequested);
        QWidget *viewport = f.plot().viewport();
        const QPoint from = viewport->rect().center();
        QTest::mousePress(viewport, Qt::LeftButton, {}, from);
        QMouseEvent move(QEvent::MouseMove, from + QPoint(100, 0), viewport->mapToGlobal(from + QPoint(100, 0)),
                         Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(viewport, &move);
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, from + QPoint(100, 0));
        QVERIFY(requested.size() >= 1);
        QVERIFY(f.chart.to() < fromMillis(now));
        QCOMPARE(toMillis(f.chart.to()) - toMillis(f.chart.from()), 60'000);
    }

    void keysDoWhatTheMouseDoes()
    {
        Fixture f;
        QSignalSpy requested(&f.chart, &TimeChart::windowRequested);
        QSignalSpy live(&f.chart, &TimeChart::liveRequested);
        QSignalSpy crosshair(&f.chart, &TimeChart::crosshairMoved);
        QTest::keyClick(&f.chart, Qt::Key_Plus);
        QCOMPARE(requested.size(), 1);
        QTest::keyClick(&f.chart, Qt::Key_Left);
        QTest::keyClick(&f.chart, Qt::Key_Left);
        QCOMPARE(crosshair.size(), 2);
        QTest::keyClick(&f.chart, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(requested.size(), 2);
        QTest::keyClick(&f.chart, Qt::Key_Escape);
        QCOMPARE(live.size(), 1);
    }

    void linkedChartsShareCrosshairAndWindow()
    {
        const Fixture first;
        const Fixture second;
        QObject context;
        linkCharts({const_cast<TimeChart *>(&first.chart), const_cast<TimeChart *>(&second.chart)}, &context);
        QSignalSpy echo(&second.chart, &TimeChart::windowRequested);
        Q_EMIT first.plot().hovered(fromMillis(now - 20'000));
        QCOMPARE(second.legend().first(), u"a 40"_s);
        first.wheel(120);
        QCOMPARE(second.chart.from(), first.chart.from());
        QCOMPARE(second.chart.to(), first.chart.to());
        QCOMPARE(echo.size(), 0);
    }

    void theMenuCopiesTheExpression()
    {
        Fixture f;
        QMenu menu;
        f.chart.fillMenu(menu);
        QVERIFY(!menu.findChild<QAction *>(u"copyPromQl"_s)->isEnabled());
        menu.clear();
        f.chart.setExpression(u"rate(x[5m])"_s);
        QMenu second;
        f.chart.fillMenu(second);
        second.findChild<QAction *>(u"copyPromQl"_s)->trigger();
        QCOMPARE(QApplication::clipboard()->text(), u"rate(x[5m])"_s);
        QStringList texts;
        for (const QAction *action : second.actions()) {
            texts += action->text();
        }
        for (const QString &wanted : {u"Open full size"_s, u"Save as PNG…"_s, u"Save as SVG…"_s, u"Save as CSV…"_s}) {
            QVERIFY2(texts.contains(wanted), qPrintable(wanted));
        }
    }

    void csvHoldsTheWindow()
    {
        Fixture f;
        auto gaps = std::make_shared<Samples>(Samples{{now - 2000, 1.5}, {now, std::nan("")}});
        f.chart.setTraces({{u"=a,b"_s, ramp(3)}, {u"c"_s, gaps}});
        QCOMPARE(f.chart.toCsv(),
                 QByteArray("time,\"'=a,b\",c\r\n"
                            "2025-01-21T11:29:58.000Z,1,1.5\r\n"
                            "2025-01-21T11:29:59.000Z,2,\r\n"
                            "2025-01-21T11:30:00.000Z,3,\r\n"));
    }

    void svgIsVectors()
    {
        Fixture f;
        QXmlStreamReader xml(f.chart.toSvg());
        int paths = 0;
        int pictures = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() == QXmlStreamReader::StartElement) {
                paths += xml.name() == u"path"_s || xml.name() == u"polyline"_s ? 1 : 0;
                pictures += xml.name() == u"image"_s ? 1 : 0;
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(paths >= 2);
        QCOMPARE(pictures, 0);
    }

    void filesAreWrittenWholeOrNotAtAll()
    {
        const QTemporaryDir dir;
        QObject context;
        QStringList told;
        const auto done = [&](const QString &problem) { told += problem; };
        saveFile(dir.filePath(u"a.csv"_s), "x", &context, done);
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(told.last(), QString());
        QFile file(dir.filePath(u"a.csv"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("x"));
        saveFile(dir.filePath(u"none/a.csv"_s), "x", &context, done);
        QTRY_COMPARE(told.size(), 2);
        QVERIFY(told.last().contains(u"could not be written"_s));
    }

    void emptyStaleAndLoadedDiffer()
    {
        Fixture f;
        const QImage full = f.chart.grab().toImage();
        f.chart.setNotice(u"No answer for 1 min 12 s."_s);
        const QImage stale = f.chart.grab().toImage();
        f.chart.setTraces({});
        f.chart.setEmptyText(u"No data yet."_s);
        const QImage empty = f.chart.grab().toImage();
        QVERIFY(full != stale && stale != empty && full != empty);
    }

    void followsTheTheme()
    {
        Fixture f;
        const QColor light = f.chart.toImage(1.0).pixelColor(2, 2);
        f.themes.setTheme(paint::Theme::dark());
        QCOMPARE(f.chart.toImage(1.0).pixelColor(2, 2), paint::Theme::dark().surface);
        QVERIFY(light != paint::Theme::dark().surface);
        QCOMPARE(f.chart.toImage(2.0).size(), f.chart.size() * 2);
    }

    void survivesStrangeData()
    {
        Fixture f;
        const double inf = std::numeric_limits<double>::infinity();
        f.chart.setTraces(
            {{u"<b>x</b>"_s, std::make_shared<Samples>(Samples{{now - 3, inf}, {now - 2, -inf}, {now, 1e300}})},
             {u"none"_s, nullptr},
             {u"nan"_s, std::make_shared<Samples>(Samples{{now, std::nan("")}})}});
        f.chart.setWindow(fromMillis(now), fromMillis(now - 5)); // reversed: ignored
        QCOMPARE(f.chart.to(), fromMillis(now));
        f.chart.resize(60, 40);
        QVERIFY(!f.chart.grab().isNull());
    }
};

QTEST_MAIN(TimeChartTest)
#include "tst_timechart.moc"
