// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/lexer.h"

#include "models/promql/number.h"

#include <array>

using namespace Qt::StringLiterals;

namespace readyroom::promql {

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_';
}

struct Symbol {
    QStringView text;
    Token::Kind kind;
};

constexpr std::array<Symbol, 24> symbols{{
    {u"==", Token::Kind::EqualEqual},   {u"!=", Token::Kind::NotEqual},    {u"=~", Token::Kind::RegexMatch},
    {u"!~", Token::Kind::RegexNoMatch}, {u"<=", Token::Kind::LessOrEqual}, {u">=", Token::Kind::GreaterOrEqual},
    {u"<", Token::Kind::Less},          {u">", Token::Kind::Greater},      {u"=", Token::Kind::Assign},
    {u"(", Token::Kind::LeftParen},     {u")", Token::Kind::RightParen},   {u"{", Token::Kind::LeftBrace},
    {u"}", Token::Kind::RightBrace},    {u"[", Token::Kind::LeftBracket},  {u"]", Token::Kind::RightBracket},
    {u",", Token::Kind::Comma},         {u":", Token::Kind::Colon},        {u"+", Token::Kind::Plus},
    {u"-", Token::Kind::Minus},         {u"*", Token::Kind::Star},         {u"/", Token::Kind::Slash},
    {u"%", Token::Kind::Percent},       {u"^", Token::Kind::Caret},        {u"@", Token::Kind::At},
}};

void appendCodePoint(QByteArray &out, char32_t c)
{
    out += QString::fromUcs4(&c, 1).toUtf8();
}

} // namespace

Lexer::Lexer(QStringView text)
    : m_text(text)
{
}

QChar Lexer::peek(qsizetype ahead) const
{
    return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
}

void Lexer::advance(qsizetype count)
{
    for (; count > 0 && m_at < m_text.size(); --count, ++m_at) {
        if (m_text[m_at] == u'\n') {
            m_position = {m_position.line + 1, 1};
        } else if (!m_text[m_at].isLowSurrogate()) {
            ++m_position.column;
        }
    }
}

void Lexer::skipBlanks()
{
    while (m_at < m_text.size()) {
        const QChar c = peek();
        if (c == u'#') {
            while (m_at < m_text.size() && peek() != u'\n') {
                advance();
            }
        } else if (c == u' ' || c == u'\t' || c == u'\n' || c == u'\r') {
            advance();
        } else {
            return;
        }
    }
}

Token Lexer::make(Token::Kind kind, qsizetype length)
{
    const Token token{.kind = kind, .position = m_position, .text = m_text.sliced(m_at, length)};
    advance(length);
    return token;
}

Token Lexer::invalid(QString message, Position position)
{
    m_at = m_text.size();
    return {.kind = Token::Kind::Invalid, .position = position, .text = {}, .message = std::move(message)};
}

Token Lexer::next()
{
    skipBlanks();
    const QChar c = peek();
    if (m_at >= m_text.size()) {
        return make(Token::Kind::End, 0);
    }
    if (isDigit(c) || (c == u'.' && isDigit(peek(1)))) {
        return number();
    }
    if (isLetter(c) || (c == u':' && m_brackets == 0)) {
        qsizetype length = 1;
        while (isLetter(peek(length)) || isDigit(peek(length)) || (peek(length) == u':' && m_brackets == 0)) {
            ++length;
        }
        return make(Token::Kind::Identifier, length);
    }
    if (c == u'"' || c == u'\'' || c == u'`') {
        return quoted();
    }
    return symbol();
}

