// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <initializer_list>
#include <vector>

namespace readyroom::series {

inline constexpr QByteArrayView metricNameLabel{"__name__"};

/// One label; both parts UTF-8.
struct Label {
    QByteArray name;
    QByteArray value;
    bool operator==(const Label &) const = default;
    auto operator<=>(const Label &o) const
    {
        const int c = name.compare(o.name);
        return c != 0 ? c <=> 0 : value.compare(o.value) <=> 0;
    }
};

/// A set of labels, sorted by name, no name twice, no empty value (an empty value is the same as no label).
/// The metric name is the label `__name__`. A value type; the byte arrays are implicitly shared.
class Labels {
public:
    using const_iterator = std::vector<Label>::const_iterator;

    Labels() = default;
    Labels(std::initializer_list<Label> labels);
    /// Takes labels in any order; the last of two with one name wins.
    [[nodiscard]] static Labels fromUnsorted(std::vector<Label> labels);
    /// Takes labels that already keep the invariant (asserted).
    [[nodiscard]] static Labels fromSorted(std::vector<Label> labels);

    [[nodiscard]] const_iterator begin() const { return m_labels.begin(); }
    [[nodiscard]] const_iterator end() const { return m_labels.end(); }
    [[nodiscard]] std::size_t size() const { return m_labels.size(); }
    [[nodiscard]] bool empty() const { return m_labels.empty(); }

    [[nodiscard]] bool contains(QByteArrayView name) const;
    /// Empty when the label is absent.
    [[nodiscard]] QByteArray value(QByteArrayView name) const;
    [[nodiscard]] QByteArray metricName() const { return value(metricNameLabel); }

    /// Sets or, with an empty value, removes.
    void set(const QByteArray &name, const QByteArray &value);
    void remove(QByteArrayView name);
    [[nodiscard]] Labels without(QByteArrayView name) const;
    /// Keeps only `names`.
    [[nodiscard]] Labels keeping(const std::vector<QByteArray> &names) const;
    /// Drops `names`.
    [[nodiscard]] Labels dropping(const std::vector<QByteArray> &names) const;

    /// Prometheus notation: `name{a="b",c="d"}`; a name or label that is not a legacy identifier is quoted (UTF-8
    /// syntax).
    [[nodiscard]] QByteArray toText() const;

    bool operator==(const Labels &) const = default;
    auto operator<=>(const Labels &) const = default;

private:
    std::vector<Label> m_labels;
};

[[nodiscard]] size_t qHash(const Labels &labels, size_t seed = 0);

/// Escapes `\`, `"` and newline for a quoted label value.
[[nodiscard]] QByteArray escapeLabelValue(QByteArrayView value);
/// True for [a-zA-Z_:][a-zA-Z0-9_:]*.
[[nodiscard]] bool isLegacyMetricName(QByteArrayView name);
/// True for [a-zA-Z_][a-zA-Z0-9_]*.
[[nodiscard]] bool isLegacyLabelName(QByteArrayView name);

} // namespace readyroom::series

template<> struct std::hash<readyroom::series::Labels> {
    std::size_t operator()(const readyroom::series::Labels &labels) const noexcept { return qHash(labels, 0); }
};
