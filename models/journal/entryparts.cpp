// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/entryparts.h"

#include "models/journal/canonicalreader.h"
#include "models/journal/timetext.h"

#include <algorithm>

namespace readyroom::journal {

namespace {

constexpr qsizetype hashDigits = 64;

bool takeText(CanonicalReader &reader, QByteArrayView name, QByteArrayView &part)
{
    const auto text = reader.take(name) ? reader.takeString() : std::nullopt;
    part = text.value_or(QByteArrayView());
    return part.size() > 2; // an empty text would have been left out
}

bool takeOptional(CanonicalReader &reader, QByteArrayView name, QByteArrayView &part)
{
    const qsizetype before = reader.position();
    return takeText(reader, name, part) || reader.position() == before;
}

bool takeTime(CanonicalReader &reader, EntryParts &parts)
{
    QByteArrayView text;
    if (!takeText(reader, "{\"at\":", text)) {
        return false;
    }
    const auto at = timeFromText(text.sliced(1).chopped(1));
    parts.at = at.value_or(Timestamp());
    return at.has_value();
}

bool takeOperator(CanonicalReader &reader, EntryParts &parts)
{
    if (!reader.take(",\"by\":{")) {
        return false;
    }
    bool isFirst = true;
    const auto member = [&](QByteArrayView name, QByteArrayView &part) {
        const bool taken = takeOptional(reader, name.sliced(isFirst ? 1 : 0), part);
        isFirst = isFirst && part.isEmpty();
        return taken;
    };
    return member(",\"host\":", parts.host) && member(",\"key\":", parts.key) && member(",\"user\":", parts.user)
        && reader.take("}");
}

bool takeDetail(CanonicalReader &reader, EntryParts &parts)
{
    if (!reader.take(",\"detail\":")) {
        return true;
    }
    const qsizetype from = reader.position();
    if (!reader.takeValue(nullptr)) {
        return false;
    }
    parts.detail = reader.since(from);
    return parts.detail.startsWith('{') && parts.detail.size() > 2;
}

bool takePrev(CanonicalReader &reader, EntryParts &parts)
{
    QByteArrayView text;
    if (!takeText(reader, ",\"prev\":", text)) {
        return false;
    }
    parts.prev = text.sliced(1).chopped(1);
    return parts.prev.size() == hashDigits
        && std::ranges::all_of(parts.prev, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool takeSeq(CanonicalReader &reader, EntryParts &parts)
{
    const auto seq = reader.take(",\"seq\":") ? reader.takeInteger() : std::nullopt;
    parts.seq = seq.value_or(0);
    return parts.seq > 0;
}

} // namespace

std::expected<EntryParts, qsizetype> entryParts(QByteArrayView bytes)
{
    CanonicalReader reader(bytes);
    EntryParts parts;
    const bool isWhole = takeTime(reader, parts) && takeOperator(reader, parts) && takeDetail(reader, parts)
        && takeOptional(reader, ",\"environment\":", parts.environment) && takeText(reader, ",\"kind\":", parts.kind)
        && takePrev(reader, parts) && takeSeq(reader, parts) && takeOptional(reader, ",\"service\":", parts.service)
        && takeOptional(reader, ",\"text\":", parts.text) && reader.take(",\"v\":1")
        && takeText(reader, ",\"writer\":", parts.writer) && reader.take("}") && reader.isAtEnd();
    if (!isWhole) {
        return std::unexpected(reader.position());
    }
    return parts;
}

} // namespace readyroom::journal
