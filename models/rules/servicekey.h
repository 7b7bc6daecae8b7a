// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/labels.h"

#include <QByteArray>
#include <QHashFunctions>

#include <functional>

namespace readyroom::rules {

/// Which service a series belongs to: its labels `environment` and `service`.
struct ServiceKey {
    QByteArray environment;
    QByteArray service;

    /// `service` is empty when the labels name none.
    [[nodiscard]] static ServiceKey of(const series::Labels &labels)
    {
        return {labels.value("environment"), labels.value("service")};
    }

    bool operator==(const ServiceKey &) const = default;
};

[[nodiscard]] inline size_t qHash(const ServiceKey &key, size_t seed = 0)
{
    return qHashMulti(seed, key.environment, key.service);
}

} // namespace readyroom::rules

template<> struct std::hash<readyroom::rules::ServiceKey> {
    std::size_t operator()(const readyroom::rules::ServiceKey &key) const noexcept { return qHash(key, 0); }
};
