// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/exporterfarm.h"

#include <QHostAddress>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace readyroom::bench {

namespace {

constexpr int valueWidth = 12;

QByteArray header(const QByteArray &request, QByteArrayView lowerCaseName)
{
    for (const QByteArray &line : request.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).toLower() == lowerCaseName) {
            return line.sliced(colon + 1).trimmed();
        }
    }
    return {};
}

} // namespace

ExporterFarm::ExporterFarm(int targets, int series, int hanging, QObject *parent)
    : QObject(parent)
    , m_series(series)
{
    for (int i = 0; i < targets; ++i) {
        auto target = std::make_unique<Target>();
        target->server = std::make_unique<QTcpServer>();
        target->hangs = i >= targets - hanging;
        writePage(*target, i);
        if (!target->server->listen(QHostAddress::LocalHost)) {
            qFatal("cannot listen: %s", qPrintable(target->server->errorString()));
        }
        Target &held = *target;
        connect(target->server.get(), &QTcpServer::newConnection, this, [this, &held] { accept(held); });
        m_ports.push_back(target->server->serverPort());
        m_targets.push_back(std::move(target));
    }
}

qint64 ExporterFarm::pagesServed(QByteArrayView agent) const
{
    qint64 sum = 0;
    for (auto it = m_served.cbegin(); it != m_served.cend(); ++it) {
        sum += it.key().startsWith(agent) ? it.value() : 0;
    }
    return sum;
}

qint64 ExporterFarm::longestGap() const
{
    qint64 longest = 0;
    for (const auto &target : m_targets) {
        longest = std::max(longest, target->longestGap);
    }
    return longest;
}

void ExporterFarm::forgetGaps()
{
    for (const auto &target : m_targets) {
        target->sinceLast.invalidate();
        target->longestGap = 0;
    }
}

void ExporterFarm::writePage(Target &target, int index) const
{
    QByteArray &page = target.page;
    for (int i = 0; i < m_series; ++i) {
        const QByteArray family = "farm_requests_" + QByteArray::number(i / 100) + "_total";
        if (i % 100 == 0) {
            page += "# HELP " + family + " Requests served.\n# TYPE " + family + " counter\n";
        }
        page += family + "{method=\"" + (i % 2 == 0 ? "GET" : "POST") + "\",handler=\"/api/v1/resource/"
            + QByteArray::number(i % 50) + "\",code=\"" + (i % 4 < 2 ? "200" : "500") + "\",shard=\""
            + QByteArray::number(index % 7) + "\"} ";
        target.valueOffsets.push_back(page.size());
        page += QByteArray(valueWidth, '0') + '\n';
    }
}

void ExporterFarm::accept(Target &target)
{
    while (QTcpSocket *socket = target.server->nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (!target.hangs) {
            connect(socket, &QTcpSocket::readyRead, this, [this, &target, socket] { answer(target, *socket); });
        }
    }
}

void ExporterFarm::answer(Target &target, QTcpSocket &socket)
{
    if (!socket.peek(64 * 1024).contains("\r\n\r\n")) {
        return;
    }
    const QByteArray request = socket.readAll();
    ++target.scrapes;
    if (target.sinceLast.isValid()) {
        target.longestGap = std::max(target.longestGap, target.sinceLast.elapsed());
    }
    target.sinceLast.start();
    for (std::size_t i = 0; i < target.valueOffsets.size(); ++i) {
        std::array<char, valueWidth> digits{};
        const auto end =
            std::to_chars(digits.data(), digits.data() + digits.size(), 100'000'000'000ULL + target.scrapes * (i + 1))
                .ptr;
        std::memcpy(target.page.data() + target.valueOffsets[i], digits.data(),
                    static_cast<std::size_t>(end - digits.data()));
    }
    socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: "
                 + QByteArray::number(target.page.size()) + "\r\n\r\n" + target.page);
    ++m_served[header(request, "user-agent")];
}

} // namespace readyroom::bench
