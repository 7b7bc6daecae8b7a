// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"
#include "models/series/matcher.h"

#include <QString>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace readyroom::promql {

class Expr;
struct Function;

/// An expression is an immutable tree; parts may be shared between trees, but one node stands once in one tree.
using ExprPtr = std::shared_ptr<const Expr>;

enum class ValueType { Scalar, String, Vector, Matrix };

/// "scalar", "string", "instant vector" or "range vector".
[[nodiscard]] QString typeName(ValueType type);

/// Where a node begins in its text; line and column count from 1, columns in code points. Line 0: made by a program.
struct Position {
    int line = 0;
    int column = 0;
    bool operator==(const Position &) const = default;
};

struct NumberLiteral {
    double value = 0.0;
};

struct StringLiteral {
    QByteArray value; ///< UTF-8, escapes undone
};

/// `@ 1700000000`, `@ start()` or `@ end()`: the moment that stands in for the evaluation time.
struct AtModifier {
    enum class Kind { Time, Start, End };
    Kind kind = Kind::Time;
    std::int64_t time = 0; ///< ms; for Kind::Time
    bool operator==(const AtModifier &) const = default;
};

struct VectorSelector {
    std::vector<series::Matcher> matchers; ///< the metric name is a matcher on __name__
    Duration offset{0}; ///< into the past; negative: into the future
    std::optional<AtModifier> at = {};
};

struct MatrixSelector {
    ExprPtr vector; ///< a VectorSelector; its offset and @ move the window
    Duration range{0};
};

struct Subquery {
    ExprPtr expr;
    Duration range{0};
    Duration step{0}; ///< zero: the default step, one minute
    Duration offset{0};
    std::optional<AtModifier> at = {};
};

struct Paren {
    ExprPtr expr;
};

struct Unary {
    bool negative = true; ///< false for a unary plus
    ExprPtr operand;
};

enum class BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    Atan2,
    Equal,
    NotEqual,
    Less,
    Greater,
    LessOrEqual,
    GreaterOrEqual,
    And,
    Or,
    Unless
};

[[nodiscard]] QString operatorText(BinaryOperator op);
[[nodiscard]] constexpr bool isComparison(BinaryOperator op)
{
    return op >= BinaryOperator::Equal && op <= BinaryOperator::GreaterOrEqual;
}
[[nodiscard]] constexpr bool isSetOperator(BinaryOperator op)
{
    return op >= BinaryOperator::And;
}
/// Higher binds tighter: or 1, and/unless 2, comparisons 3, + - 4, * / % atan2 5, ^ 7. Unary minus binds at 6.
[[nodiscard]] int precedence(BinaryOperator op);

/// How the elements of two vectors find each other.
struct VectorMatching {
    enum class Cardinality { OneToOne, ManyToOne, OneToMany, ManyToMany };
    Cardinality cardinality = Cardinality::OneToOne; ///< ManyToOne is group_left, OneToMany group_right
    bool on = false; ///< labels are the only ones to match on; otherwise the ones to ignore
    std::vector<QByteArray> labels = {};
    std::vector<QByteArray> include = {}; ///< labels copied from the "one" side
};

struct Binary {
    BinaryOperator op = BinaryOperator::Add;
    ExprPtr lhs;
    ExprPtr rhs;
    bool returnBool = false;
    VectorMatching matching = {}; ///< meaningful when both sides are vectors
};

enum class AggregationOperator {
    Sum,
    Avg,
    Min,
    Max,
    Count,
    Group,
    Stddev,
    Stdvar,
    Quantile,
    TopK,
    BottomK,
    CountValues
};

[[nodiscard]] QString operatorText(AggregationOperator op);
/// True for quantile, topk, bottomk and count_values.
[[nodiscard]] constexpr bool takesParameter(AggregationOperator op)
{
    return op >= AggregationOperator::Quantile;
}

struct Aggregation {
    AggregationOperator op = AggregationOperator::Sum;
    ExprPtr parameter; ///< null unless takesParameter(op)
    ExprPtr expr;
    std::vector<QByteArray> grouping = {};
    bool without = false;
};

struct Call {
    const Function *function = nullptr; ///< an entry of the function table; never null
    std::vector<ExprPtr> arguments = {};
};

/// One node of an expression.
class Expr final {
public:
    using Node = std::variant<NumberLiteral, StringLiteral, VectorSelector, MatrixSelector, Subquery, Paren, Unary,
                              Binary, Aggregation, Call>;

    explicit Expr(Node node, Position position = {});
    [[nodiscard]] static ExprPtr make(Node node, Position position = {});

    [[nodiscard]] const Node &node() const { return m_node; }
    /// The node as a T, or null.
    template<typename T> [[nodiscard]] const T *as() const { return std::get_if<T>(&m_node); }
    [[nodiscard]] Position position() const { return m_position; }
    [[nodiscard]] ValueType type() const { return m_type; }
    /// Nodes on the longest way down from here, at least 1. The parser bounds it by maxExpressionDepth.
    [[nodiscard]] int depth() const { return m_depth; }
    /// The nodes right below, in the order they are written.
    [[nodiscard]] std::vector<ExprPtr> children() const;

private:
    Node m_node;
    Position m_position;
    ValueType m_type;
    int m_depth;
};

/// Everything that walks a tree recurses; this bounds it.
inline constexpr int maxExpressionDepth = 500;

/// The expression inside any number of parentheses.
[[nodiscard]] const Expr &unwrapParens(const Expr &expr);

/// PromQL text that parses to the same tree. Parentheses are added where a tree made by a program needs them.
[[nodiscard]] QString toText(const Expr &expr);

/// A copy in which every vector selector also has these matchers; one that it has already is not repeated. Unchanged
/// parts are shared.
[[nodiscard]] ExprPtr withMatchers(const ExprPtr &expr, const std::vector<series::Matcher> &matchers);

/// A copy in which no range selector is longer than `longest`; subqueries keep theirs. Unchanged parts are shared.
[[nodiscard]] ExprPtr withRangesAtMost(const ExprPtr &expr, Duration longest);

} // namespace readyroom::promql
