// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/signalstop.h"

#include <QTest>

#include <csignal>
#include <pthread.h>

using namespace readyroom;

class SignalStopTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksToStop_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }

    void asksToStop()
    {
        QFETCH(int, signal);
        const async::SignalStop stop;
        QVERIFY(!stop.token().stop_requested());
        // To this thread, because the watchdog of Qt Test is older than the mask.
        ::pthread_kill(::pthread_self(), signal);
        // Only on the event loop, where whoever is asked can act.
        QVERIFY(!stop.token().stop_requested());
        QTRY_VERIFY(stop.token().stop_requested());
    }
};

QTEST_GUILESS_MAIN(SignalStopTest)
#include "tst_signalstop.moc"
