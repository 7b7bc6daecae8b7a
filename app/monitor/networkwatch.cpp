// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/networkwatch.h"

#include <QNetworkInformation>

namespace readyroom::monitor {

NetworkWatch::NetworkWatch(QObject *parent)
    : QObject(parent)
{
    if (QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability)) {
        connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
                [this] { Q_EMIT changed(offline()); });
    }
}

std::optional<bool> NetworkWatch::offline() const
{
    const QNetworkInformation *information = QNetworkInformation::instance();
    if (!information || information->reachability() == QNetworkInformation::Reachability::Unknown) {
        return std::nullopt;
    }
    return information->reachability() == QNetworkInformation::Reachability::Disconnected;
}

} // namespace readyroom::monitor
