// SPDX-License-Identifier: GPL-3.0-or-later
// CPU per sample of polling, against Debian's Prometheus in the same run: both scrape the same exporters at the same
// time.
#include "tests/bench/childprocess.h"
#include "tests/bench/exporterfarm.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace readyroom::bench;

namespace {

constexpr int targets = 100;
constexpr int seriesPerTarget = 1000;
constexpr int windows = 5;
constexpr std::chrono::seconds warmUp{15};
constexpr std::chrono::seconds window{12};

QString write(const QTemporaryDir &folder, const QString &name, const QString &text)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0) {
        qFatal("cannot write %s", qPrintable(file.fileName()));
    }
    return file.fileName();
}

QString prometheusConfig(const ExporterFarm &farm)
{
    QString config = u"global: {scrape_interval: 1s, scrape_timeout: 1s}\nscrape_configs:\n"
                     "  - job_name: farm\n    static_configs:\n      - targets:\n"_s;
    for (const quint16 port : farm.ports()) {
        config += u"          - 127.0.0.1:%1\n"_s.arg(port);
    }
    return config;
}

QString fleetFile(const ExporterFarm &farm)
{
    QString file = u"defaults: {every: 1s, timeout: 1s}\nservices:\n"_s;
    int index = 0;
    for (const quint16 port : farm.ports()) {
        file +=
            u"  - {name: farm-%1, instances: [\"http://127.0.0.1:%2\"], metrics: {path: /metrics, kind: prometheus}}\n"_s
                .arg(index++, 3, 10, QChar(u'0'))
                .arg(port);
    }
    return file;
}

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

struct Reading {
    double cpu = 0;
    qint64 samples = 0;
};

double nanosecondsPerSample(const Reading &before, const Reading &after)
{
    return (after.cpu - before.cpu) * 1e9 / static_cast<double>(std::max<qint64>(1, after.samples - before.samples));
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    ExporterFarm farm(targets, seriesPerTarget);
    const QString binaries = QCoreApplication::applicationDirPath();

    const ChildProcess prometheus(u"prometheus"_s,
                                  {u"--config.file="_s + write(folder, u"prometheus.yml"_s, prometheusConfig(farm)),
                                   u"--storage.tsdb.path="_s + folder.filePath(u"tsdb"_s),
                                   u"--web.listen-address=127.0.0.1:"_s + QString::number(freePort())});
    const ChildProcess readyroom(binaries + u"/readyroomctl"_s,
                                 {u"status"_s, u"--watch"_s, u"--output"_s, u"json"_s, u"--fleet"_s,
                                  write(folder, u"fleet.yaml"_s, fleetFile(farm))});

    const auto read = [&farm](const ChildProcess &child, QByteArrayView agent) {
        return Reading{child.cpuSeconds(), farm.pagesServed(agent) * farm.series()};
    };
    std::vector<double> ours;
    std::vector<double> theirs;
    std::vector<double> ratios;
    Reading ourLast;
    Reading theirLast;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &application, [&] {
        if (!prometheus.isRunning() || !readyroom.isRunning()) {
            qFatal("a poller ended early");
        }
        const Reading our = read(readyroom, "Readyroom");
        const Reading their = read(prometheus, "Prometheus");
        if (timer.intervalAsDuration() == window) {
            ours.push_back(nanosecondsPerSample(ourLast, our));
            theirs.push_back(nanosecondsPerSample(theirLast, their));
            ratios.push_back(ours.back() / theirs.back());
        }
        ourLast = our;
        theirLast = their;
        timer.setInterval(window);
        if (ratios.size() == windows) {
            QCoreApplication::quit();
        }
    });
    timer.start(warmUp);
    QCoreApplication::exec();

    std::printf("polling %d targets x %d series at 1 s, %d windows of %lld s, CPU per sample (median)\n", targets,
                seriesPerTarget, windows, static_cast<long long>(window.count()));
    std::printf("  readyroomctl status --watch  %8.0f ns   resident %4lld MiB   %lld samples in all\n", median(ours),
                static_cast<long long>(readyroom.residentBytes() / 1048576), static_cast<long long>(ourLast.samples));
    std::printf("  prometheus                   %8.0f ns   resident %4lld MiB   %lld samples in all\n", median(theirs),
                static_cast<long long>(prometheus.residentBytes() / 1048576),
                static_cast<long long>(theirLast.samples));
    std::printf(
        "  ratio %.3f (target <= 0.3); Prometheus also compresses its chunks and writes a write-ahead log, Readyroom "
        "also evaluates its rules and prints the fleet once a second\n",
        median(ratios));
    return 0;
}
