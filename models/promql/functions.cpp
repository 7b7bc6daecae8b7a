// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/functions.h"

#include <algorithm>

namespace readyroom::promql {

const std::vector<Function> &functionTable()
{
    static const std::vector<Function> table = [] {
        std::vector<Function> all;
        for (auto group : {rateFunctions(), overTimeFunctions(), mathFunctions(), vectorFunctions(), labelFunctions(),
                           dateFunctions(), histogramFunctions()}) {
            all.insert(all.end(), group.begin(), group.end());
        }
        std::ranges::sort(all, [](const Function &a, const Function &b) { return a.name.compare(b.name) < 0; });
        return all;
    }();
    return table;
}

const Function *findFunction(QByteArrayView name)
{
    const std::vector<Function> &table = functionTable();
    const auto it = std::ranges::lower_bound(
        table, name, [](QByteArrayView a, QByteArrayView b) { return a.compare(b) < 0; }, &Function::name);
    return it != table.end() && it->name == name ? &*it : nullptr;
}

} // namespace readyroom::promql
