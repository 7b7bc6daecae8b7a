// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/metrics.h"

#include <QTest>

#include <array>

using namespace readyroom::lab;

namespace {
constexpr const char *expectedPage = "# HELP a_total Things.\n"
                                     "# TYPE a_total counter\n"
                                     "a_total{code=\"200\"} 3\n"
                                     "a_total{code=\"say \\\"hi\\\"\\\\\"} 1\n"
                                     "# HELP h_seconds Times.\n"
                                     "# TYPE h_seconds histogram\n"
                                     "h_seconds_bucket{le=\"0.5\"} 2\n"
                                     "h_seconds_bucket{le=\"1\"} 2\n"
                                     "h_seconds_bucket{le=\"+Inf\"} 3\n"
                                     "h_seconds_sum 2.75\n"
                                     "h_seconds_count 3\n"
                                     "# HELP g A level.\n"
                                     "# TYPE g gauge\n"
                                     "g 1.5\n";
} // namespace

class TestMetrics final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesThePage()
    {
        MetricsRegistry registry;
        constexpr std::array bounds{0.5, 1.0};
        registry.counter("a_total", "Things.", {{"code", "200"}}).add(2);
        Histogram &times = registry.histogram("h_seconds", "Times.", bounds);
        registry.observe(MetricsRegistry::Type::Gauge, "g", "A level.", {}, [] { return 1.5; });
        registry.counter("a_total", "Things.", {{"code", "200"}}).add();
        registry.counter("a_total", "Things.", {{"code", "say \"hi\"\\"}}).add();
        times.observe(0.25);
        times.observe(0.5);
        times.observe(2);
        QCOMPARE(QString::fromStdString(registry.page()), QString::fromLatin1(expectedPage));
    }
};

QTEST_APPLESS_MAIN(TestMetrics)
#include "tst_lab_metrics.moc"
