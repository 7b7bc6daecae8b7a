// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/serviceclient.h"

#include "app/http/origin.h"
#include "app/monitor/servicerequest.h"
#include "app/monitor/target.h"

#include <utility>

namespace readyroom::evidence {

namespace {

/// Two at a time per instance; the polls have a gate of their own.
constexpr http::GateLimits limits{.perHost = 2, .overall = 32, .suspects = 16};
constexpr Duration timeout{5000};
constexpr std::size_t bodyLimit = std::size_t{4} * 1024 * 1024;

} // namespace

ServiceClient::ServiceClient(fleet::Fleet fleet, const security::Vault &vault, std::shared_ptr<const TimeSource> time)
    : m_fleet(std::move(fleet))
    , m_time(std::move(time))
    , m_credentials(m_fleet, vault, *m_time)
    , m_redactor(vault.redactor())
    , m_gate(limits)
    , m_transport(vault.redactor())
{
}

QCoro::Task<http::Response> ServiceClient::send(http::Request request, std::stop_token stop)
{
    Result<http::HostGate::Permit> permit = co_await m_gate.enter(http::hostPort(request.url), stop);
    if (!permit) {
        co_return http::Response{.error = std::move(permit).error()};
    }
    request.timeout = timeout;
    request.bodyLimit = bodyLimit;
    request.maxRedirects = 0;
    http::Response response = co_await m_transport.fetch(std::move(request), std::move(stop));
    permit->report(!response.error);
    response.body = m_redactor.redacted(std::move(response.body));
    for (auto *const fields : {&response.headers, &response.trailers}) {
        for (auto &[name, value] : *fields) {
            value = m_redactor.redacted(std::move(value));
        }
    }
    co_return response;
}

QCoro::Task<http::Response> ServiceClient::get(std::size_t service, QUrl instance, QString path, std::stop_token stop)
{
    constexpr int unauthorized = 401;
    constexpr int forbidden = 403;
    Result<http::Credentials> known = co_await m_credentials.of(service, stop);
    if (!known) {
        co_return http::Response{.error = std::move(known).error()};
    }
    const QUrl url = monitor::endpointUrl(instance, path);
    http::Response response = co_await send(
        monitor::serviceRequest(m_fleet.services.at(service), url, *std::move(known), "*/*"), std::move(stop));
    if (response.status == unauthorized || response.status == forbidden) {
        m_credentials.forget(service);
    }
    co_return response;
}

QCoro::Task<http::Response> ServiceClient::handshake(std::size_t service, QUrl instance, std::stop_token stop)
{
    Result<http::Credentials> known = co_await m_credentials.of(service, stop);
    if (!known) {
        co_return http::Response{.error = std::move(known).error()};
    }
    http::Request request;
    request.url = instance.adjusted(QUrl::RemoveUserInfo);
    request.reading = http::Reading::Head;
    request.credentials.clientKey = known->clientKey;
    request.tls = m_fleet.services.at(service).tls;
    request.probesTls = true;
    co_return co_await send(std::move(request), std::move(stop));
}

QCoro::Task<Result<http::Credentials>> ServiceClient::credentials(std::size_t service, std::stop_token stop)
{
    return m_credentials.of(service, std::move(stop));
}

} // namespace readyroom::evidence
