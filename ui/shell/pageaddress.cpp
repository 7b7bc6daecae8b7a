// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pageaddress.h"

namespace readyroom::shell {

using namespace Qt::StringLiterals;

std::optional<PageAddress> PageAddress::fromText(const QString &text)
{
    if (text == "fleet"_L1) {
        return PageAddress{};
    }
    if (text == "journal"_L1) {
        return PageAddress{Kind::Journal};
    }
    static constexpr QLatin1StringView service("service/");
    if (text.startsWith(service) && text.size() > service.size()) {
        return PageAddress{Kind::Service, text.mid(service.size())};
    }
    return std::nullopt;
}

} // namespace readyroom::shell
