// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/credentials.h"

#include "app/config/secrets.h"

namespace readyroom::monitor {

Credentials::Credentials(const fleet::Fleet &fleet)
    : m_fleet(fleet)
    , m_known(fleet.services.size())
{
}

Result<http::Credentials> Credentials::of(std::size_t service)
{
    std::optional<http::Credentials> &known = m_known.at(service);
    if (known) {
        return *known;
    }
    const fleet::Auth &auth = m_fleet.services[service].auth;
    http::Credentials credentials;
    credentials.user = auth.user.value_or(QString());
    if (auth.bearer) {
        Result<QByteArray> token = config::resolveSecret(*auth.bearer);
        if (!token) {
            return std::unexpected(std::move(token).error());
        }
        credentials.bearer = *std::move(token);
    }
    if (auth.password) {
        Result<QByteArray> password = config::resolveSecret(*auth.password);
        if (!password) {
            return std::unexpected(std::move(password).error());
        }
        credentials.password = QString::fromUtf8(*password);
    }
    known = std::move(credentials);
    return *known;
}

void Credentials::forget(std::size_t service)
{
    m_known.at(service).reset();
}

} // namespace readyroom::monitor
