// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace readyroom::lab {

/// Label names and values, in the order they are written.
using MetricLabels = std::vector<std::pair<std::string, std::string>>;

/// Only ever goes up.
class Counter final {
public:
    void add(std::uint64_t amount = 1) { m_value.fetch_add(amount, std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> m_value = 0;
};

/// Classic Prometheus histogram: cumulative buckets on the page, a sum and a count that always belong together.
class Histogram final {
public:
    /// `bounds` ascend; the +Inf bucket is added.
    explicit Histogram(std::span<const double> bounds);

    void observe(double value);

    struct Reading {
        std::vector<double> bounds; ///< without +Inf
        std::vector<std::uint64_t> counts; ///< per bucket, not cumulative; one more than bounds
        double sum = 0;
        std::uint64_t count = 0;
    };
    [[nodiscard]] Reading read() const;

private:
    mutable std::mutex m_mutex;
    Reading m_reading;
};

/// The numbers of one running service. Series are created once and live as long as the registry, so callers keep
/// references. Thread-safe.
class MetricsRegistry final {
public:
    enum class Type { Counter, Gauge };

    /// Finds or creates the series. `help` counts at the first call for a name.
    [[nodiscard]] Counter &counter(std::string_view name, std::string_view help, const MetricLabels &labels = {});
    [[nodiscard]] Histogram &histogram(std::string_view name, std::string_view help, std::span<const double> bounds,
                                       const MetricLabels &labels = {});
    /// A series whose value is asked for when the page is written, so that what counts stays the only truth.
    /// `read` is called on the thread that asks for the page.
    void observe(Type type, std::string_view name, std::string_view help, const MetricLabels &labels,
                 std::function<double()> read);

    /// Prometheus text format 0.0.4, families in the order they were created.
    [[nodiscard]] std::string page() const;

private:
    using Value = std::variant<std::unique_ptr<Counter>, std::unique_ptr<Histogram>, std::function<double()>>;
    struct Series {
        std::string labels; ///< written out, without braces
        Value value;
    };
    struct Family {
        std::string name;
        std::string help;
        std::string type;
        std::vector<std::unique_ptr<Series>> series;
    };

    Family &family(std::string_view name, std::string_view help, std::string_view type);
    static Series *find(Family &family, const std::string &labels);
    static void write(std::string &out, const Family &family, const Series &series);

    mutable std::mutex m_mutex;
    std::vector<std::unique_ptr<Family>> m_families;
};

/// Content type of `MetricsRegistry::page()`.
inline constexpr const char *metricsContentType = "text/plain; version=0.0.4; charset=utf-8";

} // namespace readyroom::lab
