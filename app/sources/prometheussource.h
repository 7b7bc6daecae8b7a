// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/request.h"
#include "app/http/transport.h"
#include "models/ports/querysource.h"

#include <QUrl>

namespace readyroom::sources {

/// PromQL answered by a Prometheus-compatible HTTP API (Prometheus, Thanos, Mimir, VictoriaMetrics): the expression is
/// sent unchanged. Used from the thread of its transport.
class PrometheusSource final : public QuerySource {
public:
    /// `base` as for Grafana: with or without a path prefix, without /api/v1.
    PrometheusSource(http::Transport &transport, QUrl base, http::Credentials credentials = {}, fleet::Tls tls = {},
                     Duration timeout = std::chrono::seconds{10});

    [[nodiscard]] QCoro::Task<Result<promql::QueryResult>> instant(QString expr, Timestamp at,
                                                                   std::stop_token stop = {}) override;
    [[nodiscard]] QCoro::Task<Result<promql::QueryResult>> range(QString expr, Timestamp from, Timestamp to,
                                                                 Duration step, std::stop_token stop = {}) override;

private:
    [[nodiscard]] http::Request request(QLatin1StringView call,
                                        const std::vector<std::pair<QString, QString>> &parameters) const;

    http::Transport &m_transport;
    QUrl m_base;
    http::Credentials m_credentials;
    fleet::Tls m_tls;
    Duration m_timeout;
};

} // namespace readyroom::sources
