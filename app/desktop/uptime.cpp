// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/uptime.h"

#include <QFile>

#include <ctime>
#include <unistd.h>

namespace readyroom::desktop {

using namespace Qt::StringLiterals;

std::optional<std::chrono::milliseconds> processUptime()
{
    QFile file(u"/proc/self/stat"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    const QByteArray stat = file.readAll();
    // The second field is the program's name in brackets and may hold spaces; the 22nd is the 20th after it.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    const long ticks = sysconf(_SC_CLK_TCK);
    timespec now{};
    if (fields.size() < 20 || ticks <= 0 || clock_gettime(CLOCK_BOOTTIME, &now) != 0) {
        return std::nullopt;
    }
    const std::int64_t started = fields.at(19).toLongLong() * 1000 / ticks;
    return std::chrono::milliseconds(std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000 - started);
}

} // namespace readyroom::desktop
