// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/networkevidence.h"

#include "app/async/completion.h"
#include "app/evidence/headerevidence.h"
#include "app/evidence/httpevidence.h"
#include "app/evidence/instanceanswers.h"
#include "app/evidence/tlsevidence.h"
#include "app/http/origin.h"

#include <algorithm>

namespace readyroom::evidence {

using readiness::Evidence;
using readiness::HeaderEvidence;
using readiness::HttpEvidence;
using readiness::TlsEvidence;

namespace {

QCoro::Task<std::vector<InstanceAnswers>> answersOf(ServiceClient &client, std::size_t service, QString path,
                                                    int answers, std::stop_token stop)
{
    std::vector<InstanceAnswers> instances;
    for (const QUrl &url : client.service(service).instances) {
        InstanceAnswers instance{fleet::instanceLabel(url), {}};
        bool silent = false;
        // Whoever does not answer once is not asked again.
        for (int i = 0; i < answers && !silent && !stop.stop_requested(); ++i) {
            instance.answers.push_back(co_await client.get(service, url, path, stop));
            silent = instance.answers.back().error.has_value();
        }
        instances.push_back(std::move(instance));
    }
    co_return instances;
}

QCoro::Task<Evidence> header(ServiceClient &client, HeaderEvidence spec, std::size_t service, std::stop_token stop)
{
    co_return judgeHeaders(spec, co_await answersOf(client, service, spec.path, spec.answers, std::move(stop)));
}

QCoro::Task<Evidence> http(ServiceClient &client, HttpEvidence spec, std::size_t service, std::stop_token stop)
{
    co_return judgeHttp(spec, co_await answersOf(client, service, spec.path, 1, std::move(stop)));
}

QCoro::Task<Evidence> tls(ServiceClient &client, TlsEvidence spec, std::size_t service, std::stop_token stop)
{
    const fleet::Service &asked = client.service(service);
    std::vector<InstanceAnswers> handshakes;
    for (const QUrl &url : asked.instances) {
        if (!http::isHttps(url)) {
            co_return withoutTls(spec, url);
        }
        InstanceAnswers instance{fleet::instanceLabel(url), {}};
        instance.answers.push_back(co_await client.handshake(service, url, stop));
        handshakes.push_back(std::move(instance));
    }
    co_return judgeTls(spec, handshakes, asked.tls.verify, client.clock().now());
}

QCoro::Task<Evidence> collect(ServiceClient &client, readiness::EvidenceSpec spec, std::size_t service,
                              std::stop_token stop)
{
    if (const auto *const headers = std::get_if<HeaderEvidence>(&spec)) {
        return header(client, *headers, service, std::move(stop));
    }
    if (const auto *const handshake = std::get_if<TlsEvidence>(&spec)) {
        return tls(client, *handshake, service, std::move(stop));
    }
    return http(client, std::get<HttpEvidence>(spec), service, std::move(stop));
}

} // namespace

bool asksService(const readiness::EvidenceSpec &spec)
{
    return std::holds_alternative<HeaderEvidence>(spec) || std::holds_alternative<TlsEvidence>(spec)
        || std::holds_alternative<HttpEvidence>(spec);
}

QCoro::Task<Result<Evidence>> collectFromService(ServiceClient &client, readiness::EvidenceSpec spec,
                                                 std::size_t service, std::stop_token stop)
{
    Q_ASSERT(asksService(spec));
    Evidence evidence = co_await collect(client, std::move(spec), service, stop);
    if (stop.stop_requested()) {
        co_return std::unexpected(async::cancelledError());
    }
    evidence.takenAt = client.clock().now();
    co_return evidence;
}

} // namespace readyroom::evidence
