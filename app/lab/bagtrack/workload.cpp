// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/bagtrack/workload.h"

#include <httplib.h>

#include <QJsonDocument>

#include <algorithm>
#include <numeric>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

/// How many of each area are asked for in turn. With about 112 requests a second a round takes 5.4, 10.8 and 53.6
/// seconds: the TTL divided by 5.6, for a slow machine makes rounds longer, and nothing makes them shorter.
constexpr std::array<std::size_t, 3> roundOf{168, 402, 720};
constexpr std::size_t lookupsPerLoad = 6; ///< one of them misses

template<typename T> std::vector<T> repeated(std::initializer_list<std::pair<T, int>> counts)
{
    std::vector<T> cards;
    for (const auto &[card, count] : counts) {
        cards.insert(cards.end(), static_cast<std::size_t>(count), card);
    }
    return cards;
}

std::vector<int> reportNumbers()
{
    std::vector<int> numbers(BagTable::reports);
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

} // namespace

Workload::Workload(Randomness &random)
    : m_steps(repeated<Step>(
                  {{Step::Station, 28}, {Step::Bag, 33}, {Step::User, 12}, {Step::Report, 20}, {Step::Login, 7}}),
              random)
    , m_reports(reportNumbers(), random)
    , m_people(users)
{
}

std::string Workload::keyOf(Area area, std::size_t index)
{
    switch (area) {
    case Area::Station:
        return std::to_string(index / BagTable::terminals) + "/" + std::to_string(index % BagTable::terminals);
    case Area::Bag:
        return std::to_string(1 + index * 61);
    case Area::User:
        return std::to_string(1 + index);
    }
    return {};
}

std::string Workload::pathOf(Area area, std::size_t index)
{
    if (area == Area::Station) {
        return "/api/dashboard-stats-cached?station=" + std::to_string(index / BagTable::terminals)
            + "&terminal=" + std::to_string(index % BagTable::terminals);
    }
    return (area == Area::Bag ? "/api/bags/" : "/api/users/") + keyOf(area, index);
}

Users::Request Workload::login(std::size_t user) const
{
    const Person &person = m_people[user];
    if (person.token.empty()) {
        return {.path = "/csrf-token"};
    }
    const std::string id = std::to_string(1 + user);
    return {.method = "POST",
            .path = "/login",
            .body = "{\"user\":" + id + ",\"password\":\"agent-" + id + "\"}",
            .headers = {{"Cookie", person.cookie}, {"X-CSRFToken", person.token}}};
}

Users::Request Workload::next(std::size_t user)
{
    Users::Request request;
    {
        const std::lock_guard lock(m_mutex);
        const Step step = m_steps.draw();
        if (step == Step::Login) {
            request = login(user);
        } else if (step == Step::Report) {
            request.path = "/api/reports/" + std::to_string(m_reports.draw());
        } else {
            const auto area = step == Step::Station ? Area::Station : step == Step::Bag ? Area::Bag : Area::User;
            std::size_t &turn = m_turns[static_cast<std::size_t>(area)];
            request.path = pathOf(area, turn);
            turn = (turn + 1) % roundOf[static_cast<std::size_t>(area)];
        }
    }
    request.headers.emplace_back("X-Api-Key", "agent-" + std::to_string(1 + user));
    return request;
}

void Workload::answered(std::size_t user, const httplib::Response &response)
{
    Person &person = m_people[user];
    if (response.status == 403) {
        person = {};
    }
    if (!person.token.empty() || response.body.find("csrf_token") == std::string::npos) {
        return;
    }
    const auto body = QJsonDocument::fromJson(QByteArray::fromStdString(response.body));
    const std::string cookie = response.get_header_value("Set-Cookie");
    person.token = body["csrf_token"_L1].toString().toStdString();
    person.cookie = cookie.substr(0, cookie.find(';'));
}

std::vector<Lookup::Warmth> Workload::warmth(Area area, std::chrono::seconds ttl) const
{
    const std::size_t keys = roundOf[static_cast<std::size_t>(area)];
    const std::chrono::duration<double> round = std::chrono::duration<double>(ttl) / 5.6;
    std::vector<Lookup::Warmth> warm;
    for (std::size_t index = 0; index < keys; ++index) {
        const std::size_t hitsLeft = index % lookupsPerLoad;
        if (hitsLeft == 0) {
            continue;
        }
        // Its turn comes after this part of a round; by then it shall have been loaded a whole number of rounds ago.
        const double part = double(index) / double(keys);
        const auto age = round * (double(lookupsPerLoad - hitsLeft) - part);
        warm.emplace_back(keyOf(area, index), std::chrono::duration_cast<std::chrono::milliseconds>(age));
    }
    return warm;
}

} // namespace readyroom::lab
