// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/bagtrack/lookup.h"
#include "app/lab/deck.h"
#include "app/lab/users.h"

namespace readyroom::lab {

/// What the users of bagtrack ask for. Of 100 requests 28 are for the statistics of a station, 33 for a bag, 12 for a
/// user, 20 for a report and 7 are logins.
///
/// Stations, bags and users are asked for in turn, as scanners and screens that refresh do, each about 5½ times within
/// the TTL of its cache. So five of six look-ups find it there, whatever the exact rate: 83.3 %. Thread-safe.
class Workload final {
public:
    static constexpr std::size_t users = 50;
    enum class Area { Station, Bag, User };

    explicit Workload(Randomness &random);

    [[nodiscard]] Users::Request next(std::size_t user);
    /// Keeps what a login needs: the session and its CSRF token.
    void answered(std::size_t user, const httplib::Response &response);
    /// What a cache holds when this has been going on for long: one key of six is due to be loaded, the others have
    /// been loaded one to five rounds ago.
    [[nodiscard]] std::vector<Lookup::Warmth> warmth(Area area, std::chrono::seconds ttl) const;

private:
    enum class Step { Station, Bag, User, Report, Login };
    struct Person {
        std::string cookie;
        std::string token; ///< of the CSRF protection
    };
    [[nodiscard]] static std::string keyOf(Area area, std::size_t index);
    [[nodiscard]] static std::string pathOf(Area area, std::size_t index);
    [[nodiscard]] Users::Request login(std::size_t user) const;

    std::mutex m_mutex;
    Deck<Step> m_steps;
    Deck<int> m_reports;
    std::array<std::size_t, 3> m_turns{}; ///< by area: what is asked for next
    std::vector<Person> m_people; ///< each used by the thread of its user alone
};

} // namespace readyroom::lab
