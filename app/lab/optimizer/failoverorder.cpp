// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/optimizer/failoverorder.h"

#include "app/lab/jsonreply.h"

namespace readyroom::lab {

using namespace Qt::StringLiterals;

Failover::Plan FailoverOrder::appliedTo(const Failover::Plan &plan) const
{
    return {strategy.value_or(plan.strategy), preferred.value_or(plan.preferred), weight.value_or(plan.backupWeight)};
}

std::expected<FailoverOrder, QString> readFailoverOrder(const httplib::Request &request, int instances)
{
    const auto body = bodyObject(request, {u"strategy"_s, u"to"_s, u"weight"_s, u"instance"_s});
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
        order.weight = body->value("weight"_L1).toDouble(-1);
        if (*order.weight < 0 || *order.weight > 1) {
            return std::unexpected(u"\"weight\" must be a number from 0 to 1."_s);
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
