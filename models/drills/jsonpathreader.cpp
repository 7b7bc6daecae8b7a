// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/jsonpathreader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

JsonPathReader::JsonPathReader(QStringView text)
    : m_text(text.trimmed())
{
}

bool JsonPathReader::accept(QStringView token)
{
    if (!m_text.sliced(m_at).startsWith(token)) {
        return false;
    }
    m_at += token.size();
    return true;
}

void JsonPathReader::skipBlanks()
{
    while (!atEnd() && m_text[m_at].isSpace()) {
        ++m_at;
    }
}

std::nullopt_t JsonPathReader::problem(const QString &sentence)
{
    if (m_problem.isEmpty()) {
        m_problem = u"%1 (character %2 of the path \"%3\")."_s.arg(sentence, QString::number(m_at + 1), m_text);
    }
    return std::nullopt;
}

std::nullopt_t JsonPathReader::expected(const QString &what)
{
    return atEnd() ? problem(u"The path ends where %1 is expected"_s.arg(what))
                   : problem(u"There is \"%1\" where %2 is expected"_s.arg(peek()).arg(what));
}

Result<std::vector<JsonPath::Segment>> JsonPathReader::read()
{
    constexpr qsizetype longest = 1000;
    if (m_text.size() > longest) {
        return failure(Error::Kind::Parse, u"A path of JSON has at most %1 characters."_s.arg(longest));
    }
    std::vector<JsonPath::Segment> segments;
    if (!accept(u"$")) {
        expected(u"\"$\", the whole value,"_s);
    }
    while (m_problem.isEmpty() && !atEnd()) {
        auto one = segment();
        if (!one) {
            break;
        }
        const bool afterWildcard = !segments.empty() && segments.back().selectors.size() == 1
            && std::holds_alternative<JsonPath::Wildcard>(segments.back().selectors.front());
        if (afterWildcard && !one->descendants) {
            for (auto &selector : one->selectors) {
                if (auto *filter = std::get_if<JsonPath::Filter>(&selector)) {
                    filter->ofItself = true;
                }
            }
        }
        segments.push_back(std::move(*one));
    }
    if (!m_problem.isEmpty()) {
        return failure(Error::Kind::Parse, m_problem);
    }
    return segments;
}

JsonPathReader::Read<JsonPath::Segment> JsonPathReader::segment()
{
    if (peek() == u'[') {
        return bracketed();
    }
    JsonPath::Segment result;
    if (accept(u"..")) {
        result.descendants = true;
        if (peek() == u'[') {
            auto inner = bracketed();
            if (inner) {
                inner->descendants = true;
            }
            return inner;
        }
    } else if (!accept(u".")) {
        return expected(u"\".\" or \"[\""_s);
    }
    if (accept(u"*")) {
        result.selectors.emplace_back(JsonPath::Wildcard{});
        return result;
    }
    const QString name = bareName();
    if (name.isEmpty()) {
        return expected(u"a name or \"*\""_s);
    }
    if (peek() == u'(') {
        return problem(u"Functions such as %1() are not understood here"_s.arg(name));
    }
    result.selectors.emplace_back(JsonPath::Name{name});
    return result;
}

JsonPathReader::Read<JsonPath::Segment> JsonPathReader::bracketed()
{
    JsonPath::Segment result;
    ++m_at;
    do {
        skipBlanks();
        auto one = selector();
        if (!one) {
            return std::nullopt;
        }
        result.selectors.push_back(std::move(*one));
        skipBlanks();
    } while (accept(u","));
    if (!accept(u"]")) {
        return expected(u"\"]\""_s);
    }
    return result;
}

JsonPathReader::Read<JsonPath::Selector> JsonPathReader::selector()
{
    if (accept(u"*")) {
        return JsonPath::Wildcard{};
    }
    if (accept(u"?")) {
        return filter();
    }
    if (peek() == u'\'' || peek() == u'"') {
        auto name = quoted();
        if (!name) {
            return std::nullopt;
        }
        return JsonPath::Name{std::move(*name)};
    }
    if (peek() == u'(') {
        return problem(u"Scripts in parentheses are not understood here"_s);
    }
    return indexOrSlice();
}

JsonPathReader::Read<JsonPath::Selector> JsonPathReader::indexOrSlice()
{
    const auto startsNumber = [this] { return peek() == u'-' || (peek() >= u'0' && peek() <= u'9'); };
    std::array<std::optional<qint64>, 3> parts;
    std::size_t part = 0;
    bool slice = false;
    for (;;) {
        if (startsNumber()) {
            parts.at(part) = integer();
            if (!parts.at(part)) {
                return std::nullopt;
            }
        }
        skipBlanks();
        if (part + 1 == parts.size() || !accept(u":")) {
            break;
        }
        slice = true;
        ++part;
        skipBlanks();
    }
    if (!slice) {
        if (!parts[0]) {
            return expected(u"a number, a quoted name, \"*\" or \"?\""_s);
        }
        return JsonPath::Index{*parts[0]};
    }
    if (parts[2] == 0) {
        return problem(u"The step of a slice cannot be 0"_s);
    }
    return JsonPath::Slice{parts[0], parts[1], parts[2].value_or(1)};
}

