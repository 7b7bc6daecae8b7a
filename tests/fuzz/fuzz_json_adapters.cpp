// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as the answer of a health, breakers or caches endpoint in every format. The first two bytes choose kind,
// format, status and content type.
#include "models/exposition/reader.h"

#include <cstdint>
#include <cstdlib>

using namespace readyroom;
using namespace Qt::StringLiterals;

namespace {

void require(bool condition)
{
    if (!condition) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2) {
        return 0;
    }
    static constexpr int statuses[] = {200, 503, 400, 204};
    static constexpr const char *types[] = {"application/json", "application/health+json", "text/plain", ""};
    fleet::Endpoint endpoint;
    endpoint.path = u"/x"_s;
    endpoint.kind = static_cast<fleet::EndpointKind>(data[0] % 4);
    endpoint.format = static_cast<fleet::Format>(data[0] / 4 % 7);
    if (data[1] & 1U) {
        endpoint.json = {.at = u"/at"_s,
                         .name = data[1] & 2U ? u"/name"_s : QString(),
                         .state = u"/state"_s,
                         .hits = u"/hits"_s,
                         .misses = u"/misses"_s,
                         .size = u"/size"_s,
                         .evictions = u"/evictions"_s};
    }
    Answer answer;
    answer.status = statuses[data[1] / 4 % 4];
    answer.headers = {{"content-type", types[data[1] / 16 % 4]}};
    answer.body = QByteArray(reinterpret_cast<const char *>(data + 2), static_cast<qsizetype>(size - 2));

    const Result<exposition::Page> page = exposition::read(answer, endpoint);
    if (!page) {
        require(page.error().message.endsWith(u'.') || page.error().message.endsWith(u'?'));
        return 0;
    }
    require(!page->format.isEmpty());
    if (!page->generated.empty()) {
        require(!exposition::firstBadSeries(*page));
    }
    for (const fleet::HealthComponent &component : page->health) {
        require(component.detail.size() <= 120 && component.status.size() <= 40 && component.path.size() <= 8);
    }
    return 0;
}
