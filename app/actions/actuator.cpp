// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/actuator.h"

#include "app/actions/arguments.h"
#include "app/actions/curlline.h"
#include "app/http/origin.h"

#include <utility>

namespace readyroom::actions::actuator {

using namespace Qt::StringLiterals;

Result<AdminCall> callOf(const drills::Act &act, const QString &endpoint)
{
    const Result<QUrl> base = adminBase(act.target);
    const Result<Duration> timeout = timeoutOf(act.arguments, usualAdminTimeout);
    if (!base || !timeout) {
        return std::unexpected(base ? timeout.error() : base.error());
    }
    QString path = act.arguments.value("path"_L1).toString(u"/actuator"_s);
    while (path.endsWith(u'/')) {
        path.chop(1);
    }
    if (!path.isEmpty() && !path.startsWith(u'/')) {
        return failure(Error::Kind::Config, u"The path of the actuator must begin with /"_s);
    }
    return AdminCall{.base = *base, .path = path + endpoint, .timeout = *timeout};
}

QString encoded(const QString &name)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(name));
}

Result<QJsonObject> objectOf(const http::Response &response, const AdminCall &call)
{
    constexpr int notFound = 404;
    const QString where = http::hostPort(call.base);
    if (!response.error && response.status == notFound) {
        return failure(Error::Kind::NotExposed, u"%1 does not expose %2"_s.arg(where, call.path));
    }
    const Result<QJsonValue> json = jsonOf(response, where);
    if (!json) {
        return std::unexpected(json.error());
    }
    if (!json->isObject()) {
        return failure(Error::Kind::Parse, u"The answer of %1 to %2 is no JSON object"_s.arg(where, call.path));
    }
    return json->toObject();
}

QCoro::Task<Result<drills::Preview>> withRequest(World &world, drills::Preview preview, AdminCall call,
                                                 std::stop_token stop)
{
    auto making = requestOf(world, call, std::move(stop));
    Result<http::Request> request = co_await std::move(making);
    if (!request) {
        co_return std::unexpected(std::move(request).error());
    }
    const fleet::Service *const service = serviceAt(world.fleet, call.base);
    const security::Redactor redactor = world.vault.redactor();
    preview.request = requestText(*request, call.method, redactor);
    preview.command = curlLine(*request, call.method, service ? service->auth : fleet::Auth(), redactor);
    preview.tool = u"curl"_s;
    co_return preview;
}

} // namespace readyroom::actions::actuator
