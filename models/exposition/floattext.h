// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <bit>
#include <cstdint>
#include <optional>

namespace readyroom::exposition {

/// The NaN of a page, whatever its spelling: Prometheus' value.NormalNaN, never to be mistaken for a stale marker.
inline constexpr double normalNaN = std::bit_cast<double>(std::uint64_t{0x7ff8000000000001ULL});

/// A sample value in the syntax of Go's strconv.ParseFloat: decimal and hexadecimal floats, `inf`, `infinity` and `nan`
/// in any case, the first two with a sign. As in Prometheus, digit separators (`1_000`) are refused; hexadecimal
/// floats, which Prometheus' server refuses and other readers accept, are read. A value beyond the range of double is
/// absent.
[[nodiscard]] std::optional<double> parseFloat(QByteArrayView text);

} // namespace readyroom::exposition
