// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace readyroom::lab {

/// A bag carries a label of its own journey (parent), one that ties it to another bag (child), or both: so parents and
/// children together are more than there are bags.
struct Bag {
    std::uint32_t id = 0; ///< from 1
    bool hasParentLabel = false;
    bool hasChildLabel = false;
    int station = 0;
    int kilograms = 0;
};

/// The table of bags of bagtrack, and what its pages say about bags, stations and users. Never changes.
class BagTable final {
public:
    static constexpr int stations = 42;
    static constexpr int terminals = 4; ///< of each station
    static constexpr int users = 2000;
    static constexpr int reports = 40;

    BagTable();

    [[nodiscard]] std::size_t total() const { return m_bags.size(); }
    [[nodiscard]] std::size_t parents() const; ///< counted anew at each call
    [[nodiscard]] std::size_t children() const;

    /// JSON texts; empty when there is no such thing. `key` is the number of a bag or a user, or "station/terminal".
    [[nodiscard]] std::string bagText(const std::string &key) const;
    [[nodiscard]] std::string stationText(const std::string &key) const;
    [[nodiscard]] std::string userText(const std::string &key) const;
    /// Bags and kilograms of each station, with those of at least `number` kg.
    [[nodiscard]] std::string reportText(int number) const;

private:
    std::vector<Bag> m_bags;
};

} // namespace readyroom::lab
