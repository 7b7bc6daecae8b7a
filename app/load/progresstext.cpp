// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load/progresstext.h"

#include "models/items/quantity.h"

#include <cmath>

namespace readyroom::load {

using namespace Qt::StringLiterals;

QString progressText(const Progress &progress)
{
    const QString failed = progress.failed > 0 ? u", %1 failed"_s.arg(progress.failed) : QString();
    const QString p95 =
        std::isnan(progress.p95) ? QString() : u", p95 %1"_s.arg(items::secondsQuantity(progress.p95).text());
    return u"%1 requests%2%3"_s.arg(progress.requests).arg(failed, p95);
}

} // namespace readyroom::load
