// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/world.h"
#include "app/http/request.h"
#include "app/http/response.h"
#include "app/security/permit.h"
#include "models/drills/act.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QByteArray>
#include <QCoroTask>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QUrl>

#include <stop_token>
#include <vector>

namespace readyroom::actions {

/// How long a request to a control API may take, unless something is said.
inline constexpr Duration usualAdminTimeout{3000};

/// One request to a control API that speaks JSON.
struct AdminCall {
    QUrl base = {}; ///< of the API
    QString path = {}; ///< below it, from "/" on, percent-encoded
    QString query = {}; ///< percent-encoded; empty: none
    QByteArray method = "GET";
    QByteArray body = {}; ///< JSON; empty: none
    std::vector<Answer::Header> headers = {}; ///< besides those of the fleet file
    Duration timeout = usualAdminTimeout;

    [[nodiscard]] QUrl url() const;
    /// As it goes out, apart from what every request carries: request line, headers, body.
    [[nodiscard]] QString text() const;
    /// The same as a line with curl.
    [[nodiscard]] QString curl() const;
};

/// The base URL of a control API. Kind::Config with a sentence when `target` is not one.
[[nodiscard]] Result<QUrl> adminBase(const QString &target);

/// The request that a call becomes, with what the fleet file says about its origin.
[[nodiscard]] QCoro::Task<Result<http::Request>> requestOf(World &world, AdminCall call, std::stop_token stop);

/// Asks control APIs that speak JSON over HTTP, with what the fleet file says about their origin. On the action thread.
class AdminApi final {
public:
    /// `world` outlives this.
    explicit AdminApi(World &world)
        : m_world(world)
    {
    }

    /// Reads, by GET or, of etcd, by http::Reading::Status. Redirects are answers.
    [[nodiscard]] QCoro::Task<http::Response> read(AdminCall call, http::Reading reading, std::stop_token stop);
    /// Changes, by the method of the call.
    [[nodiscard]] QCoro::Task<http::Response> change(AdminCall call, security::Permit permit, std::stop_token stop);

private:
    World &m_world;
};

/// The JSON value of an answer with a status of 2xx. Otherwise Kind::Http with what the server says, Kind::Parse when
/// it is no JSON, or the error of the answer. `what` names the server in sentences: "Caddy".
[[nodiscard]] Result<QJsonValue> jsonOf(const http::Response &response, const QString &what);
/// What went wrong, in the words of the server: a status that is not 2xx.
[[nodiscard]] Error refusalOf(const http::Response &response, const QString &what);
[[nodiscard]] bool isSuccess(const http::Response &response);

/// What came of a change, as a journal of Chaos Toolkit has it. A status that is not 2xx is an error.
[[nodiscard]] drills::Outcome outcomeOf(const http::Response &response, const QString &what,
                                        const security::Redactor &redactor);
/// Of an act that was not sent.
[[nodiscard]] drills::Outcome notSent(Error error);

} // namespace readyroom::actions
