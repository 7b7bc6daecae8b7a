// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/metrics.h"
#include "app/lab/randomness.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

namespace readyroom::lab {

/// Real requests over loopback to one port, at a steady mean rate with the gaps of a Poisson process, whether or not
/// the service keeps up (open loop): a slow service gets a queue, not a rest.
class Traffic final {
public:
    struct Options {
        int port = 0;
        double rate = 0; ///< requests per second
        int workers = 24; ///< requests under way at the same time, at most
        std::size_t queueLimit = 200; ///< what waits beyond that is given up and counted
    };
    /// Path of the next request; called by one thread.
    using NextPath = std::function<std::string()>;

    /// `firstByte` observes the seconds from sending a request to the head of its answer.
    Traffic(Options options, std::uint64_t seed, NextPath nextPath, Histogram &firstByte, Counter &failed);
    ~Traffic();
    Traffic(const Traffic &) = delete;
    Traffic &operator=(const Traffic &) = delete;

private:
    struct Worker {
        std::condition_variable_any wake;
        std::string path; ///< empty: idle
        std::jthread thread;
    };

    void pace(const std::stop_token &stop);
    void serve(Worker &worker, const std::stop_token &stop);
    void dispatch(std::string path);
    [[nodiscard]] std::string awaitWork(Worker &worker, const std::stop_token &stop);

    Options m_options;
    Randomness m_random;
    NextPath m_nextPath;
    Histogram &m_firstByte;
    Counter &m_failed;

    std::mutex m_mutex;
    std::vector<Worker *> m_idle; ///< the one that ended last is used first: few connections carry most requests
    std::deque<std::string> m_waiting;
    std::deque<Worker> m_workers;
    std::jthread m_pacer;
};

} // namespace readyroom::lab
