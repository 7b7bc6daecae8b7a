// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/signalboard.h"

#include "models/promql/parser.h"
#include "models/rules/evaluation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace readyroom::monitor {

using namespace Qt::StringLiterals;
using fleet::ServiceSignals;

namespace {

struct Reading {
    QStringView expr;
    void (*clear)(ServiceSignals &);
    void (*take)(ServiceSignals &, const promql::VectorSample &);
};

QString keyOf(const promql::VectorSample &sample, QByteArrayView label)
{
    return QString::fromUtf8(sample.labels.value(label));
}

constexpr std::array readings{
    Reading{u"sum by (environment, service) (service:request_rate)", [](ServiceSignals &s) { s.requestRate.reset(); },
            [](ServiceSignals &s, const promql::VectorSample &e) { s.requestRate = e.v; }},
    Reading{u"max by (environment, service) (service:error_ratio)", [](ServiceSignals &s) { s.errorRatio.reset(); },
            [](ServiceSignals &s, const promql::VectorSample &e) { s.errorRatio = e.v; }},
    Reading{u"avg by (environment, service) (service:latency_mean_seconds)",
            [](ServiceSignals &s) { s.latencyMeanSeconds.reset(); },
            [](ServiceSignals &s, const promql::VectorSample &e) { s.latencyMeanSeconds = e.v; }},
    Reading{u"max by (environment, service, quantile) (service:latency_seconds)",
            [](ServiceSignals &s) { s.latencySeconds.clear(); },
            [](ServiceSignals &s, const promql::VectorSample &e) { s.latencySeconds[keyOf(e, "quantile")] = e.v; }},
    Reading{u"avg by (environment, service, cache) (service:cache_hit_ratio)",
            [](ServiceSignals &s) { s.cacheHitRatio.clear(); },
            [](ServiceSignals &s, const promql::VectorSample &e) { s.cacheHitRatio[keyOf(e, "cache")] = e.v; }},
};

promql::ExprPtr parsed(QStringView text)
{
    const Result<promql::ExprPtr> expr = promql::parse(text);
    Q_ASSERT_X(expr, "SignalBoard", "a built-in expression does not parse");
    return *expr;
}

} // namespace

SignalBoard::SignalBoard(const ServiceIndex &services, Evaluator &evaluator)
    : m_services(services)
    , m_evaluator(evaluator)
    , m_breakers(parsed(u"service:breaker_state == 1"))
    , m_breakersOf(services.size())
    , m_signals(services.size())
    , m_breakersAt(services.size())
{
    for (const Reading &reading : readings) {
        m_numbers.push_back(parsed(reading.expr));
    }
}

QCoro::Task<> SignalBoard::refresh(Timestamp at, std::stop_token stop)
{
    for (std::size_t i = 0; i < m_numbers.size(); ++i) {
        Result<promql::Vector> elements = co_await m_evaluator.onPool(m_numbers[i], at, stop);
        if (stop.stop_requested()) {
            co_return;
        }
        if (elements) {
            takeNumbers(i, *std::move(elements));
        }
    }
    Result<promql::Vector> breakers = co_await m_evaluator.onPool(m_breakers, at, stop);
    if (stop.stop_requested() || !breakers) {
        co_return;
    }
    auto parts = m_services.partition(*std::move(breakers));
    for (std::size_t service = 0; service < m_services.size(); ++service) {
        takeBreakers(service, parts[service], at);
    }
}

void SignalBoard::takeNumbers(std::size_t reading, promql::Vector elements)
{
    for (ServiceSignals &known : m_signals) {
        readings.at(reading).clear(known);
    }
    for (const promql::VectorSample &element : elements) {
        const std::size_t service = m_services.find(element.labels);
        // A ratio of nothing to nothing is no number: the signal is missing, not zero.
        if (service < m_services.size() && !std::isnan(element.v)) {
            readings.at(reading).take(m_signals[service], element);
        }
    }
}

bool SignalBoard::refreshBreakers(std::size_t service, Timestamp at)
{
    promql::ExprPtr &expr = m_breakersOf.at(service);
    if (!expr) {
        expr = rules::restrictedTo(m_breakers, m_services.key(service));
    }
    const Result<promql::Vector> elements = m_evaluator.here(*expr, at);
    return elements && takeBreakers(service, *elements, at);
}

bool SignalBoard::takeBreakers(std::size_t service, const promql::Vector &elements, Timestamp at)
{
    // The whole-fleet reading takes a while; a service that was read meanwhile knows better.
    if (at < m_breakersAt.at(service)) {
        return false;
    }
    m_breakersAt[service] = at;
    std::vector<fleet::BreakerStatus> &known = m_signals[service].breakers;
    std::vector<fleet::BreakerStatus> now;
    now.reserve(elements.size());
    for (const promql::VectorSample &element : elements) {
        fleet::BreakerStatus breaker{.breaker = keyOf(element, "breaker"),
                                     .instance = keyOf(element, "instance"),
                                     .state = fleet::breakerStateFromName(keyOf(element, "state")),
                                     .since = at};
        const auto before = std::ranges::find_if(known, [&breaker](const fleet::BreakerStatus &b) {
            return b.breaker == breaker.breaker && b.instance == breaker.instance && b.state == breaker.state;
        });
        if (before != known.end()) {
            breaker.since = before->since;
        }
        now.push_back(std::move(breaker));
    }
    std::ranges::sort(now, [](const fleet::BreakerStatus &a, const fleet::BreakerStatus &b) {
        return std::tie(a.breaker, a.instance) < std::tie(b.breaker, b.instance);
    });
    if (now == known) {
        return false;
    }
    known = std::move(now);
    return true;
}

} // namespace readyroom::monitor
