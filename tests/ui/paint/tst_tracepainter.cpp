// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/tracepainter.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>
#include <numbers>
#include <random>

using namespace Qt::StringLiterals;
using readyroom::series::Sample;
using namespace readyroom::paint;

namespace {

constexpr QSize size(420, 200);
constexpr std::int64_t start = 1'700'000'000'000;

std::vector<Sample> wave(int count, std::int64_t stepMs, double noise, bool holes)
{
    std::mt19937 random(42);
    std::uniform_real_distribution<double> unit(-1, 1);
    std::vector<Sample> samples;
    for (int i = 0; i < count; ++i) {
        const double x = double(i) / count;
        if (holes && ((x > 0.3 && x < 0.35) || i % 401 == 0)) {
            continue;
        }
        double v = 0.5 + 0.3 * std::sin(x * 4 * std::numbers::pi) + noise * unit(random);
        if (i == count / 2) {
            v = 0.98; // one peak of one sample
        }
        samples.push_back({start + i * stepMs, v});
    }
    return samples;
}

PlotMap mapFor(const std::vector<Sample> &samples, double ratio)
{
    return PlotMap::forWindow(QRectF(10, 10, 400, 180), ratio, static_cast<double>(samples.front().t),
                              static_cast<double>(samples.back().t), 0.0, 1.0);
}

QImage blank(double ratio)
{
    QImage image(size * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::white);
    return image;
}

QImage ours(const std::vector<Sample> &samples, const PlotMap &map, double maxGap)
{
    M4 m4;
    m4.setGrid(map.columnMs, maxGap);
    m4.setSamples(std::make_shared<const std::vector<Sample>>(samples));
    QImage image = blank(map.columnsPerPixel);
    QPainter painter(&image);
    painter.setClipRect(map.plot);
    TracePainter trace;
    trace.paint(painter, map, m4.columns(map.firstColumn, map.firstColumn + map.columnCount()), Qt::black);
    return image;
}

/// Every point, with the same pen: one device pixel for bars, an antialiased one for a line.
QImage reference(const std::vector<Sample> &samples, const PlotMap &map, double maxGap, bool dense)
{
    QImage image = blank(map.columnsPerPixel);
    QPainter painter(&image);
    painter.setClipRect(map.plot);
    painter.setRenderHint(QPainter::Antialiasing, !dense);
    painter.setPen(dense ? QPen(Qt::black, 0.0)
                         : QPen(Qt::black, traceWidth, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
    QPolygonF line;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (i > 0 && static_cast<double>(samples[i].t - samples[i - 1].t) > maxGap) {
            painter.drawPolyline(line);
            line.clear();
        }
        line.append(map.point(samples[i]));
    }
    painter.drawPolyline(line);
    return image;
}

bool lit(const QImage &image, int x, int y)
{
    return qGray(image.pixel(x, y)) < 128;
}

bool touched(const QImage &image, int x, int y)
{
    return qGray(image.pixel(x, y)) < 250;
}

/// The first lit pixel of `a` without a touched pixel of `b` within one pixel; empty when there is none.
QString farPixel(const QImage &a, const QImage &b)
{
    for (int y = 1; y < a.height() - 1; ++y) {
        for (int x = 1; x < a.width() - 1; ++x) {
            if (!lit(a, x, y)) {
                continue;
            }
            bool near = false;
            for (int dy = -1; dy <= 1; ++dy) {
                for (int dx = -1; dx <= 1; ++dx) {
                    near = near || touched(b, x + dx, y + dy);
                }
            }
            if (!near) {
                return u"pixel %1,%2"_s.arg(x).arg(y);
            }
        }
    }
    return {};
}

/// For each column of pixels the highest and lowest point (device pixels) of the line through every sample; reversed
/// where it does not pass.
std::vector<std::pair<double, double>> passedByTheLine(const std::vector<Sample> &samples, const PlotMap &map,
                                                       double maxGap, int width)
{
    std::vector<std::pair<double, double>> range(static_cast<std::size_t>(width), {1e9, -1e9});
    const auto reach = [&](int x, double y) {
        if (x >= 0 && x < width) {
            auto &r = range[static_cast<std::size_t>(x)];
            r = {std::min(r.first, y), std::max(r.second, y)};
        }
    };
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const QPointF b = map.point(samples[i]) * map.columnsPerPixel;
        reach(static_cast<int>(std::floor(b.x() + 1e-7)), b.y());
        if (i == 0 || static_cast<double>(samples[i].t - samples[i - 1].t) > maxGap) {
            continue;
        }
        const QPointF a = map.point(samples[i - 1]) * map.columnsPerPixel;
        for (int x = static_cast<int>(std::floor(a.x())) + 1; x <= static_cast<int>(std::floor(b.x())); ++x) {
            const double y = a.y() + (b.y() - a.y()) * (x - a.x()) / (b.x() - a.x());
            reach(x - 1, y);
            reach(x, y);
        }
    }
    return range;
}

std::pair<int, int> extent(const QImage &image, int x)
{
    int top = -1;
    int bottom = -1;
    for (int y = 0; y < image.height(); ++y) {
        if (lit(image, x, y)) {
            top = top < 0 ? y : top;
            bottom = y;
        }
    }
    return {top, bottom};
}

} // namespace

class TracePainterTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void samePixelsAsAllPoints_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<double>("noise");
        QTest::addColumn<bool>("holes");
        QTest::addColumn<double>("ratio");
        QTest::addColumn<bool>("dense");
        QTest::newRow("sparse") << 60 << 0.1 << false << 1.0 << false;
        QTest::newRow("one per column") << 400 << 0.1 << false << 1.0 << false;
        QTest::newRow("dense") << 3600 << 0.1 << false << 1.0 << true;
        QTest::newRow("many per column, but smooth") << 3600 << 0.0 << false << 1.0 << false;
        QTest::newRow("dense with holes") << 3600 << 0.1 << true << 1.0 << true;
        QTest::newRow("very dense") << 86'400 << 0.15 << false << 1.0 << true;
        QTest::newRow("sparse, two device pixels") << 60 << 0.1 << false << 2.0 << false;
        QTest::newRow("dense, two device pixels") << 7200 << 0.1 << true << 2.0 << true;
    }

    void samePixelsAsAllPoints()
    {
        QFETCH(int, count);
        QFETCH(double, noise);
        QFETCH(bool, holes);
        QFETCH(double, ratio);
        QFETCH(bool, dense);
        const std::vector<Sample> samples = wave(count, 1000, noise, holes);
        const PlotMap map = mapFor(samples, ratio);
        const double maxGap = 2000;
        M4 m4;
        m4.setGrid(map.columnMs, maxGap);
        m4.setSamples(std::make_shared<const std::vector<Sample>>(samples));
        QCOMPARE(isDense(m4.columns()), dense);

        const QImage a = ours(samples, map, maxGap);
        const QImage b = reference(samples, map, maxGap, dense);
        QCOMPARE(farPixel(a, b), QString());
        QCOMPARE(farPixel(b, a), QString());
        if (!dense) {
            return;
        }
        // Top and bottom of each column of pixels, against what the line through every point passes in that column.
        const std::vector<std::pair<double, double>> wanted = passedByTheLine(samples, map, maxGap, a.width());
        for (int x = static_cast<int>(12 * ratio); x < static_cast<int>(408 * ratio); ++x) {
            const auto [top, bottom] = extent(a, x);
            const auto [wantedTop, wantedBottom] = wanted[static_cast<std::size_t>(x)];
            QCOMPARE(top<0, wantedTop> wantedBottom);
            if (top >= 0) {
                const QString where =
                    u"column %1: %2…%3, wanted %4…%5"_s.arg(x).arg(top).arg(bottom).arg(wantedTop).arg(wantedBottom);
                QVERIFY2(std::abs(top + 0.5 - wantedTop) <= 1.01 && std::abs(bottom + 0.5 - wantedBottom) <= 1.01,
                         qPrintable(where));
            }
        }
    }

    void noPeakIsLost()
    {
        const std::vector<Sample> samples = wave(86'400, 1000, 0.01, false);
        const PlotMap map = mapFor(samples, 1.0);
        const QImage image = ours(samples, map, 2000);
        const int peak = static_cast<int>(map.y(0.98));
        bool found = false;
        for (int x = 0; x < image.width(); ++x) {
            found = found || lit(image, x, peak + 1);
        }
        QVERIFY(found);
    }

    void aLoneSampleIsADot()
    {
        const std::vector<Sample> samples{{start, 0.5}, {start + 60'000, 0.5}, {start + 120'000, 0.5}};
        const PlotMap map = mapFor(samples, 1.0);
        const QImage image = ours(samples, map, 1000);
        QVERIFY(lit(image, static_cast<int>(map.x(double(start + 60'000))), static_cast<int>(map.y(0.5))));
        QVERIFY(!touched(image, static_cast<int>(map.x(double(start + 30'000))), static_cast<int>(map.y(0.5))));
    }

    void mapIsItsOwnInverse()
    {
        const PlotMap map = PlotMap::forWindow(QRectF(48, 8, 333, 111), 2.0, 1.7e12, 1.7e12 + 900'000, -1.0, 4.0);
        QCOMPARE(map.columnCount(), 666);
        QVERIFY(std::abs(map.timeAt(map.x(1.7e12 + 450'000)) - (1.7e12 + 450'000)) < 1.0);
        QVERIFY(std::abs(map.valueAt(map.y(2.5)) - 2.5) < 1e-9);
        // The right edge is "now", to less than a column.
        QVERIFY(std::abs(map.x(1.7e12 + 900'000) - map.plot.right()) <= 0.5);
        QCOMPARE(map.y(-1.0), map.plot.bottom());
        QCOMPARE(map.y(4.0), map.plot.top());
    }
};

QTEST_MAIN(TracePainterTest)
#include "tst_tracepainter.moc"
