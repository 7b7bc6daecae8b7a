// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a drill in the folder that is given and says so when it is in the middle of it, to be killed there.

#include "tests/app/runner/runnerkit.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::test;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc < 2) {
        return 2;
    }
    RunnerKit kit(QString::fromLocal8Bit(argv[1]));
    // The answer of the last act never comes.
    kit.targets->setFault(u"c"_s, Fault::Hangs);
    const RunnerKit::Started started = kit.start(RunnerKit::guarded(
        {RunnerKit::act(u"first"_s, 2, {u"a"_s, u"b"_s}), RunnerKit::act(u"second"_s, 3, {u"c"_s, u"d"_s})}));
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &look, [&kit] {
        if (kit.targets->sent() == u"a=2 b=2 c=3"_s) {
            std::puts("in the middle");
            (void)std::fflush(stdout);
        }
    });
    look.start(10);
    return QCoreApplication::exec();
}