Token Lexer::number()
{
    qsizetype length = 0;
    const bool hex = peek() == u'0' && (peek(1) == u'x' || peek(1) == u'X');
    while (true) {
        const QChar c = peek(length);
        const bool sign = (c == u'+' || c == u'-') && !hex && length > 0 && isDigit(peek(length + 1))
            && (peek(length - 1) == u'e' || peek(length - 1) == u'E');
        if (!isDigit(c) && !isLetter(c) && c != u'.' && !sign) {
            break;
        }
        ++length;
    }
    Token token = make(Token::Kind::Number, length);
    const QByteArray text = token.text.toUtf8();
    if (const std::optional<double> value = parseNumberLiteral(text)) {
        token.number = *value;
    } else if (const std::optional<Duration> duration = parseDuration(text)) {
        token.number = toSeconds(*duration);
    } else {
        return invalid(u"\"%1\" is neither a number nor a duration such as 1h30m."_s.arg(token.text), token.position);
    }
    return token;
}

bool Lexer::escape(QByteArray &out)
{
    static constexpr QStringView names = u"abfnrtv\\'\"";
    static constexpr QByteArrayView values = "\a\b\f\n\r\t\v\\'\"";
    const QChar c = peek();
    if (const qsizetype i = names.indexOf(c); i >= 0 && !c.isNull()) {
        out += values[i];
        advance();
        return true;
    }
    const bool octal = c >= u'0' && c <= u'7';
    const qsizetype digits = c == u'x' ? 2 : c == u'u' ? 4 : c == u'U' ? 8 : octal ? 3 : 0;
    const qsizetype from = m_at + (octal ? 0 : 1);
    if (digits == 0 || from + digits > m_text.size()) {
        return false;
    }
    char32_t value = 0;
    for (const QChar digit : m_text.sliced(from, digits)) {
        const int v = isDigit(digit)         ? digit.unicode() - u'0'
            : digit >= u'a' && digit <= u'f' ? digit.unicode() - u'a' + 10
            : digit >= u'A' && digit <= u'F' ? digit.unicode() - u'A' + 10
                                             : 16;
        if (v >= (octal ? 8 : 16)) {
            return false;
        }
        value = value * (octal ? 8 : 16) + static_cast<char32_t>(v);
    }
    if (digits >= 4) {
        if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) {
            return false;
        }
        appendCodePoint(out, value);
    } else if (value <= 0xff) {
        out += static_cast<char>(value);
    } else {
        return false;
    }
    advance(from + digits - m_at);
    return true;
}

Token Lexer::quoted()
{
    const QChar quote = peek();
    const Position begin = m_position;
    const qsizetype from = m_at;
    advance();
    QByteArray out;
    while (m_at < m_text.size() && peek() != quote) {
        const QChar c = peek();
        if (c == u'\\' && quote != u'`') {
            const Position at = m_position;
            advance();
            if (!escape(out)) {
                return invalid(u"This escape sequence is not one that a string may hold."_s, at);
            }
        } else if (c == u'\n' && quote != u'`') {
            break;
        } else {
            const qsizetype units = c.isHighSurrogate() && peek(1).isLowSurrogate() ? 2 : 1;
            out += m_text.sliced(m_at, units).toUtf8();
            advance(units);
        }
    }
    if (m_at >= m_text.size() || peek() != quote) {
        return invalid(u"The string that begins here has no closing quote."_s, begin);
    }
    if (!out.isValidUtf8()) {
        return invalid(u"The string that begins here is not valid UTF-8."_s, begin);
    }
    advance();
    return {.kind = Token::Kind::String,
            .position = begin,
            .text = m_text.sliced(from, m_at - from),
            .string = std::move(out)};
}

Token Lexer::symbol()
{
    for (const Symbol &s : symbols) {
        if (m_text.sliced(m_at).startsWith(s.text)) {
            m_brackets += s.kind == Token::Kind::LeftBracket ? 1 : s.kind == Token::Kind::RightBracket ? -1 : 0;
            m_brackets = std::max(m_brackets, 0);
            return make(s.kind, s.text.size());
        }
    }
    const qsizetype units = peek().isHighSurrogate() && peek(1).isLowSurrogate() ? 2 : 1;
    return invalid(u"The character \"%1\" has no meaning here."_s.arg(m_text.sliced(m_at, units)), m_position);
}

} // namespace readyroom::promql
