// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/annotationparser.h"

#include "models/rules/humanize.h"

#include <array>
#include <utility>

namespace readyroom::rules {

using namespace Qt::StringLiterals;

namespace {

bool isWordPart(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
}

SourcePosition positionIn(QStringView text, qsizetype at)
{
    int line = 1;
    int column = 1;
    for (qsizetype i = 0; i < at; ++i) {
        if (text[i] == u'\n') {
            ++line;
            column = 1;
        } else if (!text[i].isLowSurrogate()) {
            ++column;
        }
    }
    return {{}, line, column};
}

} // namespace

std::unexpected<Error> AnnotationParser::fail(qsizetype at, const QString &message) const
{
    return std::unexpected(Error{Error::Kind::Parse, message, {}, positionIn(m_text, at)});
}

Result<Annotation> AnnotationParser::parse()
{
    Annotation result;
    result.m_text = m_text.toString();
    while (m_at < m_text.size()) {
        const qsizetype open = m_text.indexOf("{{"_L1, m_at);
        const qsizetype textEnd = open < 0 ? m_text.size() : open;
        if (textEnd > m_at) {
            result.m_pieces.push_back({Annotation::Piece::What::Text, m_text.mid(m_at, textEnd - m_at).toString(), {}});
        }
        m_at = textEnd;
        if (open < 0) {
            break;
        }
        m_at += 2;
        auto piece = action();
        if (!piece) {
            return std::unexpected(piece.error());
        }
        result.m_pieces.push_back(std::move(*piece));
    }
    return result;
}

/// What stands between {{ and }}: a value, or a function and a value, then functions behind pipes.
Result<Annotation::Piece> AnnotationParser::action()
{
    const qsizetype start = m_at - 2;
    auto token = next();
    if (!token) {
        return std::unexpected(token.error());
    }
    Annotation::Piece piece;
    if (token->kind == Token::Kind::Word) {
        auto first = step(*token);
        if (!first) {
            return std::unexpected(first.error());
        }
        piece.steps.push_back(std::move(*first));
        token = next();
        if (!token) {
            return std::unexpected(token.error());
        }
    }
    if (token->kind == Token::Kind::Label) {
        piece.what = Annotation::Piece::What::Label;
        piece.text = token->text;
    } else if (token->kind == Token::Kind::Value) {
        piece.what = Annotation::Piece::What::Value;
    } else {
        return fail(token->at, u"A template needs $value or $labels.NAME here."_s);
    }
    for (;;) {
        token = next();
        if (!token) {
            return std::unexpected(token.error());
        }
        if (token->kind == Token::Kind::End) {
            break;
        }
        if (token->kind != Token::Kind::Pipe) {
            return fail(token->at, u"A template needs \"|\" or \"}}\" here."_s);
        }
        token = next();
        if (!token) {
            return std::unexpected(token.error());
        }
        if (token->kind != Token::Kind::Word) {
            return fail(token->at, u"A template needs the name of a function after \"|\"."_s);
        }
        auto following = step(*token);
        if (!following) {
            return std::unexpected(following.error());
        }
        piece.steps.push_back(std::move(*following));
    }
    if (auto error = typeError(piece, start)) {
        return std::unexpected(std::move(*error));
    }
    return piece;
}

Result<AnnotationParser::Token> AnnotationParser::next()
{
    while (m_at < m_text.size() && m_text[m_at].isSpace()) {
        ++m_at;
    }
    const qsizetype start = m_at;
    if (m_at >= m_text.size()) {
        return fail(start, u"\"{{\" is not closed by \"}}\"."_s);
    }
    if (m_text.mid(m_at).startsWith("}}"_L1)) {
        m_at += 2;
        return Token{Token::Kind::End, {}, start};
    }
    const QChar c = m_text[m_at];
    if (c == u'|') {
        ++m_at;
        return Token{Token::Kind::Pipe, {}, start};
    }
    if (c == u'"' || c == u'`') {
        return quoted();
    }
    if (c == u'$') {
        ++m_at;
    }
    while (m_at < m_text.size() && (isWordPart(m_text[m_at]) || m_text[m_at] == u'.')) {
        ++m_at;
    }
    const QString word = m_text.mid(start, m_at - start).toString();
    if (word == "$value"_L1) {
        return Token{Token::Kind::Value, {}, start};
    }
    if (word.startsWith("$labels."_L1) && word.size() > 8 && word.indexOf(u'.', 8) < 0) {
        return Token{Token::Kind::Label, word.mid(8), start};
    }
    if (word.isEmpty() || c == u'$' || word.contains(u'.')) {
        return fail(start, u"Only $value, $labels.NAME and functions may stand in a template."_s);
    }
    return Token{Token::Kind::Word, word, start};
}

Result<AnnotationParser::Token> AnnotationParser::quoted()
{
    const qsizetype start = m_at;
    const QChar quote = m_text[m_at++];
    QString text;
    while (m_at < m_text.size() && m_text[m_at] != quote) {
        if (quote == u'"' && m_text[m_at] == u'\\' && m_at + 1 < m_text.size()) {
            ++m_at;
        }
        text += m_text[m_at++];
    }
    if (m_at >= m_text.size()) {
        return fail(start, u"This string has no closing quote."_s);
    }
    ++m_at;
    return Token{Token::Kind::String, text, start};
}

Result<Annotation::Step> AnnotationParser::step(const Token &word)
{
    using Function = Annotation::Step::Function;
    static constexpr std::array functions{
        std::pair{"humanize"_L1, Function::Humanize}, std::pair{"humanize1024"_L1, Function::Humanize1024},
        std::pair{"humanizePercentage"_L1, Function::HumanizePercentage},
        std::pair{"humanizeDuration"_L1, Function::HumanizeDuration}, std::pair{"printf"_L1, Function::Printf}};
    for (const auto &[name, function] : functions) {
        if (word.text != name) {
            continue;
        }
        if (function != Function::Printf) {
            return Annotation::Step{function, {}};
        }
        const auto format = next();
        if (!format) {
            return std::unexpected(format.error());
        }
        if (format->kind != Token::Kind::String || !printfVerb(format->text)) {
            return fail(format->at, u"\"printf\" needs a format with one verb of e f g v s, such as \"%.1f\"."_s);
        }
        return Annotation::Step{function, format->text};
    }
    return fail(word.at,
                u"The template function \"%1\" is not known; there are humanize, humanize1024, humanizePercentage, "
                "humanizeDuration and printf."_s.arg(word.text));
}

std::optional<Error> AnnotationParser::typeError(const Annotation::Piece &piece, qsizetype at) const
{
    bool number = piece.what == Annotation::Piece::What::Value;
    for (const Annotation::Step &step : piece.steps) {
        if (step.function == Annotation::Step::Function::Printf) {
            const QChar verb = printfVerb(step.format).value_or(u'v');
            if (number && verb == u's') {
                return fail(at, u"\"printf\" with %s needs text, but this is a number; use %v or %f."_s).error();
            }
            if (!number && verb != u's' && verb != u'v') {
                return fail(at, u"\"printf\" with %%1 needs a number, but this is text; use %s."_s.arg(verb)).error();
            }
        }
        number = false;
    }
    return std::nullopt;
}

} // namespace readyroom::rules
