// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"
#include "models/ports/error.h"

#include <QByteArray>

#include <deque>
#include <optional>
#include <vector>

namespace readyroom::exposition {

/// One sample of a page. `series` is the series in Prometheus notation, exactly as the page wrote it (`a{b="c",}`), or,
/// for pages of other formats, as the adapter words it. It is the key of the scrape cache: labels are parsed from it
/// once.
struct PageSample {
    QByteArrayView series;
    double value = 0.0;
    std::optional<std::int64_t> timestamp = {}; ///< ms since the epoch, when the page gave one
};

/// What an adapter makes of an Answer: samples, whatever the format was. Move-only, because samples are views into it.
struct Page {
    Page() = default;
    Page(Page &&) = default;
    Page &operator=(Page &&) = default;
    Page(const Page &) = delete;
    Page &operator=(const Page &) = delete;

    QByteArray body; ///< keeps the bytes that samples of a text page point into
    std::deque<QByteArray> generated; ///< keeps the series texts that an adapter made up
    std::vector<PageSample> samples;
    QString format; ///< in words, for people: "Prometheus text", "Actuator"
    std::vector<fleet::HealthComponent> health; ///< health formats only
};

} // namespace readyroom::exposition
