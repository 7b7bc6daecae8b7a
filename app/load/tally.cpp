// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load/tally.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace readyroom::load {

using namespace Qt::StringLiterals;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

QString failureText(const http::Response &response)
{
    if (response.error) {
        return response.error->message;
    }
    return QCoreApplication::translate("readyroom::load", "%1 answered %2")
        .arg(response.effectiveUrl.toDisplayString(QUrl::RemoveQuery))
        .arg(response.status);
}

double ratio(std::size_t part, std::size_t whole)
{
    return whole == 0 ? nothing : static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace

double nearestRank(std::vector<float> &values, std::size_t percent)
{
    if (values.empty()) {
        return nothing;
    }
    const std::size_t rank = std::max<std::size_t>((values.size() * percent + 99) / 100, 1);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    std::ranges::nth_element(values, at);
    return static_cast<double>(*at);
}

bool Tally::isSuccess(const http::Response &response)
{
    constexpr int firstFailingStatus = 400;
    return !response.error && response.status < firstFailingStatus;
}

void Tally::add(const http::Response &response)
{
    ++m_requests;
    ++m_statuses[response.error ? 0 : response.status];
    if (!response.error) {
        const double seconds = response.timings.total.count();
        m_seconds.push_back(static_cast<float>(seconds));
        m_sum += seconds;
    }
    if (isSuccess(response)) {
        ++m_successes;
    } else if (m_firstFailure.isEmpty()) {
        m_firstFailure = failureText(response);
    }
}

void Tally::addUser(std::size_t successes, Seconds active)
{
    if (active.count() > 0.0) {
        m_throughput += static_cast<double>(successes) / active.count();
    }
}

Progress Tally::progress(Moment now, double done)
{
    constexpr std::chrono::milliseconds window{1000};
    m_marks.push_back({now, m_requests, m_seconds.size(), m_successes});
    while (now - m_marks.front().at > window) {
        m_marks.pop_front();
    }
    const Mark &from = m_marks.front();
    std::vector<float> recent(m_seconds.begin() + static_cast<std::ptrdiff_t>(from.answers), m_seconds.end());
    const Seconds span = now - from.at;
    const std::size_t successes = m_successes - from.successes;
    return {.done = done,
            .requests = m_requests,
            .failed = m_requests - m_successes,
            .p95 = nearestRank(recent, 95),
            .throughput = span.count() > 0.0 ? static_cast<double>(successes) / span.count() : 0.0,
            .success = ratio(successes, m_requests - from.requests)};
}

Report Tally::report(Seconds took) const
{
    std::vector<float> seconds = m_seconds;
    return {.requests = m_requests,
            .failed = m_requests - m_successes,
            .seconds = took.count(),
            .mean = m_seconds.empty() ? nothing : m_sum / static_cast<double>(m_seconds.size()),
            .p50 = nearestRank(seconds, 50),
            .p95 = nearestRank(seconds, 95),
            .p99 = nearestRank(seconds, 99),
            .success = ratio(m_successes, m_requests),
            .throughput = m_throughput,
            .statuses = m_statuses,
            .firstFailure = m_firstFailure};
}

} // namespace readyroom::load
