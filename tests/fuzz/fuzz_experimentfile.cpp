// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, read as an experiment: a value that reads back from its own JSON, or errors with sentences; never a crash.
#include "app/config/experimentfile.h"
#include "app/config/lint.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto experiment = readyroom::config::loadExperimentText(text, QStringLiteral("/nonexistent/fuzz.json"));
    if (experiment) {
        const auto again = readyroom::drills::experimentFrom(experiment->json);
        if (!again || *again != *experiment) {
            std::abort();
        }
        return 0;
    }
    if (experiment.error().empty()) {
        std::abort();
    }
    for (const readyroom::Error &error : experiment.error()) {
        if (error.message.isEmpty() || readyroom::config::toText(error).isEmpty()) {
            std::abort();
        }
    }
    return 0;
}
