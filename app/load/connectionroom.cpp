// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load/connectionroom.h"

#include <QCoreApplication>

#include <sys/resource.h>

#include <algorithm>

namespace readyroom::load {

namespace {

/// What everything else in this process may have open: polls, databases, windows.
constexpr rlim_t others = 1024;

} // namespace

Result<void> makeRoomForConnections(int connections)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return {}; // a connection that cannot be made says so itself
    }
    const auto wanted = static_cast<rlim_t>(connections);
    if (limit.rlim_max < wanted) {
        return failure(Error::Kind::Limit,
                       QCoreApplication::translate("readyroom::load",
                                                   "This machine lets a program open %1 files at most, which is too "
                                                   "few for %2 connections")
                           .arg(limit.rlim_max)
                           .arg(connections));
    }
    if (limit.rlim_cur < wanted + others) {
        limit.rlim_cur = std::min(wanted + others, limit.rlim_max);
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    return {};
}

} // namespace readyroom::load
