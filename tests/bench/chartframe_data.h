// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/sample.h"

#include <QList>
#include <QPointF>

#include <cmath>
#include <cstdint>
#include <memory>
#include <random>
#include <vector>

namespace readyroom::bench {

inline constexpr int chartframePoints = 3600;
inline constexpr std::int64_t chartframeStepMs = 1000;

/// A day at one second, shared by all charts from different offsets: noisy latencies with a few peaks. Each frame is
/// one second later than the one before; what both programs get is made before the clock starts.
class ChartframeData final {
public:
    ChartframeData(int charts, int traces, int frames)
        : m_traces(traces)
    {
        std::mt19937 random(4711); // NOLINT: the same data in every run
        std::lognormal_distribution<double> noise(0.0, 0.3);
        for (int c = 0; c < charts; ++c) {
            for (int t = 0; t < traces; ++t) {
                std::vector<series::Sample> all;
                for (int i = 0; i < chartframePoints + frames; ++i) {
                    const double wave = 0.2 * (t + 1) * (1.0 + 0.4 * std::sin(i * 0.01 + c));
                    const double peak = i % 997 == 0 ? 0.8 : 0.0;
                    all.push_back({start + i * chartframeStepMs, std::min(1.95, wave * noise(random) + peak)});
                }
                Line line;
                for (int f = 0; f < frames; ++f) {
                    const auto begin = all.begin() + f;
                    const auto end = begin + chartframePoints;
                    line.samples.push_back(std::make_shared<const std::vector<series::Sample>>(begin, end));
                    QList<QPointF> points;
                    points.reserve(chartframePoints);
                    std::for_each(begin, end, [&](const series::Sample &s) {
                        points.append(QPointF(static_cast<double>(s.t), s.v));
                    });
                    line.points.push_back(points);
                }
                m_lines.push_back(std::move(line));
            }
        }
    }

    [[nodiscard]] std::int64_t now(int frame) const
    {
        return start + (frame + chartframePoints - 1) * chartframeStepMs;
    }
    [[nodiscard]] std::shared_ptr<const std::vector<series::Sample>> samples(int chart, int trace, int frame) const
    {
        return line(chart, trace).samples[static_cast<std::size_t>(frame)];
    }
    [[nodiscard]] const QList<QPointF> &points(int chart, int trace, int frame) const
    {
        return line(chart, trace).points[static_cast<std::size_t>(frame)];
    }

private:
    static constexpr std::int64_t start = 1'795'244'400'000;
    struct Line {
        std::vector<std::shared_ptr<const std::vector<series::Sample>>> samples;
        std::vector<QList<QPointF>> points;
    };
    [[nodiscard]] const Line &line(int chart, int trace) const
    {
        return m_lines[static_cast<std::size_t>(chart * m_traces + trace)];
    }

    int m_traces;
    std::vector<Line> m_lines;
};

} // namespace readyroom::bench
