// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/format.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace readyroom::paint {

/// A range of values whose steps, and unless zoomed whose ends, are round.
struct Scale {
    double low = 0.0;
    double high = 1.0;
    double step = 0.5;

    [[nodiscard]] int intervals() const;
    /// The values of the lines: the multiples of the step from low to high.
    [[nodiscard]] std::vector<double> lines() const;
    bool operator==(const Scale &) const = default;
};

/// The smallest scale with steps of 1, 2 or 5 times a power of ten (for seconds also of 60 and 3600) that holds `low`
/// and `high` and has at most `lines` lines.
[[nodiscard]] Scale niceScale(double low, double high, int lines = 5);

/// A scale with exactly these ends, and round lines between them: what a person zoomed to.
[[nodiscard]] Scale zoomedScale(double low, double high, int lines = 5);

/// Fits a scale to live data without jumping: it grows as soon as it must, and shrinks only when the data would fit
/// into 60 % of it. Starts from zero unless there are negative values.
class SteadyScale final {
public:
    const Scale &fit(double minimum, double maximum, int lines = 5);
    [[nodiscard]] const Scale &scale() const { return m_scale; }
    void reset() { m_fresh = true; }

private:
    Scale m_scale;
    bool m_fresh = true;
};

/// How the numbers of a scale are written: value times `factor`, `decimals` places, then `suffix`.
struct ScaleFormat {
    double factor = 1.0;
    int decimals = 0;
    QString suffix = {}; ///< begins with a space where one belongs
    bool operator==(const ScaleFormat &) const = default;
};

[[nodiscard]] ScaleFormat scaleFormat(const Scale &scale, Unit unit);
/// The label of one line of the scale.
[[nodiscard]] QString scaleLabel(double value, const ScaleFormat &format);

struct TimeTick {
    std::int64_t ms = 0; ///< since the epoch
    QString label; ///< local wall-clock time: "14:45", "14:45:30" for steps below a minute, "21 Nov" for whole days
    bool operator==(const TimeTick &) const = default;
};

/// Round local times in [fromMs, toMs], at most `most` of them.
[[nodiscard]] std::vector<TimeTick> timeTicks(std::int64_t fromMs, std::int64_t toMs, int most);

} // namespace readyroom::paint