JsonPathReader::Read<JsonPath::Selector> JsonPathReader::filter()
{
    JsonPath::Filter result;
    skipBlanks();
    const bool parenthesised = accept(u"(");
    skipBlanks();
    if (peek() == u'!') {
        return problem(u"\"!\" is not understood in a filter here"_s);
    }
    if (!accept(u"@")) {
        return expected(u"\"@\", what is tested,"_s);
    }
    if (!filterPath(result) || !comparison(result)) {
        return std::nullopt;
    }
    skipBlanks();
    for (const QStringView word : {u"&&", u"||", u"and", u"or"}) {
        if (m_text.sliced(m_at).startsWith(word)) {
            return problem(u"\"%1\" is not understood in a filter here; use two paths"_s.arg(word));
        }
    }
    if (parenthesised && !accept(u")")) {
        return expected(u"\")\""_s);
    }
    return result;
}

bool JsonPathReader::filterPath(JsonPath::Filter &into)
{
    while (peek() == u'.' || peek() == u'[') {
        if (accept(u".")) {
            const QString name = bareName();
            if (name.isEmpty()) {
                expected(u"a name"_s);
                return false;
            }
            if (peek() == u'(') {
                problem(u"Functions such as %1() are not understood here"_s.arg(name));
                return false;
            }
            into.path.emplace_back(JsonPath::Name{name});
            continue;
        }
        ++m_at;
        if (peek() == u'\'' || peek() == u'"') {
            auto name = quoted();
            if (!name) {
                return false;
            }
            into.path.emplace_back(JsonPath::Name{std::move(*name)});
        } else {
            const auto index = integer();
            if (!index) {
                return false;
            }
            into.path.emplace_back(JsonPath::Index{*index});
        }
        if (!accept(u"]")) {
            expected(u"\"]\""_s);
            return false;
        }
    }
    return true;
}

bool JsonPathReader::comparison(JsonPath::Filter &into)
{
    using Operator = JsonPath::Filter::Operator;
    skipBlanks();
    // longer ones first
    constexpr std::array<std::pair<QStringView, Operator>, 7> operators{
        std::pair{QStringView(u"=="), Operator::Equal},     std::pair{QStringView(u"!="), Operator::NotEqual},
        std::pair{QStringView(u"<="), Operator::LessEqual}, std::pair{QStringView(u">="), Operator::GreaterEqual},
        std::pair{QStringView(u"="), Operator::Equal},      std::pair{QStringView(u"<"), Operator::Less},
        std::pair{QStringView(u">"), Operator::Greater}};
    if (m_text.sliced(m_at).startsWith(u"=~")) {
        problem(u"\"=~\" is not understood in a filter here"_s);
        return false;
    }
    for (const auto &[sign, op] : operators) {
        if (accept(sign)) {
            skipBlanks();
            auto value = literal();
            if (!value) {
                return false;
            }
            into.op = op;
            into.literal = std::move(*value);
            return true;
        }
    }
    return true;
}

JsonPathReader::Read<QJsonValue> JsonPathReader::literal()
{
    if (peek() == u'\'' || peek() == u'"') {
        auto text = quoted();
        if (!text) {
            return std::nullopt;
        }
        return QJsonValue(*text);
    }
    constexpr std::array words{std::pair{QStringView(u"true"), QJsonValue::Bool},
                               std::pair{QStringView(u"false"), QJsonValue::Bool},
                               std::pair{QStringView(u"null"), QJsonValue::Null}};
    for (const auto &[word, type] : words) {
        if (accept(word)) {
            return type == QJsonValue::Null ? QJsonValue(QJsonValue::Null) : QJsonValue(word == u"true");
        }
    }
    qsizetype end = m_at;
    while (end < m_text.size() && QStringView(u"+-.0123456789eE").contains(m_text[end])) {
        ++end;
    }
    bool isNumber = false;
    const double number = m_text.sliced(m_at, end - m_at).toDouble(&isNumber);
    if (!isNumber) {
        return expected(u"a number, a quoted text, true, false or null"_s);
    }
    m_at = end;
    return QJsonValue(number);
}

JsonPathReader::Read<qint64> JsonPathReader::integer()
{
    qsizetype end = m_at;
    if (end < m_text.size() && m_text[end] == u'-') {
        ++end;
    }
    while (end < m_text.size() && m_text[end] >= u'0' && m_text[end] <= u'9') {
        ++end;
    }
    constexpr qint64 furthest = (1LL << 53) - 1; // RFC 9535, 2.1: within what every reader of JSON can hold
    bool isNumber = false;
    const qint64 number = m_text.sliced(m_at, end - m_at).toLongLong(&isNumber);
    if (!isNumber || number > furthest || number < -furthest) {
        return expected(u"a whole number"_s);
    }
    m_at = end;
    return number;
}

JsonPathReader::Read<QString> JsonPathReader::quoted()
{
    const QChar quote = m_text[m_at];
    const qsizetype begin = m_at;
    QString text;
    for (++m_at; !atEnd(); ++m_at) {
        QChar c = peek();
        if (c == quote) {
            ++m_at;
            return text;
        }
        if (c == u'\\') {
            ++m_at;
            if (atEnd() || !QStringView(u"\\'\"/").contains(peek())) {
                return problem(u"Behind a backslash only quotes, \"/\" and a backslash are understood here"_s);
            }
            c = peek();
        }
        text += c;
    }
    m_at = begin;
    return problem(u"A quotation mark is not closed"_s);
}

QString JsonPathReader::bareName()
{
    qsizetype end = m_at;
    // a dash is not of the RFC, but common in what is written by hand
    while (end < m_text.size()
           && (m_text[end].isLetterOrNumber() || m_text[end].isSurrogate() || m_text[end] == u'_'
               || m_text[end] == u'-')) {
        ++end;
    }
    const QString name = m_text.sliced(m_at, end - m_at).toString();
    m_at = end;
    return name;
}

} // namespace readyroom::drills
