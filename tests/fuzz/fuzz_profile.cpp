// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, read as a readiness profile: a value whose references hold, or errors with sentences; never a crash.
#include "app/config/lint.h"
#include "app/config/profilefile.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

void checkReferences(const readyroom::readiness::Profile &profile)
{
    for (const readyroom::readiness::Risk &risk : profile.risks) {
        for (const QString &id : risk.mitigatedBy) {
            if (!profile.item(id)) {
                std::abort();
            }
        }
    }
    for (const readyroom::readiness::Phase &phase : profile.phases) {
        for (const QString &id : phase.items) {
            if (!profile.item(id)) {
                std::abort();
            }
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto profile = readyroom::config::loadProfileText(text, QStringLiteral("/nonexistent/fuzz.yaml"));
    if (profile) {
        checkReferences(*profile);
        return 0;
    }
    if (profile.error().empty()) {
        std::abort();
    }
    for (const readyroom::Error &error : profile.error()) {
        if (error.message.isEmpty() || readyroom::config::toText(error).isEmpty()) {
            std::abort();
        }
    }
    return 0;
}
