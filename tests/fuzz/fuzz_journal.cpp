// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, read as an entry and as an exported head: what is opened is byte for byte what is written of it, and the
// two readers of entries, opened() and the verifier, are of one opinion.
#include "models/journal/canonicaljson.h"
#include "models/journal/canonicalreader.h"
#include "models/journal/entry.h"
#include "models/journal/entryparts.h"
#include "models/journal/treehead.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace readyroom;
using namespace readyroom::journal;

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

template<typename T> void requireSentence(const Result<T> &result)
{
    require(result || (result.error().kind == Error::Kind::Parse && result.error().message.endsWith(u'.')));
}

void checkEntry(const QByteArray &bytes)
{
    const Result<Entry> entry = opened(bytes);
    requireSentence(entry);
    const auto parts = entryParts(bytes);
    const bool isKnown = parts && eventKindFromName(stringOf(parts->kind));
    require(entry.has_value() == isKnown);
    if (entry) {
        const Result<Entry> again = sealed(entry->event, entry->place, entry->prev);
        require(again && *again == *entry && again->bytes == bytes);
    }
}

void checkHead(const QByteArray &text)
{
    const Result<TreeHead> head = treeHeadFromJson(text);
    requireSentence(head);
    require(!head || toJson(*head) == text || toJson(*head) == text + '\n');
}

void checkValue(const QByteArray &text)
{
    CanonicalReader reader(text);
    QJsonValue value;
    if (reader.takeValue(&value) && reader.isAtEnd()) {
        const Result<QByteArray> again = canonicalJson(value);
        require(again && *again == text);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    checkEntry(bytes);
    checkHead(bytes);
    checkValue(bytes);
    return 0;
}
