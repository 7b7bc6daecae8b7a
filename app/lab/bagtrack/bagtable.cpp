// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/bagtrack/bagtable.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace readyroom::lab {

namespace {

// The stock of the report: 25,746 bags, of which 25,745 are parents and 24,903 children.
constexpr std::uint32_t bags = 25'746;
constexpr std::uint32_t childOnly = 1; ///< the last ones
constexpr std::uint32_t parentOnly = 843; ///< the first ones

/// The whole text as a number from 0 on; -1 when it is none.
long numberOf(std::string_view text)
{
    long number = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : -1;
}

std::string field(const char *name, std::uint64_t value)
{
    return "\"" + std::string(name) + "\":" + std::to_string(value);
}

std::string field(const char *name, bool value)
{
    return "\"" + std::string(name) + "\":" + (value ? "true" : "false");
}

} // namespace

BagTable::BagTable()
{
    m_bags.reserve(bags);
    for (std::uint32_t id = 1; id <= bags; ++id) {
        m_bags.push_back({.id = id,
                          .hasParentLabel = id <= bags - childOnly,
                          .hasChildLabel = id > parentOnly,
                          .station = static_cast<int>(id % stations),
                          .kilograms = static_cast<int>(5 + id * 7919U % 27)});
    }
}

std::size_t BagTable::parents() const
{
    return static_cast<std::size_t>(std::ranges::count_if(m_bags, &Bag::hasParentLabel));
}

std::size_t BagTable::children() const
{
    return static_cast<std::size_t>(std::ranges::count_if(m_bags, &Bag::hasChildLabel));
}

std::string BagTable::bagText(const std::string &key) const
{
    const long id = numberOf(key);
    if (id < 1 || id > static_cast<long>(m_bags.size())) {
        return {};
    }
    const Bag &bag = m_bags[static_cast<std::size_t>(id - 1)];
    return "{" + field("id", std::uint64_t{bag.id}) + "," + field("parent", bag.hasParentLabel) + ","
        + field("child", bag.hasChildLabel) + "," + field("station", static_cast<std::uint64_t>(bag.station)) + ","
        + field("kg", static_cast<std::uint64_t>(bag.kilograms)) + "}";
}

std::string BagTable::stationText(const std::string &key) const
{
    const auto slash = key.find('/');
    const long station = numberOf(key.substr(0, slash));
    const long terminal = slash == std::string::npos ? -1 : numberOf(key.substr(slash + 1));
    if (station < 0 || station >= stations || terminal < 0 || terminal >= terminals) {
        return {};
    }
    std::uint64_t here = 0;
    std::uint64_t kilograms = 0;
    for (const Bag &bag : m_bags) {
        if (bag.station == station && bag.id % terminals == static_cast<std::uint32_t>(terminal)) {
            ++here;
            kilograms += static_cast<std::uint64_t>(bag.kilograms);
        }
    }
    return "{" + field("station", static_cast<std::uint64_t>(station)) + ","
        + field("terminal", static_cast<std::uint64_t>(terminal)) + "," + field("bags", here) + ","
        + field("kg", kilograms) + "}";
}

std::string BagTable::userText(const std::string &key) const
{
    const long id = numberOf(key);
    if (id < 1 || id > users) {
        return {};
    }
    return "{" + field("id", static_cast<std::uint64_t>(id)) + ",\"name\":\"Agent " + std::to_string(id) + "\","
        + field("station", static_cast<std::uint64_t>(id % stations)) + "}";
}

std::string BagTable::reportText(int number) const
{
    std::array<std::uint64_t, stations> counts{};
    std::array<std::uint64_t, stations> kilograms{};
    for (const Bag &bag : m_bags) {
        if (bag.kilograms >= number) {
            ++counts[static_cast<std::size_t>(bag.station)];
            kilograms[static_cast<std::size_t>(bag.station)] += static_cast<std::uint64_t>(bag.kilograms);
        }
    }
    std::string text = "{\"stations\":[";
    for (std::size_t i = 0; i < counts.size(); ++i) {
        text += (i > 0 ? ",{" : "{") + field("bags", counts[i]) + "," + field("kg", kilograms[i]) + "}";
    }
    return text + "]}";
}

} // namespace readyroom::lab
