// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/transport.h"

#include "app/async/completion.h"
#include "app/http/curlmulti.h"
#include "app/http/explain.h"
#include "app/http/hop.h"
#include "app/http/origin.h"
#include "app/http/redirect.h"

#include <QPointer>
#include <QThread>
#include <QTimer>

#include <chrono>

namespace readyroom::http {

using namespace Qt::StringLiterals;

namespace {

/// libcurl keeps the deadline; this much later it is taken for granted that it did not.
constexpr Duration grace{250};

Timings shifted(Timings timings, Timings::Seconds by)
{
    for (Timings::Seconds *phase : {&timings.dns, &timings.connect, &timings.tls, &timings.firstByte, &timings.total}) {
        if (phase->count() >= 0) {
            *phase += by;
        }
    }
    return timings;
}

Response failed(Error error, const Request &request)
{
    return {.error = std::move(error), .effectiveUrl = request.url};
}

Error tooManyRedirects(const Request &request)
{
    return {Error::Kind::Limit,
            u"%1 redirects more than %2 times"_s.arg(hostPort(request.url)).arg(request.maxRedirects),
            {},
            {}};
}

} // namespace

Transport::Transport(QObject *parent)
    : QObject(parent)
    , m_multi(std::make_unique<CurlMulti>([this](CURL *easy, CURLcode code) {
        Hop *hop = Hop::of(easy);
        hop->finish(code);
        m_hops.erase(hop->id());
    }))
{
}

Transport::~Transport()
{
    for (const auto &[id, hop] : m_hops) {
        m_multi->remove(hop->easy());
        hop->fail(async::cancelledError());
    }
}

QCoro::Task<Response> Transport::fetch(Request request, std::stop_token stop)
{
    Q_ASSERT(thread() == QThread::currentThread());
    using Steady = std::chrono::steady_clock;
    const QPointer<Transport> self{this};
    const Steady::time_point start = Steady::now();

    Result<Request> current = checked(std::move(request));
    if (!current) {
        co_return Response{.error = std::move(current.error())};
    }
    for (int redirects = 0;; ++redirects) {
        const Steady::duration passed = Steady::now() - start;
        const auto timeLeft = std::chrono::ceil<Duration>(current->timeout - passed);
        if (timeLeft <= Duration::zero()) {
            co_return failed(timeoutError({}, *current), *current);
        }
        Result<HopResult> hop = co_await send(*current, timeLeft, stop);
        if (!hop || !self) {
            co_return failed(hop ? async::cancelledError() : std::move(hop.error()), *current);
        }
        Response response{.status = hop->answer.status,
                          .headers = {},
                          .body = {},
                          .timings = shifted(hop->timings, passed),
                          .tlsExpiry = expiryOf(current->url, *hop),
                          .error = explain(*hop, *current),
                          .effectiveUrl = current->url};
        response.headers = std::move(hop->answer.headers);
        if (response.error) {
            co_return response;
        }
        if (current->maxRedirects == 0 || !isRedirect(response.status) || response.header("location").isEmpty()) {
            response.body = std::move(hop->answer.body);
            co_return response;
        }
        if (redirects == current->maxRedirects) {
            response.error = tooManyRedirects(*current);
            co_return response;
        }
        Result<Request> next = redirected(*current, response.status, response.header("location"));
        if (!next) {
            response.error = std::move(next.error());
            co_return response;
        }
        current = std::move(next);
    }
}

QCoro::Task<Result<HopResult>> Transport::send(Request request, Duration timeLeft, std::stop_token stop)
{
    const QPointer<Transport> self{this};
    auto [owned, completion] = async::makeCompletion<HopResult>();
    const auto promise = std::make_shared<const async::Promise<HopResult>>(std::move(owned));
    const std::uint64_t id = ++m_lastHop;
    auto hop = std::make_unique<Hop>(id, request, timeLeft, promise);
    if (!m_multi->add(hop->easy())) {
        co_return failure(Error::Kind::Limit, u"The request to %1 could not be started"_s.arg(hostPort(request.url)));
    }
    m_hops.emplace(id, std::move(hop));

    QTimer guard;
    guard.setSingleShot(true);
    connect(&guard, &QTimer::timeout, &guard,
            [&] { promise->set(std::unexpected(timeoutError({.code = CURLE_OPERATION_TIMEDOUT}, request))); });
    guard.start(timeLeft + grace);
    const std::stop_callback onStop(stop, [promise] { promise->set(std::unexpected(async::cancelledError())); });
    Result<HopResult> result = co_await completion;
    if (!result && self) {
        drop(id);
    }
    co_return result;
}

void Transport::drop(std::uint64_t hop)
{
    const auto it = m_hops.find(hop);
    if (it != m_hops.end()) {
        m_multi->remove(it->second->easy());
        m_hops.erase(it);
    }
}

std::optional<Timestamp> Transport::expiryOf(const QUrl &url, const HopResult &result)
{
    if (!isHttps(url)) {
        return std::nullopt;
    }
    const QString key = hostPort(url);
    if (result.tlsExpiry) {
        m_expiries.insert(key, *result.tlsExpiry);
    }
    const auto it = m_expiries.constFind(key);
    return it == m_expiries.cend() ? std::nullopt : std::optional(*it);
}

} // namespace readyroom::http
