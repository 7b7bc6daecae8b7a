// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/itemresult.h"

#include <algorithm>
#include <array>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;

namespace {

struct Row {
    QLatin1StringView name;
    double points;
    bool open;
};

/// In the order of ItemResult.
constexpr std::array<Row, itemResultCount> rows{{{"not_applicable"_L1, 0.0, false},
                                                 {"pass"_L1, 1.0, false},
                                                 {"waived"_L1, 0.0, false},
                                                 {"partial"_L1, 0.5, true},
                                                 {"fail"_L1, 0.0, true},
                                                 {"unknown"_L1, 0.0, true}}};

const Row &rowOf(ItemResult result)
{
    return rows.at(static_cast<std::size_t>(result));
}

} // namespace

QString itemResultName(ItemResult result)
{
    return rowOf(result).name;
}

std::optional<ItemResult> itemResultFromName(QStringView name)
{
    const auto *const found = std::ranges::find_if(rows, [name](const Row &row) { return name == row.name; });
    return found == rows.end() ? std::nullopt : std::optional(static_cast<ItemResult>(found - rows.begin()));
}

double pointsOf(ItemResult result)
{
    return rowOf(result).points;
}

bool isOpen(ItemResult result)
{
    return rowOf(result).open;
}

bool isUnfinished(ItemResult result)
{
    return isOpen(result) || result == ItemResult::Waived;
}

} // namespace readyroom::readiness
