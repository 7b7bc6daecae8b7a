// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"
#include "models/series/sample.h"
#include "ui/paint/theme.h"

#include <QWidget>

#include <vector>

namespace readyroom::widgets {

class ThemeSource;

/// A small line without axes: the shape of the last minutes. Gaps (NaN, or a hole of more than twice the usual step)
/// stay gaps; y from zero.
class Sparkline final : public QWidget {
    Q_OBJECT
public:
    explicit Sparkline(const ThemeSource &themes, QWidget *parent = nullptr);

    /// Samples ordered by time, and the span of time that the width shows.
    void setSamples(std::vector<series::Sample> samples, Timestamp from, Timestamp to);
    [[nodiscard]] const std::vector<series::Sample> &samples() const { return m_samples; }
    /// Neutral draws in the muted colour.
    void setTone(paint::Tone tone);

    [[nodiscard]] QSize sizeHint() const override { return {72, 20}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {32, 12}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_themes;
    std::vector<series::Sample> m_samples;
    Timestamp m_from{};
    Timestamp m_to{};
    paint::Tone m_tone = paint::Tone::Neutral;
};

} // namespace readyroom::widgets
