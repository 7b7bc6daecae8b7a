// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakearming.h"

namespace readyroom::fakes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

FakeArming::FakeArming()
    : known({{u"production"_s, fleet::Environment::Confirm::TypeName, 10min},
             {u"staging"_s, fleet::Environment::Confirm::Click, 5min}})
{
}

Result<void> FakeArming::arm(const QString &environment, const ArmingConfirmation &confirmation)
{
    confirmations.push_back(confirmation);
    if (!refusal.isEmpty()) {
        return failure(Error::Kind::Config, refusal);
    }
    set(Armed{environment, 10min});
    return {};
}

Result<void> FakeArming::extend()
{
    set(Armed{now.value().environment, 10min});
    return {};
}

void FakeArming::set(std::optional<Armed> armed)
{
    now = std::move(armed);
    Q_EMIT changed();
}

} // namespace readyroom::fakes
