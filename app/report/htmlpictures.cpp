// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/htmlpictures.h"

#include "app/report/words.h"

#include <QCoreApplication>
#include <QPointF>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace readyroom::report {

using namespace Qt::StringLiterals;
using readiness::ItemResult;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::report)
};

constexpr QPointF centre(110.0, 104.0);
constexpr double radius = 80.0;

QString number(double value)
{
    return QString::number(std::round(value * 100.0) / 100.0, 'g', 8);
}

double shareOf(double score)
{
    return std::clamp(score / 100.0, 0.0, 1.0);
}

QPointF pointAt(double share, double distance)
{
    const double angle = (210.0 - 240.0 * share) * std::numbers::pi / 180.0;
    return centre + QPointF(distance * std::cos(angle), -distance * std::sin(angle));
}

QString arcPath(double share)
{
    const QPointF from = pointAt(0.0, radius);
    const QPointF to = pointAt(share, radius);
    const QString large = share > 0.75 ? u"1"_s : u"0"_s;
    return u"M"_s + number(from.x()) + u' ' + number(from.y()) + u"A"_s + number(radius) + u' ' + number(radius)
        + u" 0 "_s + large + u" 1 "_s + number(to.x()) + u' ' + number(to.y());
}

void writeTick(HtmlWriter &html, double score)
{
    const double share = shareOf(score);
    const QPointF inner = pointAt(share, radius - 9.0);
    const QPointF outer = pointAt(share, radius + 9.0);
    const QPointF label = pointAt(share, radius + 20.0);
    html.leaf("line"_L1,
              {{"class"_L1, u"tick"_s},
               {"x1"_L1, number(inner.x())},
               {"y1"_L1, number(inner.y())},
               {"x2"_L1, number(outer.x())},
               {"y2"_L1, number(outer.y())}});
    html.element("text"_L1, readiness::limitText(score),
                 {{"class"_L1, u"limit"_s}, {"x"_L1, number(label.x())}, {"y"_L1, number(label.y() + 4.0)}});
}

void writeShape(HtmlWriter &html, ItemResult result, QLatin1StringView tag, HtmlWriter::Attributes attributes)
{
    html.open("symbol"_L1, {{"id"_L1, u"m-"_s + classOf(result)}, {"viewBox"_L1, u"0 0 12 12"_s}});
    html.leaf(tag, attributes);
    html.close();
}

} // namespace

QString classOf(ItemResult result)
{
    switch (result) {
    case ItemResult::NotApplicable:
        return u"na"_s;
    case ItemResult::Pass:
        return u"pass"_s;
    case ItemResult::Waived:
        return u"waived"_s;
    case ItemResult::Partial:
        return u"partial"_s;
    case ItemResult::Fail:
        return u"fail"_s;
    case ItemResult::Unknown:
        break;
    }
    return u"unknown"_s;
}

void writeShapes(HtmlWriter &html)
{
    html.open("svg"_L1, {{"class"_L1, u"shapes"_s}, {"aria-hidden"_L1, u"true"_s}});
    writeShape(html, ItemResult::Pass, "circle"_L1, {{"cx"_L1, u"6"_s}, {"cy"_L1, u"6"_s}, {"r"_L1, u"5"_s}});
    writeShape(html, ItemResult::Partial, "path"_L1, {{"d"_L1, u"M6 .8 11.5 11H.5Z"_s}});
    writeShape(html, ItemResult::Fail, "path"_L1, {{"d"_L1, u"M6 0 12 6 6 12 0 6Z"_s}});
    writeShape(html, ItemResult::Unknown, "circle"_L1,
               {{"class"_L1, u"hollow"_s},
                {"cx"_L1, u"6"_s},
                {"cy"_L1, u"6"_s},
                {"r"_L1, u"4.6"_s},
                {"stroke-dasharray"_L1, u"2 1.61"_s}});
    writeShape(html, ItemResult::Waived, "path"_L1, {{"class"_L1, u"hollow"_s}, {"d"_L1, u"M6 2.2 10.4 10.2H1.6Z"_s}});
    writeShape(html, ItemResult::NotApplicable, "path"_L1, {{"class"_L1, u"hollow"_s}, {"d"_L1, u"M2 6H10"_s}});
    html.close();
}

void writeMark(HtmlWriter &html, ItemResult result)
{
    html.open("svg"_L1, {{"class"_L1, u"mark "_s + classOf(result)}, {"aria-hidden"_L1, u"true"_s}});
    html.leaf("use"_L1, {{"href"_L1, u"#m-"_s + classOf(result)}});
    html.close();
}

void writeDial(HtmlWriter &html, const Content &content)
{
    html.open("svg"_L1,
              {{"class"_L1, u"dial "_s + classOf(markOf(content.verdict))},
               {"viewBox"_L1, u"0 0 220 180"_s},
               {"role"_L1, u"img"_s},
               {"aria-label"_L1, Words::tr("Score %1, %2").arg(content.figure, content.caption)}});
    html.leaf("path"_L1, {{"class"_L1, u"track"_s}, {"d"_L1, arcPath(1.0)}});
    if (content.score) {
        html.leaf("path"_L1, {{"class"_L1, u"value"_s}, {"d"_L1, arcPath(std::max(shareOf(*content.score), 0.001))}});
    }
    writeTick(html, content.floor);
    writeTick(html, content.gate);
    html.element("text"_L1, content.figure,
                 {{"class"_L1, u"figure"_s}, {"x"_L1, number(centre.x())}, {"y"_L1, number(centre.y() + 14.0)}});
    html.element("text"_L1, content.caption,
                 {{"class"_L1, u"caption"_s}, {"x"_L1, number(centre.x())}, {"y"_L1, u"172"_s}});
    html.close();
}

void writeBar(HtmlWriter &html, const CategoryLine &line)
{
    html.open("svg"_L1,
              {{"class"_L1, u"bar "_s + classOf(line.mark)},
               {"viewBox"_L1, u"0 0 100 6"_s},
               {"preserveAspectRatio"_L1, u"none"_s},
               {"aria-hidden"_L1, u"true"_s}});
    html.leaf("rect"_L1, {{"class"_L1, u"track"_s}, {"width"_L1, u"100"_s}, {"height"_L1, u"6"_s}});
    if (line.score) {
        html.leaf("rect"_L1,
                  {{"class"_L1, u"value"_s},
                   {"width"_L1, number(std::clamp(*line.score, 0.0, 100.0))},
                   {"height"_L1, u"6"_s}});
    }
    html.close();
}

} // namespace readyroom::report
