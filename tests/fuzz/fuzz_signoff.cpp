// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, read as the record of an assessment: what is read is byte for byte what is written of it, and where a
// record was changed is told without a crash.
#include "models/readiness/document.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace readyroom;
using namespace readyroom::readiness;

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const Result<Document> document = documentFrom(bytes);
    const Result<QStringList> changed = changedParts(bytes);
    require(document || (document.error().kind == Error::Kind::Parse && document.error().message.endsWith(u'.')));
    require(changed || (changed.error().kind == Error::Kind::Parse && changed.error().message.endsWith(u'.')));
    if (document) {
        require(documentBytes(*document) == bytes);
        require(changed && changed->isEmpty());
    }
    return 0;
}
