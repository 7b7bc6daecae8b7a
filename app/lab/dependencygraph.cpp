// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/dependencygraph.h"

#include <algorithm>
#include <utility>

namespace readyroom::lab {

void DependencyGraph::put(const std::string &key, const std::vector<std::string> &dependencies)
{
    m_nodes[key].isThere = true;
    setDependencies(key, {dependencies.begin(), dependencies.end()});
}

void DependencyGraph::leave(const std::string &key)
{
    const auto node = m_nodes.find(key);
    if (node != m_nodes.end()) {
        node->second.isThere = false;
        forgetUnneeded({key});
    }
}

void DependencyGraph::setDependencies(const std::string &key, std::set<std::string> dependencies)
{
    const std::set<std::string> before = std::exchange(m_nodes[key].dependencies, std::move(dependencies));
    const std::set<std::string> &now = m_nodes[key].dependencies;
    std::set<std::string> dropped;
    std::ranges::set_difference(before, now, std::inserter(dropped, dropped.end()));
    for (const auto &name : dropped) {
        m_nodes[name].dependents.erase(key);
    }
    for (const auto &name : now) {
        m_nodes[name].dependents.insert(key);
    }
    forgetUnneeded(dropped);
}

void DependencyGraph::forgetUnneeded(const std::set<std::string> &names)
{
    std::set<std::string> pending = names;
    while (!pending.empty()) {
        const std::string name = *pending.begin();
        pending.erase(pending.begin());
        if (!m_nodes.contains(name) || isNeeded(name)) {
            continue;
        }
        const Node gone = m_nodes.extract(name).mapped();
        for (const auto &dependency : gone.dependencies) {
            if (const auto node = m_nodes.find(dependency); node != m_nodes.end()) {
                node->second.dependents.erase(name);
                pending.insert(dependency);
            }
        }
        // Only a circle of what is gone still has dependents; none of them is needed either.
        for (const auto &dependent : gone.dependents) {
            if (const auto node = m_nodes.find(dependent); node != m_nodes.end()) {
                node->second.dependencies.erase(name);
                pending.insert(dependent);
            }
        }
    }
}

std::set<std::string> DependencyGraph::reach(const std::string &name) const
{
    std::set<std::string> reached;
    std::vector<std::string> pending{name};
    while (!pending.empty()) {
        const std::string at = std::move(pending.back());
        pending.pop_back();
        const auto node = m_nodes.find(at);
        if (node != m_nodes.end() && reached.insert(at).second) {
            pending.insert(pending.end(), node->second.dependents.begin(), node->second.dependents.end());
        }
    }
    return reached;
}

bool DependencyGraph::isNeeded(const std::string &name) const
{
    return std::ranges::any_of(reach(name), [this](const std::string &each) { return m_nodes.at(each).isThere; });
}

std::vector<std::string> DependencyGraph::closure(const std::string &name) const
{
    std::vector<std::string> entries;
    std::ranges::copy_if(reach(name), std::back_inserter(entries),
                         [this](const std::string &each) { return m_nodes.at(each).isThere; });
    return entries;
}

std::vector<std::string> DependencyGraph::dependencies(const std::string &name) const
{
    const auto node = m_nodes.find(name);
    if (node == m_nodes.end()) {
        return {};
    }
    return {node->second.dependencies.begin(), node->second.dependencies.end()};
}

std::vector<std::string> DependencyGraph::roots() const
{
    std::vector<std::string> names;
    for (const auto &[name, node] : m_nodes) {
        if (!node.dependents.empty()) {
            names.push_back(name);
        }
    }
    return names;
}

} // namespace readyroom::lab
