// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/optimizer/instance.h"

#include <QTest>

#include <httplib.h>

using namespace readyroom::lab;

namespace {

/// A number of the metrics page of an instance; -1 when it is not there.
double metric(const OptimizerInstance &instance, const QByteArray &series)
{
    httplib::Client client(instance.url());
    const auto answer = client.Get("/metrics");
    for (const QByteArray &line : QByteArray::fromStdString(answer ? answer->body : std::string()).split('\n')) {
        if (line.startsWith(QByteArray(series + ' '))) {
            return line.mid(series.size() + 1).toDouble();
        }
    }
    return -1;
}

} // namespace

class LabMemoryTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pressureThrowsOutHalfOfTheCache()
    {
        OptimizerInstance instance(1, 1);
        QVERIFY(instance.open());
        instance.warmUpAndRun();
        QTRY_VERIFY_WITH_TIMEOUT(metric(instance, "lab_cache_emergencies_total{cache=\"responses\"}") >= 1, 10'000);
        QVERIFY(metric(instance, "lab_cache_evictions_total{cache=\"responses\"}") > 0);
        QCOMPARE(metric(instance, "lab_memory_bytes{kind=\"limit\"}"), 1.0);
        QVERIFY(metric(instance, "lab_cache_bytes{cache=\"responses\"}") > 0); // it goes on
    }

    void withRoomEnoughNothingIsThrownOutInAHurry()
    {
        OptimizerInstance instance(1);
        QVERIFY(instance.open());
        instance.warmUpAndRun();
        // The housekeeper has been round once it has measured a pause.
        QTRY_VERIFY_WITH_TIMEOUT(metric(instance, "lab_gc_pause_seconds_count") >= 2, 10'000);
        QCOMPARE(metric(instance, "lab_cache_emergencies_total{cache=\"responses\"}"), 0.0);
    }
};

QTEST_APPLESS_MAIN(LabMemoryTest)
#include "tst_lab_memory.moc"
