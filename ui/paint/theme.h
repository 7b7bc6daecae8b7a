// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <array>
#include <cstddef>

namespace readyroom::paint {

/// What a colour means. Colour is for state only, so these are the only colours there are, apart from chart series.
enum class Tone { Neutral, Ok, Warning, Critical, Unknown, Stale, HalfOpen, Accent };

inline constexpr std::size_t toneCount = 8;

/// A tone in two variants: `fill` for shapes, arcs and borders (at least 3:1 on the surface, WCAG 2.1 SC 1.4.11) and
/// `text` for words and figures (at least 4.5:1 on surface and background, SC 1.4.3).
struct ToneColours {
    QColor fill;
    QColor text;
    bool operator==(const ToneColours &) const = default;
};

/// Every colour of the program, in one place. A value: copy it, compare it, send it anywhere.
struct Theme {
    bool isDark = false;
    QColor background; ///< the page
    QColor surface; ///< cards, rail, title bar
    QColor hover; ///< surface under the pointer
    QColor hairline; ///< 1-px borders and grid lines
    QColor track; ///< the unfilled part of a gauge or score bar
    QColor text;
    QColor mutedText;
    QColor placeholder; ///< hint in an empty field, disabled words
    QColor accent; ///< links, markers, the selected thing
    QColor selection; ///< background of the selected rail entry or segment
    QColor selectionText;
    QColor focus; ///< 2-px focus ring
    std::array<ToneColours, toneCount> tones;
    /// Okabe-Ito (Okabe and Ito, "Color Universal Design", 2008), adjusted per theme, in fixed order: p50, p95, p99, …
    std::array<ToneColours, 8> series;

    [[nodiscard]] static const Theme &light();
    [[nodiscard]] static const Theme &dark();

    [[nodiscard]] const ToneColours &tone(Tone t) const { return tones.at(static_cast<std::size_t>(t)); }
    [[nodiscard]] QColor fill(Tone t) const { return tone(t).fill; }
    [[nodiscard]] QColor textOf(Tone t) const { return tone(t).text; }
    /// Wraps around after the last colour.
    [[nodiscard]] const ToneColours &seriesColours(std::size_t index) const { return series.at(index % series.size()); }

    bool operator==(const Theme &) const = default;
};

/// Contrast ratio 1…21 of two opaque colours (WCAG 2.1, relative luminance).
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

/// `over` at `amount` (0…1) laid over the opaque `under`.
[[nodiscard]] QColor mixed(const QColor &under, const QColor &over, double amount);

} // namespace readyroom::paint
