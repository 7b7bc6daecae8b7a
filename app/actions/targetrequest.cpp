// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/targetrequest.h"

#include "app/monitor/servicerequest.h"

#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;

bool isHttpTarget(const QString &target)
{
    return target.startsWith("http://"_L1, Qt::CaseInsensitive)
        || target.startsWith("https://"_L1, Qt::CaseInsensitive);
}

Result<QUrl> httpTargetFrom(const QString &target)
{
    QUrl url(target, QUrl::StrictMode);
    if (!isHttpTarget(target) || !url.isValid() || url.host().isEmpty()) {
        return failure(Error::Kind::Config,
                       u"“%1” is not an http or https address"_s.arg(
                           url.isValid() ? url.toDisplayString(QUrl::RemoveUserInfo) : QString()));
    }
    return url;
}

QCoro::Task<Result<http::Request>> requestTo(World &world, QUrl url, Duration timeout, std::stop_token stop)
{
    http::Request request;
    if (const fleet::Service *const service = serviceAt(world.fleet, url)) {
        Result<http::Credentials> credentials =
            co_await world.credentials.of(static_cast<std::size_t>(service - world.fleet.services.data()), stop);
        if (!credentials) {
            co_return std::unexpected(std::move(credentials).error());
        }
        request = monitor::serviceRequest(*service, url, *std::move(credentials), "*/*");
    } else {
        request.url = url;
    }
    request.timeout = timeout;
    request.maxRedirects = 0;
    co_return request;
}

} // namespace readyroom::actions
