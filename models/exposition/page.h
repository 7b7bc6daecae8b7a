// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"
#include "models/series/rawsample.h"

#include <QByteArray>

#include <deque>
#include <vector>

namespace readyroom::exposition {

using PageSample = series::RawSample;

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
