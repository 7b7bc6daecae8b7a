// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/vectormatching.h"

#include "models/promql/binary.h"

#include <unordered_map>

using namespace Qt::StringLiterals;

namespace readyroom::promql {

namespace {

using Series = std::vector<StepSeries>;
using Cardinality = VectorMatching::Cardinality;

/// The labels two elements must share: those of on(…), or all but those of ignoring(…) and the metric name.
class Signature final {
public:
    explicit Signature(const VectorMatching &matching)
        : m_names(matching.labels)
        , m_on(matching.on)
    {
        if (!m_on) {
            m_names.push_back(series::metricNameLabel.toByteArray());
        }
    }
    [[nodiscard]] series::Labels of(const series::Labels &labels) const
    {
        return m_on ? labels.keeping(m_names) : labels.dropping(m_names);
    }

private:
    std::vector<QByteArray> m_names;
    bool m_on;
};

series::Labels resultLabels(const Binary &binary, const series::Labels &many, const series::Labels &one)
{
    const VectorMatching &m = binary.matching;
    series::Labels out = dropsMetricName(binary) ? many.without(series::metricNameLabel) : many;
    if (m.cardinality == Cardinality::OneToOne) {
        out = m.on ? out.keeping(m.labels) : out.dropping(m.labels);
    }
    for (const QByteArray &name : m.include) {
        out.set(name, one.value(name));
    }
    return out;
}

Column presence(const Series &series, std::size_t steps)
{
    Column out(steps, absentValue);
    for (const StepSeries &s : series) {
        for (std::size_t i = 0; i < steps; ++i) {
            out[i] = isPresent(s.values[i]) ? 1.0 : out[i];
        }
    }
    return out;
}

class Combiner final {
public:
    Combiner(const Expr &expr, const Binary &binary, const Series &lhs, const Series &rhs, std::size_t steps)
        : m_expr(expr)
        , m_binary(binary)
        , m_swapped(binary.matching.cardinality == Cardinality::OneToMany)
        , m_many(m_swapped ? rhs : lhs)
        , m_one(m_swapped ? lhs : rhs)
        , m_steps(steps)
        , m_signature(binary.matching)
    {
    }

    [[nodiscard]] Result<StepValue> run(Evaluator &evaluator)
    {
        indexOneSide();
        if (Result<void> unique = checkOneSide(); !unique) {
            return std::unexpected(std::move(unique).error());
        }
        std::unordered_map<series::Labels, std::vector<char>> taken;
        Series out;
        for (const StepSeries &many : m_many) {
            series::Labels key = m_signature.of(many.labels);
            const auto partners = m_index.find(key);
            if (partners == m_index.end()) {
                continue;
            }
            std::vector<char> &cells = taken[std::move(key)];
            cells.resize(m_steps);
            for (const std::size_t partner : partners->second) {
                StepSeries result{resultLabels(m_binary, many.labels, m_one[partner].labels),
                                  combine(many, m_one[partner])};
                if (!hasValue(result.values)) {
                    continue;
                }
                if (m_binary.matching.cardinality == Cardinality::OneToOne && !claim(cells, result.values)) {
                    return evaluationError(m_expr,
                                           u"Multiple matches for labels: many-to-one matching must be explicit "
                                           "(group_left/group_right)."_s);
                }
                out.push_back(std::move(result));
                if (Result<void> ok = evaluator.budget().workAndHold(m_steps); !ok) {
                    return std::unexpected(std::move(ok).error());
                }
            }
        }
        if (m_binary.matching.cardinality != Cardinality::OneToOne) {
            if (!uniteEqualLabels(out)) {
                return evaluationError(m_expr,
                                       u"Multiple matches for labels: grouping labels must ensure unique matches."_s);
            }
            return StepValue{.type = ValueType::Vector, .series = std::move(out)};
        }
        return withUniqueLabels(m_expr, std::move(out));
    }

private:
    void indexOneSide()
    {
        for (std::size_t i = 0; i < m_one.size(); ++i) {
            const auto [it, isNew] = m_index.try_emplace(m_signature.of(m_one[i].labels));
            it->second.push_back(i);
            if (isNew) {
                m_order.push_back(&*it);
            }
        }
    }

