// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/labels.h"

#include <QHash>

#include <algorithm>

namespace readyroom::series {

namespace {

constexpr bool isAlphaOrUnderscore(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

auto lowerBound(auto &labels, QByteArrayView name)
{
    return std::ranges::lower_bound(
        labels, name, [](QByteArrayView a, QByteArrayView b) { return a.compare(b) < 0; },
        [](const Label &l) { return QByteArrayView(l.name); });
}

} // namespace

Labels::Labels(std::initializer_list<Label> labels)
    : Labels(fromUnsorted(std::vector<Label>(labels)))
{
}

Labels Labels::fromUnsorted(std::vector<Label> labels)
{
    // Label sets are small and mostly sorted already, so insertion beats a sort that must be stable.
    Labels out;
    out.m_labels.reserve(labels.size());
    for (const Label &label : labels) {
        out.set(label.name, label.value);
    }
    return out;
}

Labels Labels::fromSorted(std::vector<Label> labels)
{
    Q_ASSERT(std::ranges::is_sorted(labels, [](const Label &a, const Label &b) { return a.name < b.name; }));
    Labels out;
    out.m_labels = std::move(labels);
    return out;
}

bool Labels::contains(QByteArrayView name) const
{
    const auto it = lowerBound(m_labels, name);
    return it != m_labels.end() && QByteArrayView(it->name) == name;
}

QByteArray Labels::value(QByteArrayView name) const
{
    const auto it = lowerBound(m_labels, name);
    return it != m_labels.end() && QByteArrayView(it->name) == name ? it->value : QByteArray();
}

void Labels::set(const QByteArray &name, const QByteArray &value)
{
    if (value.isEmpty()) {
        remove(name);
        return;
    }
    const auto it = lowerBound(m_labels, name);
    if (it != m_labels.end() && it->name == name) {
        it->value = value;
    } else {
        m_labels.insert(it, Label{name, value});
    }
}

void Labels::remove(QByteArrayView name)
{
    const auto it = lowerBound(m_labels, name);
    if (it != m_labels.end() && QByteArrayView(it->name) == name) {
        m_labels.erase(it);
    }
}

Labels Labels::without(QByteArrayView name) const
{
    Labels out = *this;
    out.remove(name);
    return out;
}

Labels Labels::keeping(const std::vector<QByteArray> &names) const
{
    Labels out;
    std::ranges::copy_if(m_labels, std::back_inserter(out.m_labels),
                         [&](const Label &l) { return std::ranges::find(names, l.name) != names.end(); });
    return out;
}

Labels Labels::dropping(const std::vector<QByteArray> &names) const
{
    Labels out;
    std::ranges::copy_if(m_labels, std::back_inserter(out.m_labels),
                         [&](const Label &l) { return std::ranges::find(names, l.name) == names.end(); });
    return out;
}

QByteArray Labels::toText() const
{
    const QByteArray name = metricName();
    const bool quoteName = !name.isEmpty() && !isLegacyMetricName(name);
    QByteArray out;
    if (!quoteName) {
        out = name;
    }
    QByteArray inner;
    if (quoteName) {
        inner = '"' + escapeLabelValue(name) + '"';
    }
    for (const Label &label : m_labels) {
        if (QByteArrayView(label.name) == metricNameLabel) {
            continue;
        }
        if (!inner.isEmpty()) {
            inner += ", ";
        }
        inner += isLegacyLabelName(label.name) ? label.name : '"' + escapeLabelValue(label.name) + '"';
        inner += "=\"" + escapeLabelValue(label.value) + '"';
    }
    if (!inner.isEmpty() || out.isEmpty()) {
        out += '{' + inner + '}';
    }
    return out;
}

size_t qHash(const Labels &labels, size_t seed)
{
    for (const Label &label : labels) {
        seed = qHashMulti(seed, label.name, label.value);
    }
    return seed;
}

QByteArray escapeLabelValue(QByteArrayView value)
{
    QByteArray out;
    out.reserve(value.size());
    for (const char c : value) {
        switch (c) {
        case '\\':
            out += "\\\\";
            break;
        case '"':
            out += "\\\"";
            break;
        case '\n':
            out += "\\n";
            break;
        default:
            out += c;
        }
    }
    return out;
}

bool isLegacyMetricName(QByteArrayView name)
{
    return !name.isEmpty() && (isAlphaOrUnderscore(name.front()) || name.front() == ':')
        && std::ranges::all_of(name, [](char c) { return isAlphaOrUnderscore(c) || isDigit(c) || c == ':'; });
}

bool isLegacyLabelName(QByteArrayView name)
{
    return !name.isEmpty() && isAlphaOrUnderscore(name.front())
        && std::ranges::all_of(name, [](char c) { return isAlphaOrUnderscore(c) || isDigit(c); });
}

} // namespace readyroom::series
