// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitor/evaluator.h"
#include "app/monitor/serviceindex.h"
#include "models/fleet/fleetsnapshot.h"

#include <QCoroTask>

#include <stop_token>
#include <vector>

namespace readyroom::monitor {

/// The latest value of each normalised signal that a tile shows, service by service. It reads the series, so it does
/// not matter whether a signal map recorded them or an endpoint told them as they are. Of several instances, rates add
/// up, the mean latency and hit ratios are averaged, and of quantiles and error ratios the worst counts.
class SignalBoard final {
public:
    /// Both outlive this.
    SignalBoard(const ServiceIndex &services, Evaluator &evaluator);

    /// Reads everything for the whole fleet, as of `at`.
    [[nodiscard]] QCoro::Task<> refresh(Timestamp at, std::stop_token stop);
    /// Reads the breakers of one service now. True when one changed its state, came or went.
    bool refreshBreakers(std::size_t service, Timestamp at);

    [[nodiscard]] const fleet::ServiceSignals &of(std::size_t service) const { return m_signals.at(service); }

private:
    void takeNumbers(std::size_t reading, promql::Vector elements);
    bool takeBreakers(std::size_t service, const promql::Vector &elements, Timestamp at);

    const ServiceIndex &m_services;
    Evaluator &m_evaluator;
    std::vector<promql::ExprPtr> m_numbers; ///< one per row of the table of readings
    promql::ExprPtr m_breakers;
    std::vector<promql::ExprPtr> m_breakersOf; ///< by service, made when first needed
    std::vector<fleet::ServiceSignals> m_signals; ///< by service
    std::vector<Timestamp> m_breakersAt; ///< by service: when its breakers were last read
};

} // namespace readyroom::monitor
