// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/parser.h"

#include "models/promql/grammar.h"

namespace readyroom::promql {

Result<ExprPtr> parse(QStringView text)
{
    return Grammar(text).parse();
}

} // namespace readyroom::promql
