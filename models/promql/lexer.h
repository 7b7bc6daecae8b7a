// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/ast.h"

#include <QByteArray>
#include <QString>
#include <QStringView>

namespace readyroom::promql {

struct Token {
    enum class Kind {
        End,
        Invalid, ///< `message` says why; the lexer yields nothing sensible after it
        Identifier, ///< also keywords, function and metric names
        Number, ///< also durations, as seconds
        String,
        LeftParen,
        RightParen,
        LeftBrace,
        RightBrace,
        LeftBracket,
        RightBracket,
        Comma,
        Colon,
        Assign,
        EqualEqual,
        NotEqual,
        RegexMatch,
        RegexNoMatch,
        Less,
        Greater,
        LessOrEqual,
        GreaterOrEqual,
        Plus,
        Minus,
        Star,
        Slash,
        Percent,
        Caret,
        At
    };

    Kind kind = Kind::End;
    Position position;
    QStringView text; ///< as written; a view into the text given to the lexer
    double number = 0.0; ///< for Number
    QByteArray string = {}; ///< for String: UTF-8, escapes undone
    QString message = {}; ///< for Invalid: one sentence
};

/// Splits PromQL text into tokens; comments (# to the end of the line) and white space are skipped.
class Lexer final {
public:
    /// `text` must outlive the tokens.
    explicit Lexer(QStringView text);
    [[nodiscard]] Token next();

private:
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const;
    void advance(qsizetype count = 1);
    void skipBlanks();
    [[nodiscard]] Token make(Token::Kind kind, qsizetype length);
    [[nodiscard]] Token invalid(QString message, Position position);
    [[nodiscard]] Token number();
    [[nodiscard]] Token quoted();
    [[nodiscard]] Token symbol();
    [[nodiscard]] bool escape(QByteArray &out);

    QStringView m_text;
    qsizetype m_at = 0;
    Position m_position{1, 1};
    int m_brackets = 0;
};

} // namespace readyroom::promql
