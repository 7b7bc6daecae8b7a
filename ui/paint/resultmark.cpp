// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/resultmark.h"

#include "ui/paint/shapes.h"

#include <QPainter>

#include <algorithm>

namespace readyroom::paint {

using readiness::ItemResult;
using readiness::Verdict;

namespace {

void paintHollow(QPainter &painter, const QRectF &box, Tone tone, const Theme &theme)
{
    const double width = std::clamp(std::min(box.width(), box.height()) * 0.13, 1.2, 3.0);
    const double inset = width * 0.8;
    painter.setPen(QPen(theme.fill(tone), width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shapePath(tone, box.adjusted(inset, inset, -inset, -inset)));
}

void paintDash(QPainter &painter, const QRectF &box, const QColor &colour)
{
    const double side = std::min(box.width(), box.height());
    painter.setPen(QPen(colour, std::max(1.5, side * 0.16), Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(box.center() - QPointF(side * 0.3, 0), box.center() + QPointF(side * 0.3, 0));
}

} // namespace

Tone toneOf(ItemResult result)
{
    switch (result) {
    case ItemResult::Pass:
        return Tone::Ok;
    case ItemResult::Partial:
    case ItemResult::Waived:
        return Tone::Warning;
    case ItemResult::Fail:
        return Tone::Critical;
    case ItemResult::NotApplicable:
    case ItemResult::Unknown:
        break;
    }
    return Tone::Unknown;
}

Tone toneOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Go:
        return Tone::Ok;
    case Verdict::Conditional:
        return Tone::Warning;
    case Verdict::NoGo:
        break;
    }
    return Tone::Critical;
}

Tone toneOfScore(const std::optional<double> &score, double gate, double floor)
{
    if (!score) {
        return Tone::Unknown;
    }
    return *score >= gate ? Tone::Ok : *score >= floor ? Tone::Warning : Tone::Critical;
}

void paintResult(QPainter &painter, const QRectF &box, ItemResult result, const Theme &theme)
{
    const Tone tone = toneOf(result);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    switch (result) {
    case ItemResult::Waived:
        paintHollow(painter, box, tone, theme);
        break;
    case ItemResult::NotApplicable:
        paintDash(painter, box, theme.fill(tone));
        break;
    default:
        paintShape(painter, box, tone, theme);
    }
    painter.restore();
}

} // namespace readyroom::paint
