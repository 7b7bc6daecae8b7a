// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/respparser.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;

namespace {

const RespValue nothing{};

std::unexpected<Error> notResp(const QString &why)
{
    return failure(Error::Kind::Http, u"The answer is not in the protocol of Redis: %1"_s.arg(why));
}

std::unexpected<Error> tooLarge(const QString &what)
{
    return failure(Error::Kind::TooLarge, u"%1 of the answer is larger than its limit"_s.arg(what));
}

/// A number as RESP writes it; QByteArray would take spaces around it, too.
std::optional<std::int64_t> numberOf(QByteArrayView text)
{
    bool isNumber = false;
    const qlonglong number = text.toByteArray().toLongLong(&isNumber);
    const bool clean = !text.isEmpty() && (text.front() == '-' || (text.front() >= '0' && text.front() <= '9'))
        && text.back() >= '0' && text.back() <= '9';
    return isNumber && clean ? std::optional<std::int64_t>(number) : std::nullopt;
}

} // namespace

const RespValue &RespValue::at(std::size_t index) const
{
    return index < elements.size() ? elements[index] : nothing;
}

QByteArray RespValue::asText() const
{
    return kind == Kind::Integer ? QByteArray::number(qlonglong{integer}) : text;
}

const RespValue &RespValue::field(QByteArrayView name) const
{
    for (std::size_t i = 0; i + 1 < elements.size(); i += 2) {
        if (QByteArrayView(elements[i].text) == name) {
            return elements[i + 1];
        }
    }
    return nothing;
}

QByteArray respCommand(const QByteArrayList &words)
{
    QByteArray bytes = '*' + QByteArray::number(words.size()) + "\r\n";
    for (const QByteArray &word : words) {
        bytes += '$' + QByteArray::number(word.size()) + "\r\n" + word + "\r\n";
    }
    return bytes;
}

RespParser::RespParser(Limits limits)
    : m_limits(limits)
{
}

RespParser::RespParser()
    : RespParser(Limits{})
{
}

Result<bool> RespParser::feed(QByteArrayView bytes)
{
    m_bytes.append(bytes);
    while (!m_whole) {
        const Result<Step> stepped = step();
        if (!stepped) {
            return std::unexpected(stepped.error());
        }
        if (*stepped == Step::Wait) {
            // What is understood is not kept, but not moved around for each small value either.
            m_bytes.remove(0, std::exchange(m_at, 0));
            m_searched = 0;
            return false;
        }
    }
    if (m_at != m_bytes.size()) {
        return notResp(u"more than one value came"_s);
    }
    return true;
}

Result<RespParser::Step> RespParser::step()
{
    if (m_bulk >= 0) {
        return bulk();
    }
    const qsizetype end = m_bytes.indexOf("\r\n", std::max(m_at, m_searched));
    if (end < 0 ? m_bytes.size() - m_at > m_limits.lineBytes : end - m_at > m_limits.lineBytes) {
        return tooLarge(u"A line"_s);
    }
    if (end < 0) {
        // The line end may be cut in two.
        m_searched = std::max(m_at, m_bytes.size() - 1);
        return Step::Wait;
    }
    const QByteArray text = m_bytes.sliced(m_at, end - m_at);
    m_at = end + 2;
    return line(text);
}

Result<RespParser::Step> RespParser::line(QByteArrayView text)
{
    const char type = text.isEmpty() ? '\0' : text.front();
    const QByteArrayView rest = text.isEmpty() ? text : text.sliced(1);
    if (type == '+' || type == '-') {
        put({.kind = type == '+' ? RespValue::Kind::Simple : RespValue::Kind::Error, .text = rest.toByteArray()});
        return Step::Again;
    }
    if (type != ':' && type != '$' && type != '*') {
        return notResp(u"it begins with “%1”"_s.arg(
            QString::fromLatin1(text.first(std::min<qsizetype>(text.size(), 40))).simplified()));
    }
    const std::optional<std::int64_t> number = numberOf(rest);
    if (!number || (type != ':' && *number < -1)) {
        return notResp(u"a number is none"_s);
    }
    if (type == ':') {
        put({.kind = RespValue::Kind::Integer, .integer = *number});
    } else if (*number == -1) {
        put({});
    } else if (type == '*') {
        return array(*number);
    } else if (*number > m_limits.bulkBytes) {
        return tooLarge(u"A text"_s);
    } else {
        m_bulk = *number;
    }
    return Step::Again;
}

Result<RespParser::Step> RespParser::array(std::int64_t count)
{
    // What is announced is no reason to allocate anything.
    if (static_cast<std::uint64_t>(count) > m_limits.elements - m_elements) {
        return tooLarge(u"A list"_s);
    }
    m_elements += static_cast<std::size_t>(count);
    if (count == 0) {
        put({.kind = RespValue::Kind::Array});
        return Step::Again;
    }
    if (static_cast<int>(m_open.size()) >= m_limits.depth) {
        return tooLarge(u"The depth"_s);
    }
    m_open.push_back({.array = {.kind = RespValue::Kind::Array}, .missing = count});
    return Step::Again;
}

Result<RespParser::Step> RespParser::bulk()
{
    if (m_bytes.size() - m_at < m_bulk + 2) {
        return Step::Wait;
    }
    if (QByteArrayView(m_bytes).sliced(m_at + m_bulk, 2) != "\r\n") {
        return notResp(u"a text is longer than announced"_s);
    }
    put({.kind = RespValue::Kind::Bulk, .text = m_bytes.sliced(m_at, m_bulk)});
    m_at += m_bulk + 2;
    m_bulk = -1;
    return Step::Again;
}

void RespParser::put(RespValue value)
{
    while (!m_open.empty()) {
        Open &open = m_open.back();
        open.array.elements.push_back(std::move(value));
        if (--open.missing > 0) {
            return;
        }
        value = std::move(open.array);
        m_open.pop_back();
    }
    m_root = std::move(value);
    m_whole = true;
}

} // namespace readyroom::actions