    [[nodiscard]] Result<void> checkOneSide() const
    {
        const Column present = presence(m_many, m_steps);
        for (const auto *entry : m_order) {
            const auto &[key, members] = *entry;
            for (std::size_t i = 0; members.size() > 1 && i < m_steps; ++i) {
                const StepSeries *first = nullptr;
                for (const std::size_t member : members) {
                    if (!isPresent(present[i]) || !isPresent(m_one[member].values[i])) {
                        continue;
                    }
                    if (first != nullptr) {
                        return duplicateError(key, m_one[member].labels, first->labels);
                    }
                    first = &m_one[member];
                }
            }
        }
        return {};
    }

    [[nodiscard]] std::unexpected<Error> duplicateError(const series::Labels &key, const series::Labels &a,
                                                        const series::Labels &b) const
    {
        return evaluationError(m_expr,
                               u"Found duplicate series for the match group %1 on the %2 hand-side of the operation: "
                               u"[%3, %4]; many-to-many "
                               "matching not allowed: matching labels must be unique on one side."_s.arg(
                                   QString::fromUtf8(key.toText()), m_swapped ? u"left"_s : u"right"_s,
                                   QString::fromUtf8(a.toText()), QString::fromUtf8(b.toText())));
    }

    [[nodiscard]] Column combine(const StepSeries &many, const StepSeries &one) const
    {
        Column out(m_steps, absentValue);
        for (std::size_t i = 0; i < m_steps; ++i) {
            const double a = m_swapped ? one.values[i] : many.values[i];
            const double b = m_swapped ? many.values[i] : one.values[i];
            if (isPresent(a) && isPresent(b)) {
                out[i] = applyOperator(m_binary.op, a, b, m_binary.returnBool);
            }
        }
        return out;
    }

    /// False when a cell has been claimed before.
    [[nodiscard]] static bool claim(std::vector<char> &cells, const Column &values)
    {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (isPresent(values[i]) && std::exchange(cells[i], 1) != 0) {
                return false;
            }
        }
        return true;
    }

    const Expr &m_expr;
    const Binary &m_binary;
    bool m_swapped;
    const Series &m_many;
    const Series &m_one;
    std::size_t m_steps;
    Signature m_signature;
    using Index = std::unordered_map<series::Labels, std::vector<std::size_t>>;
    Index m_index;
    std::vector<const Index::value_type *> m_order; ///< of the index, so that errors name the first group
};

/// Per signature, the steps at which some element of `series` has it.
std::unordered_map<series::Labels, std::vector<char>> signaturePresence(const Signature &signature,
                                                                        const Series &series, std::size_t steps)
{
    std::unordered_map<series::Labels, std::vector<char>> out;
    for (const StepSeries &s : series) {
        std::vector<char> &cells = out[signature.of(s.labels)];
        cells.resize(steps);
        for (std::size_t i = 0; i < steps; ++i) {
            cells[i] |= isPresent(s.values[i]) ? 1 : 0;
        }
    }
    return out;
}

/// Keeps the cells of `series` whose signature is (or is not) among `others`.
void retain(Series &series, const Signature &signature, const Series &others, bool wanted, std::size_t steps)
{
    const auto present = signaturePresence(signature, others, steps);
    for (StepSeries &s : series) {
        const auto it = present.find(signature.of(s.labels));
        for (std::size_t i = 0; i < steps; ++i) {
            if ((it != present.end() && it->second[i] != 0) != wanted) {
                s.values[i] = absentValue;
            }
        }
    }
    std::erase_if(series, [](const StepSeries &s) { return !hasValue(s.values); });
}

} // namespace

Result<StepValue> combineVectors(Evaluator &evaluator, const Expr &expr, const Binary &binary, const Series &lhs,
                                 const Series &rhs, std::size_t steps)
{
    return Combiner(expr, binary, lhs, rhs, steps).run(evaluator);
}

Result<StepValue> combineSets(const Expr &expr, const Binary &binary, Series lhs, Series rhs, std::size_t steps)
{
    const Signature signature(binary.matching);
    switch (binary.op) {
    case BinaryOperator::And:
        retain(lhs, signature, rhs, true, steps);
        break;
    case BinaryOperator::Unless:
        retain(lhs, signature, rhs, false, steps);
        break;
    default:
        retain(rhs, signature, lhs, false, steps);
        lhs.insert(lhs.end(), std::make_move_iterator(rhs.begin()), std::make_move_iterator(rhs.end()));
        break;
    }
    return withUniqueLabels(expr, std::move(lhs));
}

} // namespace readyroom::promql
