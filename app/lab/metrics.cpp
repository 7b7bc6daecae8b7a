// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/metrics.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace readyroom::lab {

namespace {

std::string number(double value)
{
    if (std::isnan(value)) {
        return "NaN";
    }
    if (std::isinf(value)) {
        return value > 0 ? "+Inf" : "-Inf";
    }
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::string written(const MetricLabels &labels)
{
    std::string text;
    for (const auto &[name, value] : labels) {
        text += text.empty() ? "" : ",";
        text += name + "=\"";
        for (const char c : value) {
            if (c == '\\' || c == '"') {
                text += '\\';
            }
            text += c == '\n' ? std::string("\\n") : std::string(1, c);
        }
        text += '"';
    }
    return text;
}

void line(std::string &out, std::string_view name, std::string_view labels, std::string_view value)
{
    out += name;
    if (!labels.empty()) {
        out += '{';
        out += labels;
        out += '}';
    }
    out += ' ';
    out += value;
    out += '\n';
}

} // namespace

Histogram::Histogram(std::span<const double> bounds)
{
    m_reading.bounds.assign(bounds.begin(), bounds.end());
    m_reading.counts.assign(bounds.size() + 1, 0);
}

void Histogram::observe(double value)
{
    const std::lock_guard lock(m_mutex);
    const auto at = std::ranges::lower_bound(m_reading.bounds, value);
    ++m_reading.counts[static_cast<std::size_t>(at - m_reading.bounds.begin())];
    m_reading.sum += value;
    ++m_reading.count;
}

Histogram::Reading Histogram::read() const
{
    const std::lock_guard lock(m_mutex);
    return m_reading;
}

MetricsRegistry::Family &MetricsRegistry::family(std::string_view name, std::string_view help, std::string_view type)
{
    const auto at = std::ranges::find_if(m_families, [&](const auto &known) { return known->name == name; });
    if (at != m_families.end()) {
        return **at;
    }
    auto fresh = std::make_unique<Family>(std::string(name), std::string(help), std::string(type));
    return *m_families.emplace_back(std::move(fresh));
}

MetricsRegistry::Series *MetricsRegistry::find(Family &family, const std::string &labels)
{
    const auto at = std::ranges::find_if(family.series, [&](const auto &known) { return known->labels == labels; });
    return at == family.series.end() ? nullptr : at->get();
}

Counter &MetricsRegistry::counter(std::string_view name, std::string_view help, const MetricLabels &labels)
{
    const std::lock_guard lock(m_mutex);
    auto &group = family(name, help, "counter");
    const std::string text = written(labels);
    auto *series = find(group, text);
    if (!series) {
        series = group.series.emplace_back(std::make_unique<Series>(text, std::make_unique<Counter>())).get();
    }
    return *std::get<std::unique_ptr<Counter>>(series->value);
}

Histogram &MetricsRegistry::histogram(std::string_view name, std::string_view help, std::span<const double> bounds,
                                      const MetricLabels &labels)
{
    const std::lock_guard lock(m_mutex);
    auto &group = family(name, help, "histogram");
    const std::string text = written(labels);
    auto *series = find(group, text);
    if (!series) {
        series = group.series.emplace_back(std::make_unique<Series>(text, std::make_unique<Histogram>(bounds))).get();
    }
    return *std::get<std::unique_ptr<Histogram>>(series->value);
}

void MetricsRegistry::observe(Type type, std::string_view name, std::string_view help, const MetricLabels &labels,
                              std::function<double()> read)
{
    const std::lock_guard lock(m_mutex);
    auto &group = family(name, help, type == Type::Counter ? "counter" : "gauge");
    group.series.push_back(std::make_unique<Series>(written(labels), std::move(read)));
}

void MetricsRegistry::write(std::string &out, const Family &family, const Series &series)
{
    if (const auto *counter = std::get_if<std::unique_ptr<Counter>>(&series.value)) {
        line(out, family.name, series.labels, std::to_string((*counter)->value()));
        return;
    }
    if (const auto *read = std::get_if<std::function<double()>>(&series.value)) {
        line(out, family.name, series.labels, number((*read)()));
        return;
    }
    const auto reading = std::get<std::unique_ptr<Histogram>>(series.value)->read();
    const std::string comma = series.labels.empty() ? "" : ",";
    std::uint64_t cumulative = 0;
    for (std::size_t i = 0; i < reading.counts.size(); ++i) {
        cumulative += reading.counts[i];
        const std::string bound = i < reading.bounds.size() ? number(reading.bounds[i]) : "+Inf";
        line(out, family.name + "_bucket", series.labels + comma + "le=\"" + bound + "\"", std::to_string(cumulative));
    }
    line(out, family.name + "_sum", series.labels, number(reading.sum));
    line(out, family.name + "_count", series.labels, std::to_string(reading.count));
}

std::string MetricsRegistry::page() const
{
    const std::lock_guard lock(m_mutex);
    std::string out;
    for (const auto &group : m_families) {
        out += "# HELP " + group->name + ' ' + group->help + '\n';
        out += "# TYPE " + group->name + ' ' + group->type + '\n';
        for (const auto &series : group->series) {
            write(out, *group, *series);
        }
    }
    return out;
}

} // namespace readyroom::lab
