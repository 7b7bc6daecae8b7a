// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/response.h"
#include "app/load/report.h"

#include <QMap>
#include <QString>

#include <chrono>
#include <cstddef>
#include <deque>
#include <vector>

namespace readyroom::load {

/// Counts what a load brings. Keeps the time of every answer, four bytes each, so that percentiles are exact.
class Tally final {
public:
    using Moment = std::chrono::steady_clock::time_point;
    using Seconds = std::chrono::duration<double>;

    /// One request that ended.
    void add(const http::Response &response);
    /// A user that has ended: how many successes it had in which time.
    void addUser(std::size_t successes, Seconds active);

    [[nodiscard]] static bool isSuccess(const http::Response &response);
    [[nodiscard]] std::size_t requests() const { return m_requests; }
    [[nodiscard]] const QString &firstFailure() const { return m_firstFailure; }

    /// To be called at regular times; the figures of the last second span from the first such call within it.
    [[nodiscard]] Progress progress(Moment now, double done);
    [[nodiscard]] Report report(Seconds took) const;

private:
    struct Mark {
        Moment at;
        std::size_t requests = 0;
        std::size_t answers = 0;
        std::size_t successes = 0;
    };

    std::vector<float> m_seconds; ///< of each answer, in the order in which they came
    double m_sum = 0.0; ///< of them
    std::size_t m_requests = 0;
    std::size_t m_successes = 0;
    double m_throughput = 0.0;
    QMap<int, std::size_t> m_statuses;
    QString m_firstFailure;
    std::deque<Mark> m_marks; ///< of the last second
};

/// The value of rank ⌈percent/100·n⌉ (nearest rank); NaN for none. Reorders `values`.
[[nodiscard]] double nearestRank(std::vector<float> &values, std::size_t percent);

} // namespace readyroom::load
