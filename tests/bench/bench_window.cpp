// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the window is there, and whether it stays responsive and punctual while 30 of 100 targets hang.
#include "tests/bench/exporterfarm.h"

#include <QApplication>
#include <QFile>
#include <QMainWindow>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;
using namespace readyroom::bench;

namespace {

constexpr int targets = 100;
constexpr int hanging = 30;
constexpr int seriesPerTarget = 100;
constexpr int starts = 7;
constexpr int watchSeconds = 120;
constexpr int intervalMs = 1000;

QString fleetFile(const ExporterFarm &farm, const QTemporaryDir &folder)
{
    QFile file(folder.filePath(u"fleet.yaml"_s));
    if (!file.open(QIODevice::WriteOnly)) {
        qFatal("cannot write %s", qPrintable(file.fileName()));
    }
    file.write("defaults: {every: 1s, timeout: 1s}\nservices:\n");
    int index = 0;
    for (const quint16 port : farm.ports()) {
        file.write(
            u"  - {name: farm-%1, instances: [\"http://127.0.0.1:%2\"], metrics: {path: /metrics}}\n"_s.arg(index++)
                .arg(port)
                .toUtf8());
    }
    return file.fileName();
}

/// Runs a program while the farm goes on serving in this process; what it said on standard error.
QString saidBy(const QString &program, const QStringList &arguments)
{
    QProcess process;
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&process, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    process.start(program, arguments);
    loop.exec();
    return QString::fromUtf8(process.readAllStandardError());
}

std::optional<double> figure(const QString &text, const QString &pattern)
{
    const QRegularExpressionMatch match = QRegularExpression(pattern).match(text);
    return match.hasMatch() ? std::optional(match.captured(1).toDouble()) : std::nullopt;
}

double required(const QString &text, const QString &pattern)
{
    const std::optional<double> value = figure(text, pattern);
    if (!value) {
        qFatal("no figure in: %s", qPrintable(text));
    }
    return *value;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

/// The peer: an empty main window, timed in the same way by the same process clock.
int showBareWindow(int argc, char **argv)
{
    QApplication application(argc, argv);
    QMainWindow window;
    window.resize(1440, 900);
    window.show();
    QTimer::singleShot(0, &window, [] {
        QFile stat(u"/proc/self/stat"_s);
        QFile uptime(u"/proc/uptime"_s);
        if (stat.open(QIODevice::ReadOnly) && uptime.open(QIODevice::ReadOnly)) {
            const QByteArray line = stat.readAll();
            const double started = line.sliced(line.lastIndexOf(')') + 2).split(' ').at(19).toDouble() / 100.0;
            const double now = uptime.readAll().split(' ').at(0).toDouble();
            std::fprintf(stderr, "interactive after %.0f ms\n", (now - started) * 1000);
        }
        QCoreApplication::quit();
    });
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 2 && QByteArrayView(argv[1]) == QByteArrayView("--bare")) {
        return showBareWindow(argc, argv);
    }
    QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    ExporterFarm farm(targets, seriesPerTarget, hanging);
    const QString fleet = fleetFile(farm, folder);
    const QString readyroom = QCoreApplication::applicationDirPath() + u"/readyroom"_s;
    const auto arguments = [&](int after) {
        return QStringList{u"--fleet"_s,
                           fleet,
                           u"--timings"_s,
                           u"--screenshot"_s,
                           folder.filePath(u"window.png"_s),
                           u"--after"_s,
                           QString::number(after)};
    };

    std::vector<double> ours;
    std::vector<double> bare;
    for (int i = 0; i < starts; ++i) {
        ours.push_back(required(saidBy(readyroom, arguments(1)), u"interactive after (\\d+) ms"_s));
        bare.push_back(
            required(saidBy(QCoreApplication::applicationFilePath(), {u"--bare"_s}), u"interactive after (\\d+) ms"_s));
    }
    std::printf(
        "start to interactive with %d targets: %.0f ms (median of %d, most %.0f; target 600 ms); an empty Qt window "
        "%.0f ms, ratio %.1f\n",
        targets, median(ours), starts, std::ranges::max(ours), median(bare), median(ours) / median(bare));

    // The first seconds are the start-up, where each target is asked for the first time.
    QTimer::singleShot(5000, &farm, [&farm] { farm.forgetGaps(); });
    const QString said = saidBy(readyroom, arguments(watchSeconds));
    std::printf(
        "%d s with %d of %d targets hanging: longest event-loop gap %.0f ms (target 100 ms), latest poll of a healthy "
        "target %lld ms late (target 100 ms)\n",
        watchSeconds, hanging, targets, required(said, u"event-loop gap (\\d+) ms"_s),
        static_cast<long long>(std::max<qint64>(0, farm.longestGap() - intervalMs)));
    return 0;
}
