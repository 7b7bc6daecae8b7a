// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>
#include <vector>

namespace readyroom::bench {

/// Many exporters in one event loop: each listens on a free port of 127.0.0.1 and answers every GET with one metrics
/// page of `series` counters whose values grow at each scrape. Some of them may hang: they accept and never answer.
/// Counts the pages it served by User-Agent, so that two pollers can be compared in one run.
class ExporterFarm final : public QObject {
    Q_OBJECT
public:
    ExporterFarm(int targets, int series, int hanging = 0, QObject *parent = nullptr);

    /// Ports of all targets; the hanging ones are the last.
    [[nodiscard]] const std::vector<quint16> &ports() const { return m_ports; }
    /// Pages served to clients whose User-Agent begins with `agent`.
    [[nodiscard]] qint64 pagesServed(QByteArrayView agent) const;
    [[nodiscard]] int series() const { return m_series; }
    /// The longest time between two requests to one healthy target since forgetGaps(), in milliseconds.
    [[nodiscard]] qint64 longestGap() const;
    void forgetGaps();

private:
    struct Target {
        std::unique_ptr<QTcpServer> server;
        QByteArray page;
        std::vector<qsizetype> valueOffsets;
        quint64 scrapes = 0;
        bool hangs = false;
        QElapsedTimer sinceLast;
        qint64 longestGap = 0;
    };

    void accept(Target &target);
    void answer(Target &target, QTcpSocket &socket);
    void writePage(Target &target, int index) const;

    int m_series;
    std::vector<std::unique_ptr<Target>> m_targets;
    std::vector<quint16> m_ports;
    QHash<QByteArray, qint64> m_served;
};

} // namespace readyroom::bench
