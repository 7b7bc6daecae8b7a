// SPDX-License-Identifier: GPL-3.0-or-later
// One frame, update and paint, of twelve charts with three traces of 3,600 points each in a window of 1600 x 1000,
// against stock Qt Charts fed by QXYSeries::replace. Both are painted by the raster engine into the same kind of image,
// in turns.
#include "chartframe_data.h"

#include "ui/charts/timechart.h"
#include "ui/widgets/themesource.h"

#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QElapsedTimer>
#include <QGridLayout>
#include <QImage>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::bench;

namespace {

constexpr int chartCount = 12;
constexpr int traceCount = 3;
constexpr int columns = 4;
constexpr int repeats = 25;
constexpr int warmUps = 3;
constexpr QSize windowSize(1600, 1000);
constexpr std::int64_t windowMs = std::int64_t(chartframePoints) * chartframeStepMs;

/// A window with a grid of charts that can show the data of moment `frame`.
class Subject {
public:
    virtual ~Subject() = default;
    virtual void update(int frame) = 0;
    QWidget window;

protected:
    void place(QWidget *widget, int index) { m_grid.addWidget(widget, index / columns, index % columns); }

private:
    QGridLayout &m_grid = *new QGridLayout(&window);
};

class OursSubject final : public Subject {
public:
    explicit OursSubject(const ChartframeData &data)
        : m_data(data)
    {
        for (int c = 0; c < chartCount; ++c) {
            auto *chart = new charts::TimeChart(m_themes);
            chart->setTitle(u"Latency"_s);
            chart->setStep(Duration(chartframeStepMs));
            chart->setUnit(paint::Unit::Seconds);
            place(chart, c);
            m_charts.push_back(chart);
        }
    }

    void update(int frame) override
    {
        static const std::array names{u"p50"_s, u"p95"_s, u"p99"_s};
        for (int c = 0; c < chartCount; ++c) {
            std::vector<charts::Trace> traces;
            for (int t = 0; t < traceCount; ++t) {
                traces.push_back({names.at(static_cast<std::size_t>(t)), m_data.samples(c, t, frame), {}});
            }
            const std::int64_t to = m_data.now(frame);
            m_charts[static_cast<std::size_t>(c)]->setTraces(std::move(traces));
            m_charts[static_cast<std::size_t>(c)]->setWindow(fromMillis(to - windowMs), fromMillis(to));
        }
    }

private:
    widgets::ThemeSource m_themes;
    const ChartframeData &m_data;
    std::vector<charts::TimeChart *> m_charts;
};

class StockSubject final : public Subject {
public:
    explicit StockSubject(const ChartframeData &data)
        : m_data(data)
    {
        for (int c = 0; c < chartCount; ++c) {
            auto *chart = new QChart;
            auto *x = new QValueAxis;
            auto *y = new QValueAxis;
            y->setRange(0, 2);
            chart->addAxis(x, Qt::AlignBottom);
            chart->addAxis(y, Qt::AlignLeft);
            for (int t = 0; t < traceCount; ++t) {
                auto *series = new QLineSeries;
                chart->addSeries(series);
                series->attachAxis(x);
                series->attachAxis(y);
                m_series.push_back(series);
            }
            chart->legend()->hide();
            place(new QChartView(chart), c);
            m_axes.push_back(x);
        }
    }

    void update(int frame) override
    {
        for (int c = 0; c < chartCount; ++c) {
            const auto to = static_cast<double>(m_data.now(frame));
            m_axes[static_cast<std::size_t>(c)]->setRange(to - static_cast<double>(windowMs), to);
            for (int t = 0; t < traceCount; ++t) {
                m_series[static_cast<std::size_t>(c * traceCount + t)]->replace(m_data.points(c, t, frame));
            }
        }
    }

private:
    const ChartframeData &m_data;
    std::vector<QLineSeries *> m_series;
    std::vector<QValueAxis *> m_axes;
};

/// Milliseconds of one frame: tell the charts the data, let Qt lay out, paint the window.
double frameTime(Subject &subject, QImage &image, int frame)
{
    QElapsedTimer timer;
    timer.start();
    subject.update(frame);
    QCoreApplication::sendPostedEvents();
    subject.window.render(&image);
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    const ChartframeData data(chartCount, traceCount, warmUps + repeats);
    OursSubject ours(data);
    StockSubject stock(data);
    for (Subject *subject : {static_cast<Subject *>(&ours), static_cast<Subject *>(&stock)}) {
        subject->window.resize(windowSize);
        subject->window.setAttribute(Qt::WA_DontShowOnScreen);
        subject->window.show();
    }
    QCoreApplication::processEvents();

    QImage image(windowSize, QImage::Format_ARGB32_Premultiplied);
    std::vector<double> oursTimes;
    std::vector<double> stockTimes;
    for (int frame = 0; frame < warmUps + repeats; ++frame) {
        const double a = frameTime(ours, image, frame);
        const double b = frameTime(stock, image, frame);
        if (frame >= warmUps) {
            oursTimes.push_back(a);
            stockTimes.push_back(b);
        }
    }
    const double a = median(oursTimes);
    const double b = median(stockTimes);
    constexpr double target = 0.10;
    std::printf("chart frame: %d charts x %d traces x %d points, %dx%d, raster, median of %d\n", chartCount, traceCount,
                chartframePoints, windowSize.width(), windowSize.height(), repeats);
    std::printf("  readyroom            %8.2f ms\n  stock Qt Charts      %8.2f ms\n", a, b);
    std::printf("  ratio                %8.3f   target at most %.2f: %s\n", a / b, target,
                a <= target * b ? "met" : "MISSED");
    return a <= target * b ? 0 : 1;
}
