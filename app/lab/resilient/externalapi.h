// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/faults.h"
#include "app/lab/listener.h"
#include "app/lab/randomness.h"
#include "app/lab/resilient/caller.h"

#include <mutex>
#include <stop_token>

namespace readyroom::lab {

/// The API that the resilient client stands in front of: a server on a port of its own, which can be made slow, failing
/// or absent. Thread-safe.
class ExternalApi final {
public:
    ExternalApi(Randomness &random, std::stop_token stop);

    [[nodiscard]] bool open();
    /// Down really closes the port. The fault that holds from now on.
    Fault changeFault(const FaultChange &change);
    [[nodiscard]] Fault fault() const { return m_faults.read(); }
    /// Asks it over HTTP, with the deadline of one attempt.
    [[nodiscard]] UpstreamAnswer ask(const std::string &path,
                                     std::chrono::milliseconds timeout = Caller::timeout) const;

private:
    void addRoutes(httplib::Server &server);

    Randomness &m_random;
    std::stop_token m_stop;
    std::mutex m_mutex; ///< guards opening and closing
    Faults m_faults;
    Listener m_listener;
};

} // namespace readyroom::lab
