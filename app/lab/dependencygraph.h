// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace readyroom::lab {

/// Which entries of a cache were made from which others. Whoever is made from something is its dependent; dependents of
/// dependents count as well, and a circle is no obstacle. What entries are made from needs not be in the cache itself.
///
/// An entry that left keeps its place between its dependents and its dependencies as long as one of its dependents is
/// there, so that an eviction in the middle of a chain does not cut it; then it is forgotten.
class DependencyGraph final {
public:
    /// The entry `key` is there from now on, made from `dependencies` and from nothing else.
    void put(const std::string &key, const std::vector<std::string> &dependencies);
    /// The entry `key` is gone.
    void leave(const std::string &key);

    /// Whether anything known is, or is made from, `name`.
    [[nodiscard]] bool contains(const std::string &name) const { return m_nodes.contains(name); }
    /// The entries there that depend on `name`, directly or not, and `name` itself when it is there; in order.
    [[nodiscard]] std::vector<std::string> closure(const std::string &name) const;
    /// What `name` was made from, in order.
    [[nodiscard]] std::vector<std::string> dependencies(const std::string &name) const;
    /// What something that is there was made from, in order: where an invalidation reaches further.
    [[nodiscard]] std::vector<std::string> roots() const;
    /// Names that are kept in mind.
    [[nodiscard]] std::size_t size() const { return m_nodes.size(); }

private:
    struct Node {
        bool isThere = false;
        std::set<std::string> dependencies;
        std::set<std::string> dependents;
    };

    void setDependencies(const std::string &key, std::set<std::string> dependencies);
    void forgetUnneeded(const std::set<std::string> &names);
    [[nodiscard]] std::set<std::string> reach(const std::string &name) const;
    [[nodiscard]] bool isNeeded(const std::string &name) const;

    std::map<std::string, Node> m_nodes;
};

} // namespace readyroom::lab
