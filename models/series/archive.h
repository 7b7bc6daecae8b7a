// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/labels.h"
#include "models/series/sample.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace readyroom::series {

/// One series as an archive gives it back.
struct OldSeries {
    Labels labels;
    std::vector<Sample> samples; ///< ordered by time, not empty, ending with a stale marker
};

/// One sample on its way to an archive. Labels are shared, because the same series come again and again.
struct KeptSample {
    std::shared_ptr<const Labels> labels;
    Sample sample;
};

/// Keeps samples beyond the life of the program. Used from one thread; nothing here waits for a disk.
class Archive {
public:
    virtual ~Archive() = default;

    /// Keeps what was recorded up to `ms`. What cannot be written is lost; that is said in the log, once.
    virtual void keep(std::int64_t ms, std::vector<KeptSample> samples) = 0;
    /// Hands over what earlier runs kept, each series once and whole: as many as make up about `samples` samples.
    /// Empty: not read yet, ask again; absent: there is no more.
    [[nodiscard]] virtual std::optional<std::vector<OldSeries>> takeOld(std::size_t samples) = 0;
};

} // namespace readyroom::series
