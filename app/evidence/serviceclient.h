// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/hostgate.h"
#include "app/http/transport.h"
#include "app/monitor/credentials.h"
#include "app/security/vault.h"
#include "models/fleet/fleet.h"
#include "models/ports/timesource.h"

#include <QCoroTask>
#include <QString>
#include <QUrl>

#include <cstddef>
#include <memory>
#include <stop_token>

namespace readyroom::evidence {

/// Asks the instances of the services of a fleet, few at a time, so that proving readiness never loads what it proves.
/// Lives on one thread, and outlives what it was asked for: a requested stop ends a request at once.
class ServiceClient final {
public:
    ServiceClient(fleet::Fleet fleet, const security::Vault &vault, std::shared_ptr<const TimeSource> time);
    ServiceClient(const ServiceClient &) = delete;
    ServiceClient &operator=(const ServiceClient &) = delete;

    [[nodiscard]] const fleet::Service &service(std::size_t service) const { return m_fleet.services.at(service); }

    /// A GET of `path` as the fleet file wants the service to be asked. Redirects are answers. Secrets that are played
    /// back are blotted out. What went wrong, with the credentials, too, is in Response::error.
    [[nodiscard]] QCoro::Task<http::Response> get(std::size_t service, QUrl instance, QString path,
                                                  std::stop_token stop);
    /// A TLS handshake of its own, of any version that the peer still speaks; for https only. It carries no secrets but
    /// the client certificate.
    [[nodiscard]] QCoro::Task<http::Response> handshake(std::size_t service, QUrl instance, std::stop_token stop);

    [[nodiscard]] QCoro::Task<Result<http::Credentials>> credentials(std::size_t service, std::stop_token stop);
    /// For what asks in its own way, having a permit.
    [[nodiscard]] http::Transport &transport() { return m_transport; }
    [[nodiscard]] const Clock &clock() const { return *m_time; }

private:
    [[nodiscard]] QCoro::Task<http::Response> send(http::Request request, std::stop_token stop);

    fleet::Fleet m_fleet;
    std::shared_ptr<const TimeSource> m_time;
    monitor::Credentials m_credentials;
    security::Redactor m_redactor;
    http::HostGate m_gate;
    http::Transport m_transport;
};

} // namespace readyroom::evidence
