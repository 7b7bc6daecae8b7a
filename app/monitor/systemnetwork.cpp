// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/systemnetwork.h"

#include <QByteArray>
#include <QFile>
#include <QList>

#include <algorithm>

namespace readyroom::monitor {

using namespace Qt::StringLiterals;

namespace {

constexpr uint routeUp = 0x0001; // RTF_UP
constexpr uint routeReject = 0x0200; // RTF_REJECT: "unreachable" entries, as the kernel keeps for ::/0

QList<QByteArrayList> rowsOf(QByteArrayView table)
{
    QList<QByteArrayList> rows;
    for (const QByteArray &line : table.toByteArray().split('\n')) {
        rows.push_back(line.simplified().split(' '));
    }
    return rows;
}

bool isUsable(const QByteArray &hexFlags)
{
    const uint flags = hexFlags.toUInt(nullptr, 16);
    return (flags & routeUp) != 0 && (flags & routeReject) == 0;
}

} // namespace

bool hasDefaultRoute4(QByteArrayView table)
{
    // Iface Destination Gateway Flags RefCnt Use Metric Mask …
    return std::ranges::any_of(rowsOf(table), [](const QByteArrayList &row) {
        return row.size() >= 8 && row[1] == "00000000" && row[7] == "00000000" && isUsable(row[3]);
    });
}

bool hasDefaultRoute6(QByteArrayView table)
{
    // destination length source length next-hop metric refs use flags device
    return std::ranges::any_of(rowsOf(table), [](const QByteArrayList &row) {
        return row.size() >= 10 && row[0] == QByteArray(32, '0') && row[1] == "00" && isUsable(row[8])
            && row[9] != "lo";
    });
}

bool hasDefaultRoute()
{
    QFile route4(u"/proc/net/route"_s);
    if (!route4.open(QIODevice::ReadOnly) || hasDefaultRoute4(route4.readAll())) {
        return true;
    }
    QFile route6(u"/proc/net/ipv6_route"_s);
    return route6.open(QIODevice::ReadOnly) && hasDefaultRoute6(route6.readAll());
}

} // namespace readyroom::monitor
