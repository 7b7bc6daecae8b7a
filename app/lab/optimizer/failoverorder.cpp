// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/optimizer/failoverorder.h"

#include "app/lab/jsonreply.h"

namespace readyroom::lab {

using namespace Qt::StringLiterals;

Failover::Plan FailoverOrder::appliedTo(const Failover::Plan &plan) const
{
    return {strategy.value_or(plan.strategy), preferred.value_or(plan.preferred), weight.value_or(plan.backupWeight)};
}

std::optional<double> readWeight(const QJsonValue &value)
{
    constexpr double whole = 100;
    double number = value.toDouble(-1);
    bool isPercent = number > 1;
    if (value.isString() && value.toString().endsWith(u'%')) {
        bool isNumber = false;
        number = value.toString().chopped(1).toDouble(&isNumber);
        number = isNumber ? number : -1;
        isPercent = true;
    }
    const double share = isPercent ? number / whole : number;
    return share >= 0 && share <= 1 ? std::optional(share) : std::nullopt;
}

std::expected<FailoverOrder, QString> readFailoverOrder(const httplib::Request &request, int instances)
{
    QStringList known{u"strategy"_s, u"to"_s, u"weight"_s};
    if (instances > 0) {
        known.append(u"instance"_s);
    }
    const auto body = bodyObject(request, known);
    if (!body) {
        return std::unexpected(body.error());
    }
    FailoverOrder order;
    if (body->contains("strategy"_L1)) {
        order.strategy = Failover::strategyFromName(body->value("strategy"_L1).toString().toStdString());
        if (!order.strategy) {
            return std::unexpected(u"\"strategy\" must be immediate, gradual, round_robin or weighted."_s);
        }
    }
    if (body->contains("to"_L1)) {
        const QString origin = body->value("to"_L1).toString();
        if (origin != "primary"_L1 && origin != "backup"_L1) {
            return std::unexpected(u"\"to\" must be primary or backup."_s);
        }
        order.preferred = origin == "primary"_L1 ? 0 : 1;
    }
    if (body->contains("weight"_L1)) {
        order.weight = readWeight(body->value("weight"_L1));
        if (!order.weight) {
            return std::unexpected(
                u"\"weight\" must be a share from 0 to 1, or a percentage above 1 to 100 or such as \"25%\"."_s);
        }
    }
    if (body->contains("instance"_L1)) {
        order.instance = body->value("instance"_L1).toInt(-1);
        if (*order.instance < 0 || *order.instance >= instances) {
            return std::unexpected(u"\"instance\" must be a whole number from 0 to %1."_s.arg(instances - 1));
        }
    }
    return order;
}

} // namespace readyroom::lab
