// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/faultorder.h"

#include "app/lab/jsonreply.h"

#include <cmath>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

constexpr double longestLatencyMs = 60'000;

/// False when the key is there, but not with a number in [low, high].
bool readNumber(const QJsonObject &body, QLatin1StringView key, double low, double high, std::optional<double> &out)
{
    const QJsonValue value = body.value(key);
    if (value.isUndefined()) {
        return true;
    }
    out = value.toDouble(NAN);
    return value.isDouble() && *out >= low && *out <= high;
}

/// False when the key is there, but not with true or false.
bool readFlag(const QJsonObject &body, QLatin1StringView key, std::optional<bool> &out)
{
    const QJsonValue value = body.value(key);
    if (value.isUndefined()) {
        return true;
    }
    out = value.toBool();
    return value.isBool();
}

} // namespace

std::expected<FaultOrder, QString> readFaultOrder(const httplib::Request &request, int instances,
                                                  const QStringList &origins)
{
    QStringList known{u"latency_ms"_s, u"error_ratio"_s, u"down"_s, u"instance"_s, u"clear"_s};
    if (!origins.isEmpty()) {
        known.append(u"origin"_s);
    }
    const auto body = bodyObject(request, known);
    if (!body) {
        return std::unexpected(body.error());
    }
    FaultOrder order;
    std::optional<double> latency;
    std::optional<double> instance;
    std::optional<bool> clear;
    if (!readNumber(*body, "latency_ms"_L1, 0, longestLatencyMs, latency)) {
        return std::unexpected(u"\"latency_ms\" must be a number from 0 to 60000."_s);
    }
    if (!readNumber(*body, "error_ratio"_L1, 0, 1, order.change.errorRatio)) {
        return std::unexpected(u"\"error_ratio\" must be a number from 0 to 1."_s);
    }
    if (!readNumber(*body, "instance"_L1, 0, instances - 1, instance)
        || (instance && *instance != std::floor(*instance))) {
        return std::unexpected(u"\"instance\" must be a whole number from 0 to %1."_s.arg(instances - 1));
    }
    if (!readFlag(*body, "down"_L1, order.change.down) || !readFlag(*body, "clear"_L1, clear)) {
        return std::unexpected(u"\"down\" and \"clear\" must be true or false."_s);
    }
    const QJsonValue origin = body->value("origin"_L1);
    if (!origin.isUndefined() && !origins.contains(origin.toString())) {
        return std::unexpected(u"\"origin\" must be one of %1."_s.arg(origins.join(u", "_s)));
    }
    order.origin = origin.toString();
    order.change.clear = clear.value_or(false);
    if (latency) {
        order.change.latency = std::chrono::milliseconds(std::llround(*latency));
    }
    if (instance) {
        order.instance = static_cast<int>(*instance);
    }
    return order;
}

QJsonObject faultReport(const Fault &fault)
{
    return {{u"latency_ms"_s, static_cast<qint64>(fault.latency.count())},
            {u"error_ratio"_s, fault.errorRatio},
            {u"down"_s, fault.down}};
}

} // namespace readyroom::lab
