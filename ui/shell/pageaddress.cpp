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
    if (text == "readiness"_L1) {
        return PageAddress{Kind::Readiness};
    }
    if (text == "drills"_L1) {
        return PageAddress{Kind::Drills};
    }
    static constexpr QLatin1StringView service("service/");
    static constexpr QLatin1StringView drills("drills/");
    static constexpr QLatin1StringView readiness("readiness/");
    if (text.startsWith(service) && text.size() > service.size()) {
        return PageAddress{Kind::Service, text.mid(service.size())};
    }
    if (text.startsWith(readiness) && text.size() > readiness.size()) {
        return PageAddress{Kind::Readiness, {}, text.mid(readiness.size())};
    }
    if (text.startsWith(drills)) {
        const QString rest = text.mid(drills.size());
        const qsizetype slash = rest.indexOf(u'/');
        const QString name = rest.mid(slash + 1);
        if (slash >= 0 && !name.isEmpty()) {
            return PageAddress{Kind::Drills, rest.left(slash), {}, name};
        }
    }
    return std::nullopt;
}

} // namespace readyroom::shell
