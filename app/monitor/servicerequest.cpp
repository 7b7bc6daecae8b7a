// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/servicerequest.h"

#include <algorithm>
#include <utility>

namespace readyroom::monitor {

http::Request serviceRequest(const fleet::Service &service, const QUrl &url, http::Credentials credentials,
                             const QByteArray &accept)
{
    http::Request request;
    request.url = url;
    const bool choosesFormat = std::ranges::any_of(
        service.headers, [](const auto &header) { return header.first.compare("accept", Qt::CaseInsensitive) == 0; });
    if (!choosesFormat) {
        request.headers.emplace_back("Accept", accept);
    }
    request.headers.insert(request.headers.end(), service.headers.begin(), service.headers.end());
    request.credentials = std::move(credentials);
    request.tls = service.tls;
    return request;
}

} // namespace readyroom::monitor
