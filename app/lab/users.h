// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/httpfwd.h"
#include "app/lab/metrics.h"
#include "app/lab/randomness.h"

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace readyroom::lab {

/// Real requests over loopback to one port, from a fixed number of users each of whom waits for an answer before asking
/// again (closed loop): a slow service gets fewer requests, never more than there are users at a time.
class Users final {
public:
    struct Request {
        std::string method = "GET"; ///< GET, POST or PUT
        std::string path = {};
        std::string body = {};
        std::vector<std::pair<std::string, std::string>> headers = {};
    };
    struct Options {
        int port = 0;
        std::size_t count = 1;
        std::chrono::milliseconds settleIn{500}; ///< the users start one after the other within this time
        std::chrono::milliseconds think{0}; ///< mean of the pause between an answer and the next request, exponential
        std::chrono::milliseconds afterFailure{500}; ///< least pause after no answer, a 5xx or a 429
    };
    /// Both are called on the thread of the user, whose number counts from 0.
    using Next = std::function<Request(std::size_t user)>;
    using Answered = std::function<void(std::size_t user, const httplib::Response &response)>;

    /// `failed` counts requests that got no answer or a 5xx.
    Users(Options options, std::uint64_t seed, Next next, Answered answered, Counter &failed);
    ~Users();
    Users(const Users &) = delete;
    Users &operator=(const Users &) = delete;

private:
    void live(std::size_t user, const std::stop_token &stop);
    [[nodiscard]] std::chrono::nanoseconds rest(bool failed);

    Options m_options;
    Randomness m_random;
    Next m_next;
    Answered m_answered;
    Counter &m_failed;
    std::vector<std::jthread> m_threads;
};

} // namespace readyroom::lab
