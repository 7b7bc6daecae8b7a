// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/blastradius.h"

#include <cmath>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

constexpr double heavyFrom = 0.8; ///< of what the origin is known to bear

std::optional<double> known(std::optional<double> value)
{
    return value && std::isfinite(*value) && *value >= 0 ? value : std::nullopt;
}

BlastRadius::Verdict verdictOf(const BlastRadius &radius)
{
    if (!radius.extra || !radius.originNow || !radius.capacity) {
        return BlastRadius::Verdict::Unknown;
    }
    const double then = *radius.originNow + *radius.extra;
    if (then > *radius.capacity) {
        return BlastRadius::Verdict::TooMuch;
    }
    return then > heavyFrom * *radius.capacity ? BlastRadius::Verdict::Heavy : BlastRadius::Verdict::Bearable;
}

QString rate(double perSecond)
{
    return perSecond < 100 ? QString::number(perSecond, 'g', 3) : QString::number(std::round(perSecond), 'f', 0);
}

} // namespace

BlastRadius blastRadius(std::optional<double> requestRate, std::optional<double> hitRatio,
                        std::optional<double> capacity, double share)
{
    BlastRadius radius{.requestRate = known(requestRate), .hitRatio = known(hitRatio), .capacity = known(capacity)};
    if (radius.hitRatio && *radius.hitRatio > 1) {
        radius.hitRatio.reset();
    }
    if (radius.requestRate && radius.hitRatio) {
        radius.originNow = *radius.requestRate * (1 - *radius.hitRatio);
        radius.extra = *radius.requestRate * *radius.hitRatio * share;
    }
    radius.verdict = verdictOf(radius);
    return radius;
}

QString blastRadiusText(const BlastRadius &radius)
{
    if (!radius.extra || !radius.originNow) {
        return u"How much more would reach the origin is not known: there is no request rate or no hit ratio."_s;
    }
    const QString more = u"Up to %1 requests/s more reach the origin, %2 instead of %3"_s.arg(
        rate(*radius.extra), rate(*radius.originNow + *radius.extra), rate(*radius.originNow));
    if (!radius.capacity) {
        return more + u"; what it can bear is not known."_s;
    }
    const QString from = radius.capacityFrom.isEmpty() ? QString() : QString(u" ("_s + radius.capacityFrom + u')');
    const QString borne = rate(*radius.capacity) + from;
    switch (radius.verdict) {
    case BlastRadius::Verdict::TooMuch:
        return more + u"; that is more than it is known to bear, %1."_s.arg(borne);
    case BlastRadius::Verdict::Heavy:
        return more + u"; that is close to what it is known to bear, %1."_s.arg(borne);
    case BlastRadius::Verdict::Bearable:
    case BlastRadius::Verdict::Unknown:
        break;
    }
    return more + u"; it is known to bear %1."_s.arg(borne);
}

} // namespace readyroom::drills
