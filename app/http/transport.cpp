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

QByteArray requestIdOf(const Request &request)
{
    for (const auto &[name, value] : request.headers) {
        if (name.compare("x-request-id", Qt::CaseInsensitive) == 0) {
            return value;
        }
    }
    return {};
}

Error tooManyRedirects(const Request &request)
{
    return {Error::Kind::Limit,
            u"%1 redirects more than %2 times"_s.arg(hostPort(request.url)).arg(request.maxRedirects),
            {},
            {}};
}

} // namespace

Transport::Transport(const security::Redactor &redactor, QObject *parent, long idleConnections)
    : QObject(parent)
    , m_redactor(redactor)
    , m_multi(std::make_unique<CurlMulti>(
          [this](CURL *easy, CURLcode code) {
              Hop *hop = Hop::of(easy);
              hop->finish(code);
              m_hops.erase(hop->id());
          },
          idleConnections))
{
}

Transport::~Transport()
{
    for (const auto &[id, hop] : m_hops) {
        m_multi->remove(hop->easy());
        hop->fail(async::cancelledError());
    }
}

Response Transport::failed(Error error, const Request &request) const
{
    return {
        .error = m_redactor.redacted(std::move(error)), .effectiveUrl = request.url, .requestId = requestIdOf(request)};
}

Response Transport::unfinished(Error error, const Request &request) const
{
    // Kind::Limit: it was never started. Otherwise it was given up while nobody knew how far it had got.
    const bool sent = error.kind != Error::Kind::Limit;
    Response response = failed(std::move(error), request);
    response.sent = sent;
    return response;
}

QCoro::Task<Response> Transport::fetch(Request request, std::stop_token stop)
{
    Q_ASSERT(thread() == QThread::currentThread());
    Result<Request> sound = checked(std::move(request));
    if (!sound) {
        co_return Response{.error = m_redactor.redacted(std::move(sound.error()))};
    }
    if (Result<void> reads = checkReadsOnly(*sound); !reads) {
        co_return Response{.error = m_redactor.redacted(std::move(reads.error()))};
    }
    co_return co_await follow(*std::move(sound), std::move(stop));
}

QCoro::Task<Response> Transport::follow(Request current, std::stop_token stop)
{
    using Steady = std::chrono::steady_clock;
    const QPointer<Transport> self{this};
    const Steady::time_point start = Steady::now();
    learnSecrets(current);
    for (int redirects = 0;; ++redirects) {
        ensureRequestId(current);
        const auto passed = std::chrono::floor<Duration>(Steady::now() - start);
        const Duration timeLeft = current.timeout - passed;
        if (timeLeft <= Duration::zero()) {
            co_return failed(timeoutError({}, current), current);
        }
        Result<HopResult> hop = co_await send(current, methodOf(current.reading), timeLeft, stop);
        if (!self) {
            co_return Response{.error = async::cancelledError(), .sent = true, .effectiveUrl = current.url};
        }
        if (!hop) {
            co_return unfinished(std::move(hop.error()), current);
        }
        Response response = responseOf(*std::move(hop), current, passed);
        if (response.error || current.maxRedirects == 0 || !isRedirect(response.status)
            || response.header("location").isEmpty()) {
            co_return response;
        }
        response.body.clear();
        if (redirects == current.maxRedirects) {
            response.error = tooManyRedirects(current);
            co_return response;
        }
        Result<Request> next = redirected(current, response.status, response.header("location"));
        if (!next) {
            response.error = m_redactor.redacted(std::move(next.error()));
            co_return response;
        }
        current = *std::move(next);
    }
}

QCoro::Task<Response> Transport::change(Request request, QByteArray method, security::Permit permit,
                                        std::stop_token stop)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const QPointer<Transport> self{this};
    Result<Request> sound = checked(std::move(request));
    if (sound && (sound->reading != Reading::Get || !isMethod(method))) {
        sound = failure(Error::Kind::Config, u"The request method is not a word"_s);
    }
    if (!sound) {
        co_return Response{.error = m_redactor.redacted(std::move(sound.error()))};
    }
    learnSecrets(*sound);
    ensureRequestId(*sound);
    if (Result<void> allowed = permit.check(); !allowed) {
        co_return Response{.error = m_redactor.redacted(std::move(allowed.error())), .effectiveUrl = sound->url};
    }
    Result<HopResult> hop = co_await send(*sound, method, sound->timeout, std::move(stop));
    if (!self) {
        co_return Response{.error = async::cancelledError(), .sent = true, .effectiveUrl = sound->url};
    }
    co_return hop ? responseOf(*std::move(hop), *sound, Duration::zero()) : unfinished(std::move(hop.error()), *sound);
}

void Transport::ensureRequestId(Request &request)
{
    // A UUID whose last group counts: as unique, and cheaper than asking the system for random bytes each time.
    constexpr qsizetype counted = 12;
    if (requestIdOf(request).isEmpty()) {
        const QByteArray number = QByteArray::number(++m_lastRequest, 16).rightJustified(counted, '0', true);
        request.headers.emplace_back("X-Request-ID", m_requestIds.chopped(counted) + number);
    }
}

Response Transport::responseOf(HopResult hop, const Request &request, Duration passed)
{
    Response response{.status = hop.answer.status,
                      .reason = std::move(hop.answer.reason),
                      .headers = {},
                      .trailers = {},
                      .body = {},
                      .timings = shifted(hop.timings, passed),
                      .tlsExpiry = expiryOf(request.url, hop),
                      .tlsVersion = hop.tlsVersion,
                      .error = explain(hop, request),
                      .sent = hop.requestBytes > 0,
                      .certificateRefused = hop.code == CURLE_PEER_FAILED_VERIFICATION,
                      .effectiveUrl = request.url,
                      .requestId = requestIdOf(request)};
    response.headers = std::move(hop.answer.headers);
    response.trailers = std::move(hop.answer.trailers);
    if (response.error) {
        response.error = m_redactor.redacted(*std::move(response.error));
    } else {
        response.body = std::move(hop.answer.body);
    }
    return response;
}

void Transport::learnSecrets(const Request &request)
{
    const Credentials &secrets = request.credentials;
    m_redactor.add(secrets.bearer);
    m_redactor.add(secrets.clientKey);
    m_redactor.addBasic(secrets.user, secrets.password);
}

QCoro::Task<Result<HopResult>> Transport::send(Request request, QByteArray method, Duration timeLeft,
                                               std::stop_token stop)
{
    const QPointer<Transport> self{this};
    auto [owned, completion] = async::makeCompletion<HopResult>();
    const auto promise = std::make_shared<const async::Promise<HopResult>>(std::move(owned));
    const std::uint64_t id = ++m_lastHop;
    auto hop = std::make_unique<Hop>(id, request, method, timeLeft, promise);
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
