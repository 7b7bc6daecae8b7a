// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace readyroom::paint {

/// The type scale in device-independent pixels.
enum class TextSize { Small = 11, Body = 13, Heading = 16, Title = 22, Figure = 34 };

enum class Weight { Regular, Strong };

/// Noto Sans (whose digits are tabular) in the given size, else the system font.
[[nodiscard]] QFont font(TextSize size, Weight weight = Weight::Regular);

/// Letters of one width, for what is sent or typed exactly: Noto Sans Mono, DejaVu Sans Mono, else the system's.
[[nodiscard]] QFont monospaceFont(TextSize size);

/// Distances in device-independent pixels, on an 8-px grid.
namespace space {
inline constexpr int quarter = 2;
inline constexpr int half = 4;
inline constexpr int unit = 8;
inline constexpr int card = 12; ///< between cards, and inside a card
inline constexpr int page = 16; ///< page margin
inline constexpr int radius = 8; ///< of a card
inline constexpr int controlRadius = 4;
inline constexpr int control = 32; ///< height of a button, field or segment
inline constexpr int row = 32; ///< height of a table row
} // namespace space

} // namespace readyroom::paint
