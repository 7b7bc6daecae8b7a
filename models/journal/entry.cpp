// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/entry.h"

#include "models/journal/canonicaljson.h"
#include "models/journal/canonicalreader.h"
#include "models/journal/entryparts.h"
#include "models/journal/sha256.h"
#include "models/journal/timetext.h"

namespace readyroom::journal {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype hashLength = 32;
constexpr std::uint64_t largestSeq = (std::uint64_t{1} << 53U) - 1;

/// Writes the members of one object, in the order it is given them, which has to be the canonical one.
class Members final {
public:
    explicit Members(QByteArray &out)
        : m_out(out)
    {
        m_out += '{';
    }

    /// Left out when empty.
    void text(QByteArrayView name, const QString &text)
    {
        if (!text.isEmpty()) {
            start(name);
            m_isWhole = appendString(m_out, text) && m_isWhole;
        }
    }

    void raw(QByteArrayView name, QByteArrayView json)
    {
        start(name);
        m_out += json;
    }

    /// False when a text had a lone surrogate.
    [[nodiscard]] bool end()
    {
        m_out += '}';
        return m_isWhole;
    }

private:
    void start(QByteArrayView name)
    {
        if (!m_isFirst) {
            m_out += ',';
        }
        m_isFirst = false;
        m_out += '"';
        m_out += name;
        m_out += "\":";
    }

    QByteArray &m_out;
    bool m_isFirst = true;
    bool m_isWhole = true;
};

QByteArray quoted(const QByteArray &text)
{
    return '"' + text + '"';
}

std::unexpected<Error> refused(QString message)
{
    return failure(Error::Kind::Parse, std::move(message));
}

Result<QByteArray> written(const Event &event, const Place &place, const QByteArray &prev)
{
    const std::optional<QByteArray> at = timeText(event.at);
    if (!at) {
        return refused(u"The event's time is not within the years 0 to 9999."_s);
    }
    const Result<QByteArray> detail = canonicalJson(event.detail);
    if (!detail) {
        return detail;
    }
    QByteArray by;
    Members operators(by);
    operators.text("host", event.by.host);
    operators.text("key", event.by.keyFingerprint);
    operators.text("user", event.by.user);
    bool isWhole = operators.end();

    QByteArray bytes;
    bytes.reserve(512);
    Members members(bytes);
    members.raw("at", quoted(*at));
    members.raw("by", by);
    if (!event.detail.isEmpty()) {
        members.raw("detail", *detail);
    }
    members.text("environment", event.environment);
    members.text("kind", eventKindName(event.kind));
    members.raw("prev", quoted(prev.toHex()));
    members.raw("seq", QByteArray::number(qulonglong(place.seq)));
    members.text("service", event.service);
    members.text("text", event.text);
    members.raw("v", "1");
    members.text("writer", place.writer);
    isWhole = members.end() && isWhole;
    if (!isWhole) {
        return refused(u"Text with half of a surrogate pair has no canonical form."_s);
    }
    return bytes;
}

/// Empty for a part that was left out.
QString textOf(QByteArrayView part)
{
    return part.isEmpty() ? QString() : stringOf(part);
}

} // namespace

Result<Entry> sealed(Event event, Place place, QByteArray prev)
{
    if (place.writer.isEmpty() || place.seq == 0 || place.seq > largestSeq) {
        return refused(u"An entry needs a writer, and a number from 1 to 2^53 - 1."_s);
    }
    if (prev.size() != hashLength) {
        return refused(u"The hash of the entry before is not 32 bytes long."_s);
    }
    Result<QByteArray> bytes = written(event, place, prev);
    if (!bytes) {
        return std::unexpected(std::move(bytes).error());
    }
    return Entry{.event = std::move(event),
                 .place = std::move(place),
                 .prev = std::move(prev),
                 .hash = sha256(*bytes),
                 .bytes = *std::move(bytes)};
}

Result<Entry> opened(QByteArray bytes)
{
    const auto parts = entryParts(bytes);
    if (!parts) {
        return refused(u"This is not an entry of the journal in canonical form; byte %1 is out of place."_s.arg(
            parts.error() + 1));
    }
    const std::optional<EventKind> kind = eventKindFromName(stringOf(parts->kind));
    if (!kind) {
        return refused(u"The entry is of a kind that this version does not know."_s);
    }
    QJsonValue detail = QJsonObject();
    if (!parts->detail.isEmpty() && !CanonicalReader(parts->detail).takeValue(&detail)) {
        return refused(u"The detail of the entry is not in canonical form."_s);
    }
    Event event{.kind = *kind,
                .at = parts->at,
                .by = {.user = textOf(parts->user), .host = textOf(parts->host), .keyFingerprint = textOf(parts->key)},
                .service = textOf(parts->service),
                .environment = textOf(parts->environment),
                .text = textOf(parts->text),
                .detail = detail.toObject()};
    Result<Entry> entry = sealed(std::move(event), {.writer = stringOf(parts->writer), .seq = parts->seq},
                                 QByteArray::fromHex(parts->prev.toByteArray()));
    if (entry && entry->bytes != bytes) {
        return refused(u"The entry is not in canonical form."_s);
    }
    return entry;
}

QByteArray chainStart()
{
    return QByteArray(hashLength, '\0');
}

} // namespace readyroom::journal
