// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/promql/lexer.h"

#include <initializer_list>
#include <optional>

namespace readyroom::promql {

/// The recursive-descent parser behind parse(): precedence climbing over the operators, everything else one function
/// per construct. A function that fails notes the first error and returns null (or nothing).
class Grammar final {
public:
    explicit Grammar(QStringView text);
    [[nodiscard]] Result<ExprPtr> parse();

private:
    [[nodiscard]] ExprPtr expression(int minimumPrecedence);
    [[nodiscard]] ExprPtr signedOperand();
    [[nodiscard]] ExprPtr binaryTail(const ExprPtr &lhs, BinaryOperator op);
    [[nodiscard]] bool matching(Binary &binary);

    [[nodiscard]] ExprPtr postfix(ExprPtr expr);
    [[nodiscard]] ExprPtr bracket(const ExprPtr &expr);
    [[nodiscard]] ExprPtr offset(const ExprPtr &expr);
    [[nodiscard]] ExprPtr at(const ExprPtr &expr);

    [[nodiscard]] ExprPtr primary();
    [[nodiscard]] ExprPtr parenthesis();
    [[nodiscard]] ExprPtr named();
    [[nodiscard]] ExprPtr aggregation(AggregationOperator op);
    [[nodiscard]] ExprPtr call();
    [[nodiscard]] ExprPtr selector(std::optional<Token> name);
    [[nodiscard]] bool matcher(VectorSelector &out, std::optional<QByteArray> &name);

    [[nodiscard]] std::optional<std::vector<ExprPtr>> arguments();
    [[nodiscard]] std::optional<std::vector<QByteArray>> labelNames();
    [[nodiscard]] std::optional<Duration> duration(const QString &what, bool mayBeNegative);
    [[nodiscard]] std::optional<BinaryOperator> binaryOperator() const;

    [[nodiscard]] ExprPtr make(Expr::Node node, Position position);
    /// Notes the error unless there is one already; a token the lexer refused speaks for itself.
    std::nullptr_t fail(Position position, QString message);
    std::nullptr_t unexpected(const QString &wanted);
    [[nodiscard]] bool is(Token::Kind kind) const { return m_token.kind == kind; }
    [[nodiscard]] bool isWord(QLatin1StringView word) const;
    [[nodiscard]] bool take(Token::Kind kind);
    [[nodiscard]] bool takeWord(QLatin1StringView word);
    [[nodiscard]] bool expect(Token::Kind kind, const QString &wanted);
    void next();

    Lexer m_lexer;
    Token m_token;
    Token m_ahead;
    int m_depth = 0;
    std::optional<Error> m_error;
};

} // namespace readyroom::promql
