// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace readyroom::report {

/// The colours of a report, as CSS writes them; the same as those of ui/paint/theme.h, which needs Gui.
struct HtmlColours {
    QLatin1StringView background, surface, hairline, track, text, muted;
    QLatin1StringView okFill, okText, warningFill, warningText, criticalFill, criticalText, unknownFill, unknownText;
};
[[nodiscard]] const HtmlColours &lightColours();
[[nodiscard]] const HtmlColours &darkColours();

/// The style sheet: light or dark as the reader's system is, light on paper. Holds none of the characters that XML
/// escapes, because HTML reads a style sheet as it is.
[[nodiscard]] QString htmlStyle();

} // namespace readyroom::report
