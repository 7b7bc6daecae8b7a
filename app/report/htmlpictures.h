// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/content.h"
#include "app/report/htmlwriter.h"

/// The pictures of the HTML report as inline SVG. Their colours are those of the style sheet, by class.
namespace readyroom::report {

/// "pass", "partial", "fail", "unknown", "waived", "na": the class of a mark, a bar or a word.
[[nodiscard]] QString classOf(readiness::ItemResult result);

/// The shapes of results, once, for writeMark() to refer to.
void writeShapes(HtmlWriter &html);
void writeMark(HtmlWriter &html, readiness::ItemResult result);
/// The dial of the verdict as ui/paint draws it: a 240° arc, ticks at floor and gate, the score in it.
void writeDial(HtmlWriter &html, const Content &content);
void writeBar(HtmlWriter &html, const CategoryLine &line);

} // namespace readyroom::report
