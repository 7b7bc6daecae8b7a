// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/registry.h"

#include "app/actions/actuatorbreaker.h"
#include "app/actions/actuatorcache.h"
#include "app/actions/caddy.h"
#include "app/actions/etcd.h"
#include "app/actions/haproxy.h"
#include "app/actions/http.h"
#include "app/actions/lab.h"
#include "app/actions/load.h"
#include "app/actions/process.h"
#include "app/actions/promql.h"
#include "app/actions/redis.h"
#include "app/actions/varnish.h"

#include <algorithm>
#include <utility>

namespace readyroom::actions {

Registry::Registry(World &world)
{
    add(std::make_unique<ActuatorBreaker>(world));
    add(std::make_unique<ActuatorCache>(world));
    add(std::make_unique<Caddy>(world));
    add(std::make_unique<Etcd>(world));
    add(std::make_unique<Haproxy>(world));
    add(std::make_unique<Http>(world));
    add(std::make_unique<Lab>(world));
    add(std::make_unique<Load>(world));
    add(std::make_unique<Process>(world));
    add(std::make_unique<Promql>(world));
    add(std::make_unique<Redis>(world));
    add(std::make_unique<Varnish>(world));
}

Provider *Registry::find(const QString &name) const
{
    const auto found = std::ranges::find_if(m_providers, [&name](const auto &one) { return one->name() == name; });
    return found == m_providers.end() ? nullptr : found->get();
}

QStringList Registry::names() const
{
    QStringList names;
    for (const auto &provider : m_providers) {
        names += provider->name();
    }
    names.sort();
    return names;
}

void Registry::add(std::unique_ptr<Provider> provider)
{
    std::erase_if(m_providers, [&provider](const auto &one) { return one->name() == provider->name(); });
    m_providers.push_back(std::move(provider));
}

} // namespace readyroom::actions
