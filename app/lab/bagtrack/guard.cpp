// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/bagtrack/guard.h"

#include "app/lab/jsonreply.h"

#include <httplib.h>

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <array>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

using namespace std::chrono_literals;

constexpr RateLimit dailyLimit{.count = 2'000'000, .window = 24h};
constexpr RateLimit apiLimit{.count = 50'000, .window = 1h};
constexpr RateLimit authLimit{.count = 1'000, .window = 1h};
constexpr std::string_view cookieName = "session=";

QByteArray randomText()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

/// The id of the session, empty when the request has none.
QByteArray sessionOf(const httplib::Request &request)
{
    const std::string cookies = "; " + request.get_header_value("Cookie");
    const auto at = cookies.find("; " + std::string(cookieName));
    if (at == std::string::npos) {
        return {};
    }
    const auto begin = at + 2 + cookieName.size();
    return QByteArray::fromStdString(cookies.substr(begin, cookies.find(';', begin) - begin));
}

Counter &refusals(MetricsRegistry &metrics, const char *limit)
{
    return metrics.counter("bagtrack_rate_limited_total", "Requests answered with 429.", {{"limit", limit}});
}

} // namespace

Guard::Guard(MetricsRegistry &metrics)
    : m_secret(randomText())
    , m_daily({dailyLimit})
    , m_api({apiLimit})
    , m_auth({authLimit})
    , m_dailyRefused(refusals(metrics, "2000000 per day"))
    , m_apiRefused(refusals(metrics, "50000 per hour"))
    , m_authRefused(refusals(metrics, "1000 per hour"))
    , m_forged(metrics.counter("bagtrack_csrf_refused_total", "Requests without a CSRF token that fits."))
{
}

bool Guard::keeps(RateLimiter &limiter, Counter &refused, const httplib::Request &request, httplib::Response &response)
{
    const auto refusal = limiter.refuse(clientOf(request), RateLimiter::Time::clock::now());
    if (refusal) {
        refused.add();
        refuseTooMany(response, limiter.limits()[refusal->limit], refusal->wait);
    }
    return !refusal;
}

bool Guard::admits(Area area, const httplib::Request &request, httplib::Response &response)
{
    if (!keeps(m_daily, m_dailyRefused, request, response)) {
        return false;
    }
    switch (area) {
    case Area::Default:
        return true;
    case Area::Api:
        return keeps(m_api, m_apiRefused, request, response);
    case Area::Auth:
        return keeps(m_auth, m_authRefused, request, response);
    }
    return true;
}

QByteArray Guard::tokenOf(const QByteArray &session) const
{
    return QMessageAuthenticationCode::hash(session, m_secret, QCryptographicHash::Sha256).toHex();
}

bool Guard::isGenuine(const httplib::Request &request, httplib::Response &response)
{
    const QByteArray session = sessionOf(request);
    const auto token = QByteArray::fromStdString(request.get_header_value("X-CSRFToken"));
    if (!session.isEmpty() && token == tokenOf(session)) {
        return true;
    }
    m_forged.add();
    refuse(response, 403, u"The CSRF token is missing or does not fit the session; GET /csrf-token gives one."_s);
    return false;
}

void Guard::giveToken(const httplib::Request &request, httplib::Response &response)
{
    QByteArray session = sessionOf(request);
    if (session.isEmpty()) {
        session = beginSession(response);
    }
    reply(response, 200, {{u"csrf_token"_s, QString::fromLatin1(tokenOf(session))}});
}

QByteArray Guard::beginSession(httplib::Response &response)
{
    const QByteArray id = randomText();
    response.set_header("Set-Cookie",
                        std::string(cookieName) + id.toStdString() + "; Path=/; HttpOnly; Secure; SameSite=Lax");
    return id;
}

} // namespace readyroom::lab
