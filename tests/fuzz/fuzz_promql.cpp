// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/parser.h"

#include <QString>

#include <cstdint>
#include <cstdlib>

/// Whatever parses must be written as text that parses to the same text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace readyroom::promql;
    const auto text = QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto expr = parse(text);
    if (!expr) {
        return expr.error().message.isEmpty() || !expr.error().where.isValid() ? std::abort(), 0 : 0;
    }
    const QString canonical = toText(**expr);
    const auto again = parse(canonical);
    if (!again || toText(**again) != canonical) {
        std::abort();
    }
    return 0;
}
