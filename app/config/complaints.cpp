// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/complaints.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace readyroom::config {

void Complaints::at(const YamlNode &node, const QString &message, Error::Kind kind)
{
    at(where(node), message, kind);
}

void Complaints::at(const SourcePosition &where, const QString &message, Error::Kind kind)
{
    m_errors.push_back({kind, message, {}, where});
}

void Complaints::add(Errors errors)
{
    std::ranges::move(errors, std::back_inserter(m_errors));
}

Errors Complaints::take()
{
    std::ranges::sort(m_errors, [this](const Error &a, const Error &b) {
        const auto rank = [this](const Error &e) {
            return std::tuple(e.where.file != m_file, e.where.file, e.where.line, e.where.column);
        };
        return std::pair(rank(a), a.message) < std::pair(rank(b), b.message);
    });
    // Two readers of one value may both find it wanting.
    const auto repeated = std::ranges::unique(m_errors);
    m_errors.erase(repeated.begin(), repeated.end());
    return std::exchange(m_errors, {});
}

} // namespace readyroom::config
