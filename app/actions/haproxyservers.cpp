// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/haproxyservers.h"

#include "app/actions/reading.h"

#include <QJsonArray>
#include <QJsonObject>

#include <array>

namespace readyroom::actions {

using namespace Qt::StringLiterals;

namespace {

/// Of srv_op_state, management guide of HAProxy 2.6, §9.3 "show servers state".
constexpr std::array operations{"stopped"_L1, "starting"_L1, "running"_L1, "stopping"_L1};

QJsonObject jsonOf(const HaproxyServer &server)
{
    QJsonObject json{
        {u"backend"_s, server.backend}, {u"server"_s, server.name},   {u"state"_s, haproxyModeName(server.mode())},
        {u"status"_s, server.status},   {u"weight"_s, server.weight}, {u"usable"_s, server.isUsable()},
        {u"backup"_s, server.backup}};
    if (!server.address.isEmpty()) {
        json.insert("address"_L1, server.address);
    }
    if (server.operation && *server.operation >= 0 && *server.operation < int(operations.size())) {
        json.insert("operational"_L1, operations.at(std::size_t(*server.operation)));
    }
    if (server.initialWeight) {
        json.insert("initial"_L1, *server.initialWeight);
    }
    if (server.sessions) {
        json.insert("sessions"_L1, *server.sessions);
    }
    return json;
}

} // namespace

Result<QJsonValue> haproxyServers(const HaproxyState &state, const QString &backend, const QString &server)
{
    if (!backend.isEmpty() && !state.backend(backend)) {
        return std::unexpected(unknownName(u"HAProxy"_s, u"backend"_s, backend, state.backendNames()));
    }
    QJsonArray servers;
    QStringList known;
    for (const HaproxyBackend &one : state.backends) {
        if (!backend.isEmpty() && backend != one.name) {
            continue;
        }
        known += one.serverNames();
        for (const HaproxyServer &candidate : one.servers) {
            if (server.isEmpty() || server == candidate.name) {
                servers += jsonOf(candidate);
            }
        }
    }
    if (servers.isEmpty() && !server.isEmpty()) {
        known.removeDuplicates();
        return std::unexpected(
            unknownName(backend.isEmpty() ? u"HAProxy"_s : u"The backend "_s + backend, u"server"_s, server, known));
    }
    const bool one = !backend.isEmpty() && !server.isEmpty();
    return one ? servers.first() : QJsonValue(servers);
}

} // namespace readyroom::actions
