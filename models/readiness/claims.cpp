// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/claims.h"

#include "models/promql/engine.h"
#include "models/promql/parser.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace readyroom::readiness {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::readiness::Claims)
};

std::unexpected<Error> problem(const QString &sentence)
{
    return failure(Error::Kind::Config, sentence);
}

Fact inputFact(const QString &name, double value)
{
    return {series::Labels{{series::metricNameLabel.toByteArray(), "readiness:input"}, {"name", name.toUtf8()}}, value};
}

bool satisfies(const series::Labels &labels, const std::vector<series::Matcher> &matchers)
{
    return std::ranges::all_of(matchers,
                               [&labels](const series::Matcher &m) { return m.matches(labels.value(m.name())); });
}

Result<double> numberOf(const promql::Value &value)
{
    double number = std::numeric_limits<double>::quiet_NaN();
    if (const auto *scalar = std::get_if<promql::Scalar>(&value)) {
        number = scalar->v;
    } else if (const auto *vector = std::get_if<promql::Vector>(&value)) {
        if (vector->empty()) {
            return problem(Words::tr("The expression yields nothing."));
        }
        if (vector->size() > 1) {
            return problem(Words::tr("The expression yields %n values instead of one.", nullptr, int(vector->size())));
        }
        number = vector->front().v;
    } else {
        return problem(Words::tr("The expression yields no number."));
    }
    if (!std::isfinite(number)) {
        return problem(Words::tr("The expression yields no finite number."));
    }
    return number;
}

/// An expression over facts, of which only the inputs change from one evaluation to the next.
class Computation final {
public:
    Computation(const promql::Expr &expr, const std::vector<Fact> &facts, Timestamp at)
        : m_expr(expr)
        , m_time(promql::EvaluationTime::instant(at))
        , m_requests(promql::selections(expr, m_time))
        , m_snapshot(m_requests.size())
    {
        for (const Fact &fact : facts) {
            add(fact, m_snapshot);
        }
    }

    [[nodiscard]] Result<double> with(const std::vector<Fact> &inputs) const
    {
        series::Snapshot snapshot = m_snapshot;
        for (const Fact &input : inputs) {
            add(input, snapshot);
        }
        const Result<promql::QueryResult> result = promql::evaluate(m_expr, m_time, snapshot);
        return result ? numberOf(result->value) : std::unexpected(result.error());
    }

private:
    void add(const Fact &fact, series::Snapshot &snapshot) const
    {
        for (std::size_t i = 0; i < m_requests.size(); ++i) {
            if (satisfies(fact.labels, m_requests[i].matchers)) {
                snapshot[i].push_back(
                    {.labels = fact.labels, .chunks = {}, .head = {{toMillis(m_time.start), fact.value}}});
            }
        }
    }

    const promql::Expr &m_expr;
    promql::EvaluationTime m_time;
    std::vector<series::SelectRequest> m_requests;
    series::Snapshot m_snapshot;
};

std::vector<Fact> inputsOf(const ValueClaim &claim)
{
    std::vector<Fact> inputs;
    for (const auto &[name, input] : claim.inputs.asKeyValueRange()) {
        inputs.push_back(inputFact(name, input.value));
    }
    return inputs;
}

/// The inputs as they stand in the given corner: bit i says whether the i-th rounded input is at its upper end.
std::vector<Fact> corner(const ValueClaim &claim, unsigned bits)
{
    std::vector<Fact> inputs;
    for (const auto &[name, input] : claim.inputs.asKeyValueRange()) {
        double value = input.value;
        if (input.tolerance > 0.0) {
            value += (bits & 1U) != 0 ? input.tolerance : -input.tolerance;
            bits >>= 1U;
        }
        inputs.push_back(inputFact(name, value));
    }
    return inputs;
}

/// Whether something between `least` and `greatest` is within the tolerance of what is claimed.
bool leavesRoom(const ValueClaim &claim, double least, double greatest)
{
    const double forgiven = 1e-9 * std::max({1.0, std::abs(claim.claimed), std::abs(least), std::abs(greatest)});
    return least <= claim.claimed + claim.tolerance + forgiven
        && greatest >= claim.claimed - claim.tolerance - forgiven;
}

bool holdsWithinRounding(const ValueClaim &claim, const Computation &computation, double computed)
{
    const auto rounded =
        std::ranges::count_if(claim.inputs, [](const ValueClaim::Input &input) { return input.tolerance > 0.0; });
    double least = computed;
    double greatest = computed;
    for (unsigned bits = 0; rounded > 0 && bits < 1U << unsigned(rounded); ++bits) {
        if (const Result<double> there = computation.with(corner(claim, bits))) {
            least = std::min(least, *there);
            greatest = std::max(greatest, *there);
        }
    }
    return leavesRoom(claim, least, greatest);
}

CheckedClaim checkValue(const ValueClaim &claim, const std::vector<Fact> &facts, Timestamp at)
{
    const Result<promql::ExprPtr> expr = claim.parsed ? claim.parsed : promql::parse(claim.expr);
    if (!expr) {
        return {.problem = expr.error().message};
    }
    const Computation computation(**expr, facts, at);
    const Result<double> computed = computation.with(inputsOf(claim));
    if (!computed) {
        return {.problem = computed.error().message};
    }
    CheckedClaim checked{.result = ClaimResult::DoesNotHold, .computed = *computed};
    if (leavesRoom(claim, *computed, *computed)) {
        checked.result = ClaimResult::Holds;
    } else if (holdsWithinRounding(claim, computation, *computed)) {
        checked.result = ClaimResult::WithinRounding;
    }
    return checked;
}

} // namespace

CheckedClaim check(const Claim &claim, const std::vector<Fact> &facts, Timestamp at)
{
    const auto *value = std::get_if<ValueClaim>(&claim);
    CheckedClaim checked = value ? checkValue(*value, facts, at) : CheckedClaim{.result = ClaimResult::Conflict};
    checked.claim = &claim;
    return checked;
}

} // namespace readyroom::readiness
