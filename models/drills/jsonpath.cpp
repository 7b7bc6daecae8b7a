// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/jsonpath.h"

#include "models/drills/jsonpathreader.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <compare>

namespace readyroom::drills {

namespace {

using Filter = JsonPath::Filter;

QJsonValue elementOf(const QJsonValue &node, qint64 index)
{
    const QJsonArray array = node.toArray();
    const qint64 at = index < 0 ? array.size() + index : index;
    return at >= 0 && at < array.size() ? array.at(at) : QJsonValue(QJsonValue::Undefined);
}

std::partial_ordering ordered(const QJsonValue &a, const QJsonValue &b)
{
    if (a.isDouble() && b.isDouble()) {
        return a.toDouble() <=> b.toDouble();
    }
    if (a.isString() && b.isString()) {
        return a.toString().compare(b.toString()) <=> 0;
    }
    return a == b ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
}

bool compares(const QJsonValue &found, Filter::Operator op, const QJsonValue &literal)
{
    if (op == Filter::Operator::NotEqual) {
        return found != literal;
    }
    const std::partial_ordering order = ordered(found, literal);
    switch (op) {
    case Filter::Operator::Equal:
        return order == 0;
    case Filter::Operator::Less:
        return order < 0;
    case Filter::Operator::LessEqual:
        return order <= 0;
    case Filter::Operator::Greater:
        return order > 0;
    case Filter::Operator::GreaterEqual:
        return order >= 0;
    default:
        return false;
    }
}

bool passes(const Filter &filter, QJsonValue node)
{
    for (const auto &step : filter.path) {
        if (const auto *name = std::get_if<JsonPath::Name>(&step)) {
            node = node.toObject().value(name->name);
        } else {
            node = elementOf(node, std::get<JsonPath::Index>(step).index);
        }
    }
    if (node.isUndefined()) {
        return false;
    }
    return filter.op == Filter::Operator::Exists || compares(node, filter.op, filter.literal);
}

using Nodes = std::vector<QJsonValue>;

/// Collects what one segment selects, as long as the budget of values to look at lasts.
class Collector {
public:
    explicit Collector(std::size_t &budget)
        : m_budget(budget)
    {
    }

    void select(const JsonPath::Segment &segment, const QJsonValue &node)
    {
        for (const auto &selector : segment.selectors) {
            std::visit([&](const auto &one) { apply(one, node); }, selector);
        }
        if (segment.descendants) {
            forEachMember(node, [&](const QJsonValue &member) { select(segment, member); });
        }
    }

    Nodes take() { return std::move(m_found); }

private:
    void add(const QJsonValue &node)
    {
        if (!node.isUndefined() && spend()) {
            m_found.push_back(node);
        }
    }

    bool spend()
    {
        if (m_budget == 0) {
            return false;
        }
        --m_budget;
        return true;
    }

    void forEachMember(const QJsonValue &node, const auto &visit)
    {
        const auto each = [&](const auto &members) {
            for (const QJsonValue &member : members) {
                if (!spend()) {
                    return;
                }
                visit(member);
            }
        };
        if (node.isArray()) {
            each(node.toArray());
        } else if (node.isObject()) {
            each(node.toObject());
        }
    }

    void apply(const JsonPath::Name &name, const QJsonValue &node) { add(node.toObject().value(name.name)); }
    void apply(const JsonPath::Index &index, const QJsonValue &node) { add(elementOf(node, index.index)); }
    void apply(const JsonPath::Wildcard & /*all*/, const QJsonValue &node)
    {
        forEachMember(node, [&](const QJsonValue &member) { add(member); });
    }
    void apply(const Filter &filter, const QJsonValue &node)
    {
        const auto test = [&](const QJsonValue &one) {
            if (passes(filter, one)) {
                add(one);
            }
        };
        if (filter.ofItself) {
            test(node);
        } else {
            forEachMember(node, test);
        }
    }

    /// RFC 9535, 2.3.4.2.2.
    void apply(const JsonPath::Slice &slice, const QJsonValue &node)
    {
        const QJsonArray array = node.toArray();
        const qint64 size = array.size();
        const auto normal = [size](qint64 at) { return at < 0 ? size + at : at; };
        if (slice.step > 0) {
            const qint64 from = std::clamp<qint64>(normal(slice.from.value_or(0)), 0, size);
            const qint64 to = std::clamp<qint64>(normal(slice.to.value_or(size)), 0, size);
            for (qint64 at = from; at < to; at += slice.step) {
                add(array.at(at));
            }
        } else {
            const qint64 from = std::clamp<qint64>(normal(slice.from.value_or(size - 1)), -1, size - 1);
            const qint64 to = slice.to ? std::clamp<qint64>(normal(*slice.to), -1, size - 1) : -1;
            for (qint64 at = from; at > to; at += slice.step) {
                add(array.at(at));
            }
        }
    }

    std::size_t &m_budget;
    Nodes m_found;
};

} // namespace

Result<JsonPath> JsonPath::parse(QStringView text)
{
    auto segments = JsonPathReader(text).read();
    if (!segments) {
        return std::unexpected(segments.error());
    }
    JsonPath path;
    path.m_segments = std::move(*segments);
    return path;
}

std::vector<QJsonValue> JsonPath::find(const QJsonValue &root, std::size_t budget) const
{
    Nodes nodes{root};
    for (const Segment &segment : m_segments) {
        Collector collector(budget);
        for (const QJsonValue &node : nodes) {
            collector.select(segment, node);
        }
        nodes = collector.take();
    }
    return nodes;
}

} // namespace readyroom::drills
