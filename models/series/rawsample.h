// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <cstdint>
#include <optional>

namespace readyroom::series {

/// One sample as a page wrote it. `series` is the series in Prometheus notation, byte for byte (`a{b="c",}`), or, for
/// pages of other formats, as the adapter words it. It is the key of the scrape cache: labels are parsed from it only
/// once.
struct RawSample {
    QByteArrayView series;
    double value = 0.0;
    std::optional<std::int64_t> timestamp = {}; ///< ms since the epoch, when the page gave one
};

} // namespace readyroom::series
