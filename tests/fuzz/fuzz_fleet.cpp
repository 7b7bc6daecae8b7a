// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, read as a fleet file, a rule file or a signal map: a value, or errors with sentences; never a crash.
#include "app/config/lint.h"
#include "app/config/rulefile.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

template<typename T> void check(const readyroom::config::Loaded<T> &loaded)
{
    if (loaded) {
        return;
    }
    if (loaded.error().empty()) {
        std::abort();
    }
    for (const readyroom::Error &error : loaded.error()) {
        if (error.message.isEmpty() || readyroom::config::toText(error).isEmpty()) {
            std::abort();
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QString file = QStringLiteral("/nonexistent/fuzz.yaml");
    check(readyroom::config::loadFleetText(text, file));
    check(readyroom::config::loadRuleText(text, file));
    check(readyroom::config::loadSignalMapText(text, file));
    return 0;
}
