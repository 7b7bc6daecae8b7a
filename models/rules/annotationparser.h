// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rules/annotation.h"

#include <optional>

namespace readyroom::rules {

/// Takes a template apart; used once by Annotation::parse().
class AnnotationParser final {
public:
    explicit AnnotationParser(QStringView text)
        : m_text(text)
    {
    }
    [[nodiscard]] Result<Annotation> parse();

private:
    struct Token {
        enum class Kind { Label, Value, Word, String, Pipe, End };
        Kind kind = Kind::End;
        QString text = {};
        qsizetype at = 0;
    };

    [[nodiscard]] Result<Annotation::Piece> action();
    [[nodiscard]] Result<Token> next();
    [[nodiscard]] Result<Token> quoted();
    [[nodiscard]] Result<Annotation::Step> step(const Token &word);
    [[nodiscard]] std::optional<Error> typeError(const Annotation::Piece &piece, qsizetype at) const;
    [[nodiscard]] std::unexpected<Error> fail(qsizetype at, const QString &message) const;

    QStringView m_text;
    qsizetype m_at = 0;
};

} // namespace readyroom::rules
