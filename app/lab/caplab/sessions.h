// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

namespace readyroom::lab {

/// Remembers which versions a session has written, so that it is never shown older ones: read your writes. No more than
/// `limit` sessions are remembered; those that were used longest ago leave. Thread-safe.
class Sessions final {
public:
    explicit Sessions(std::size_t limit = 200);

    void wrote(const std::string &session, const std::string &key, std::uint64_t version);
    /// The version of its own last write of `key`; 0 when it wrote none.
    [[nodiscard]] std::uint64_t needs(const std::string &session, const std::string &key);
    [[nodiscard]] std::size_t count() const;

private:
    struct Session {
        std::string id;
        std::unordered_map<std::string, std::uint64_t> versions;
    };

    std::size_t m_limit;
    mutable std::mutex m_mutex;
    std::list<Session> m_order; ///< most recently used first
    std::unordered_map<std::string, std::list<Session>::iterator> m_places;
};

} // namespace readyroom::lab
