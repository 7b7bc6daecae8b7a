// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load/reportjson.h"

#include <array>
#include <cmath>
#include <utility>

namespace readyroom::load {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array figures{
    std::pair{"mean"_L1, &Report::mean},       std::pair{"p50"_L1, &Report::p50},
    std::pair{"p95"_L1, &Report::p95},         std::pair{"p99"_L1, &Report::p99},
    std::pair{"success"_L1, &Report::success}, std::pair{"throughput"_L1, &Report::throughput}};

QJsonValue number(double value)
{
    return std::isnan(value) ? QJsonValue() : QJsonValue(value);
}

} // namespace

QJsonObject toJson(const Report &report)
{
    QJsonObject statuses;
    for (auto it = report.statuses.begin(); it != report.statuses.end(); ++it) {
        statuses[QString::number(it.key())] = static_cast<qint64>(it.value());
    }
    QJsonObject json{{u"requests"_s, static_cast<qint64>(report.requests)},
                     {u"failed"_s, static_cast<qint64>(report.failed)},
                     {u"seconds"_s, report.seconds},
                     {u"client_busy"_s, report.busy},
                     {u"statuses"_s, statuses}};
    for (const auto &[name, value] : figures) {
        json.insert(name, number(report.*value));
    }
    return json;
}

std::optional<double> figureOf(const Report &report, const QString &name)
{
    for (const auto &[known, value] : figures) {
        if (name == known) {
            return report.*value;
        }
    }
    return std::nullopt;
}

} // namespace readyroom::load
