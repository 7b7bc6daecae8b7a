// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/htmlstyle.h"

namespace readyroom::report {

using namespace Qt::StringLiterals;

namespace {

constexpr HtmlColours light{.background = "#f6f7f8"_L1,
                            .surface = "#ffffff"_L1,
                            .hairline = "#e3e6ea"_L1,
                            .track = "#edeff2"_L1,
                            .text = "#1b1f24"_L1,
                            .muted = "#676e78"_L1,
                            .okFill = "#009e73"_L1,
                            .okText = "#007a58"_L1,
                            .warningFill = "#b87900"_L1,
                            .warningText = "#8f5e00"_L1,
                            .criticalFill = "#c4500a"_L1,
                            .criticalText = "#b84a08"_L1,
                            .unknownFill = "#8a8f98"_L1,
                            .unknownText = "#676e78"_L1};

constexpr HtmlColours dark{.background = "#14171a"_L1,
                           .surface = "#1c2024"_L1,
                           .hairline = "#2b3036"_L1,
                           .track = "#262b30"_L1,
                           .text = "#e8eaed"_L1,
                           .muted = "#9aa1ab"_L1,
                           .okFill = "#1fb88c"_L1,
                           .okText = "#1fb88c"_L1,
                           .warningFill = "#e69f00"_L1,
                           .warningText = "#e69f00"_L1,
                           .criticalFill = "#f0723a"_L1,
                           .criticalText = "#f0723a"_L1,
                           .unknownFill = "#8a8f98"_L1,
                           .unknownText = "#9aa1ab"_L1};

QString variables(const HtmlColours &colours)
{
    QString out = u":root{"_s;
    for (const auto &[name, colour] : {std::pair("bg"_L1, colours.background),
                                       {"surface"_L1, colours.surface},
                                       {"line"_L1, colours.hairline},
                                       {"track"_L1, colours.track},
                                       {"text"_L1, colours.text},
                                       {"muted"_L1, colours.muted},
                                       {"ok"_L1, colours.okFill},
                                       {"ok-text"_L1, colours.okText},
                                       {"warn"_L1, colours.warningFill},
                                       {"warn-text"_L1, colours.warningText},
                                       {"crit"_L1, colours.criticalFill},
                                       {"crit-text"_L1, colours.criticalText},
                                       {"unk"_L1, colours.unknownFill},
                                       {"unk-text"_L1, colours.unknownText}}) {
        out += u"--"_s + name + u':' + colour + u';';
    }
    return out + u"}\n"_s;
}

constexpr auto layout = R"(
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:14px/1.5 'Noto Sans',system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1080px;margin:0 auto;padding:24px 16px 48px}
h1{font-size:28px;line-height:1.25;margin:0 0 4px;font-weight:600}
h2{font-size:18px;margin:0 0 8px;font-weight:600}
h3{font-size:14px;margin:20px 0 6px;font-weight:600;color:var(--muted)}
p{margin:0 0 8px}
h1,h2,h3,td,li,p{overflow-wrap:anywhere}
section,header{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:20px 24px;margin:0 0 16px}
header{display:flex;gap:32px;align-items:center}
header .lead{flex:1;min-width:0}
.kind,.facts,.intro,.more,nav,footer{color:var(--muted)}
.kind{font-size:12px;margin-bottom:4px}
.facts{font-size:12px;margin:12px 0 0;list-style:none;padding:0}
.verdict{font-size:30px;line-height:1.3;font-weight:600;margin:8px 0 4px;display:flex;align-items:center;gap:10px}
.verdict .mark{width:20px;height:20px}
.why{margin:0;padding-left:18px}
nav{font-size:12px;margin:0 0 16px;padding:0 24px;display:flex;flex-wrap:wrap;gap:4px 16px}
nav a{color:inherit}
.dial{width:240px;flex:none;overflow:visible}
.dial path{fill:none;stroke-width:9;stroke-linecap:round}
.dial .track{stroke:var(--track)}
.dial .tick{stroke:var(--muted);stroke-width:1.5}
.dial text{text-anchor:middle;fill:var(--muted);font-size:11px}
.dial .figure{font-size:38px;font-weight:600;fill:var(--text)}
.dial .caption{font-size:12px}
.shapes{display:none}
.mark{width:11px;height:11px;flex:none;overflow:visible}
.hollow{fill:none;stroke:currentColor;stroke-width:1.6}
.mark.na .hollow,.mark.waived .hollow{stroke-linecap:round}
.mark{fill:currentColor}
.pass{color:var(--ok-text)}.partial,.waived{color:var(--warn-text)}.fail{color:var(--crit-text)}.unknown,.na{color:var(--unk-text)}
.mark.pass{color:var(--ok)}.mark.partial,.mark.waived{color:var(--warn)}.mark.fail{color:var(--crit)}.mark.unknown,.mark.na{color:var(--unk)}
.pass .value{stroke:var(--ok);fill:var(--ok)}.partial .value,.waived .value{stroke:var(--warn);fill:var(--warn)}
.fail .value{stroke:var(--crit);fill:var(--crit)}.unknown .value,.na .value{stroke:var(--unk);fill:var(--unk)}
.dial .value{fill:none}
.bar{display:block;width:100%;height:6px;border-radius:3px;min-width:120px}
.bar .track{fill:var(--track)}.bar .value{stroke:none}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;table-layout:fixed;min-width:760px}
th{font-size:12px;font-weight:400;color:var(--muted);text-align:left;padding:4px 12px 4px 0;border-bottom:1px solid var(--line)}
td{vertical-align:top;padding:7px 12px 7px 0;border-bottom:1px solid var(--line)}
tr:last-child td{border-bottom:0}
th:last-child,td:last-child{padding-right:0}
.num{text-align:right;white-space:nowrap}.num .more{white-space:normal}.num+td,.num+th{padding-left:8px}
.cats td{vertical-align:middle}
.word{display:inline-flex;align-items:baseline;gap:7px}
.word .mark{position:relative;top:1px}
.strong{font-weight:600}
.more{font-size:12px}
ul.list{margin:0;padding-left:18px}
ul.list li{margin-bottom:3px}
footer{font-size:12px;padding:0 24px}
@media (max-width:720px){header{flex-direction:column;align-items:flex-start}}
@media print{
@page{size:A4;margin:14mm}
body{background:none;font-size:8.5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:none;padding:0}
nav{display:none}
section,header{border:0;padding:0;margin:0 0 14pt}
h2,h3{break-after:avoid}
thead{display:table-header-group}
tr,li,.dial{break-inside:avoid}
table{min-width:0}
.scroll{overflow:visible}
.more,th,.facts{font-size:7.5pt}
th,td{padding:3pt 8pt 3pt 0}
}
)";

} // namespace

const HtmlColours &lightColours()
{
    return light;
}

const HtmlColours &darkColours()
{
    return dark;
}

QString htmlStyle()
{
    return u":root{color-scheme:light dark}\n"_s + variables(light)
        + u"@media screen and (prefers-color-scheme:dark){\n"_s + variables(dark) + u"}"_s
        + QString::fromLatin1(layout);
}

} // namespace readyroom::report
