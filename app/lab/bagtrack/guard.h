// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/metrics.h"
#include "app/lab/ratelimiter.h"

#include <QByteArray>

namespace readyroom::lab {

/// What stands before the handlers of bagtrack: rate limits per client, sessions, and protection against forged
/// requests. A session's CSRF token is an HMAC of its id, so nothing is kept about sessions. Thread-safe.
class Guard final {
public:
    enum class Area { Default, Api, Auth };

    explicit Guard(MetricsRegistry &metrics);

    /// Counts the request: 2,000,000 a day, and 50,000 an hour for the API or 1,000 an hour for logins. Answers 429 and
    /// returns false beyond.
    [[nodiscard]] bool admits(Area area, const httplib::Request &request, httplib::Response &response);
    /// Answers 403 and returns false unless the header `X-CSRFToken` fits the cookie `session`.
    [[nodiscard]] bool isGenuine(const httplib::Request &request, httplib::Response &response);
    /// Answers `{"csrf_token"}` of the session, which begins if there is none.
    void giveToken(const httplib::Request &request, httplib::Response &response);
    /// Begins a new session, whose id cannot be guessed, and sets its cookie (HttpOnly, Secure, SameSite). Its id.
    static QByteArray beginSession(httplib::Response &response);

private:
    [[nodiscard]] bool keeps(RateLimiter &limiter, Counter &refused, const httplib::Request &request,
                             httplib::Response &response);
    [[nodiscard]] QByteArray tokenOf(const QByteArray &session) const;

    QByteArray m_secret;
    RateLimiter m_daily;
    RateLimiter m_api;
    RateLimiter m_auth;
    Counter &m_dailyRefused;
    Counter &m_apiRefused;
    Counter &m_authRefused;
    Counter &m_forged;
};

} // namespace readyroom::lab
