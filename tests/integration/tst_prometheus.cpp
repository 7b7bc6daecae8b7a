// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/program.h"
#include "tests/integration/serverprocess.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace readyroom::test;

namespace {

QString written(const QTemporaryDir &folder, const QString &name, const QString &text)
{
    QFile file(folder.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0 ? file.fileName() : QString();
}

/// The elements of a vector or matrix answer as sorted lines, without the two labels that only Readyroom adds.
QStringList elements(const QJsonDocument &envelope)
{
    QStringList lines;
    for (const QJsonValue &element : envelope.object().value("data"_L1).toObject().value("result"_L1).toArray()) {
        QJsonObject metric = element.toObject().value("metric"_L1).toObject();
        metric.remove("service"_L1);
        metric.remove("environment"_L1);
        const QString value = element.toObject().value("value"_L1).toArray().at(1).toString();
        // The two sides may spell one number differently (1e+06, 1000000), so the numbers are compared, not the texts.
        lines += QString::fromUtf8(QJsonDocument(metric).toJson(QJsonDocument::Compact)) + u' '
            + QString::number(value.toDouble(), 'g', 17);
    }
    lines.sort();
    return lines;
}

} // namespace

/// Polls Debian's prometheus and prometheus-node-exporter, and compares what both sides answer to one expression.
class PrometheusTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_prometheusPort = freePort();
        m_nodePort = freePort();
        const QString config =
            written(m_folder, u"prometheus.yml"_s,
                    u"global: {scrape_interval: 1s, scrape_timeout: 1s}\nscrape_configs:\n"
                    "  - {job_name: prometheus, static_configs: [{targets: ['127.0.0.1:%1']}]}\n"
                    "  - {job_name: node, static_configs: [{targets: ['127.0.0.1:%2']}]}\n"_s.arg(m_prometheusPort)
                        .arg(m_nodePort));
        m_fleet = written(
            m_folder, u"fleet.yaml"_s,
            u"defaults: {every: 1s, timeout: 1s}\nservices:\n"
            "  - {name: prometheus, instances: ['http://127.0.0.1:%1'], metrics: /metrics, health: /-/healthy}\n"
            "  - {name: node, instances: ['http://127.0.0.1:%2'], metrics: /metrics}\n"_s.arg(m_prometheusPort)
                .arg(m_nodePort));
        m_prometheus = std::make_unique<ServerProcess>(
            u"prometheus"_s,
            QStringList{u"--config.file="_s + config, u"--storage.tsdb.path="_s + m_folder.filePath(u"tsdb"_s),
                        u"--web.listen-address=127.0.0.1:%1"_s.arg(m_prometheusPort)});
        m_node = std::make_unique<ServerProcess>(u"prometheus-node-exporter"_s,
                                                 QStringList{u"--web.listen-address=127.0.0.1:%1"_s.arg(m_nodePort)});
        QCOMPARE(m_node->start(m_nodePort), QString());
        QCOMPARE(m_prometheus->start(m_prometheusPort), QString());
        QTRY_VERIFY_WITH_TIMEOUT(elements(askPrometheus(u"count(up == 1) == 2"_s)).size() == 1, 20'000);
    }

    void answersTheSame_data()
    {
        QTest::addColumn<QString>("expr");
        // Values that do not move between two scrapes, over every kind of operation.
        const QStringList expressions{
            u"prometheus_build_info"_s,
            u"node_uname_info"_s,
            u"node_boot_time_seconds"_s,
            u"node_memory_MemTotal_bytes / 1024 / 1024"_s,
            u"count by (mode) (node_cpu_seconds_total)"_s,
            u"count(node_cpu_seconds_total{mode=~\"idle|user\", cpu!=\"\"})"_s,
            u"count by (__name__) ({__name__=~\"node_(cpu|disk|filesystem)_.+\", job=\"node\"})"_s,
            u"sum without (cpu, mode) (node_cpu_seconds_total * 0 + 1)"_s,
            u"topk(2, count by (job, __name__) ({job=\"node\", __name__=~\"node_cpu.*\"}))"_s,
            u"prometheus_build_info * on (instance) group_left () prometheus_config_last_reload_successful"_s,
            u"node_uname_info unless on (instance) prometheus_build_info"_s,
            u"count(go_info) by (job) > bool 5"_s,
            u"quantile(0.5, prometheus_config_last_reload_successful)"_s,
            u"clamp_max(node_boot_time_seconds, 1000)"_s,
            u"histogram_quantile(0.5, prometheus_tsdb_compaction_chunk_range_seconds_bucket) >= 0 or vector(-1)"_s,
            u"absent(nothing_of_this_name{job=\"node\"})"_s,
            u"max_over_time(node_boot_time_seconds[1m])"_s,
            u"changes(node_boot_time_seconds[1m]) or vector(1)"_s,
            u"label_replace(prometheus_config_last_reload_successful, \"host\", \"$1\", \"instance\", \"(.*):.*\")"_s,
        };
        for (const QString &expression : expressions) {
            QTest::newRow(qPrintable(expression)) << expression;
        }
    }

    void answersTheSame()
    {
        QFETCH(QString, expr);
        const QStringList theirs = elements(askPrometheus(expr));
        const Outcome ours =
            run(u"readyroomctl"_s, {u"query"_s, expr, u"--fleet"_s, m_fleet, u"--output"_s, u"json"_s});
        QCOMPARE(ours.exitCode, 0);
        QVERIFY2(!theirs.isEmpty(), "the expression must select something, or the comparison shows nothing");
        QCOMPARE(elements(ours.json()), theirs);
    }

    void asksARemoteServerUnchanged()
    {
        const QString expr = u"count by (mode) (node_cpu_seconds_total)"_s;
        const Outcome ours = run(u"readyroomctl"_s,
                                 {u"query"_s, expr, u"--prometheus"_s, u"http://127.0.0.1:%1"_s.arg(m_prometheusPort),
                                  u"--output"_s, u"json"_s});
        QCOMPARE(ours.exitCode, 0);
        QCOMPARE(elements(ours.json()), elements(askPrometheus(expr)));
    }

    void showsWhyARemoteServerRefuses()
    {
        const Outcome ours =
            run(u"readyroomctl"_s,
                {u"query"_s, u"sum("_s, u"--prometheus"_s, u"http://127.0.0.1:%1"_s.arg(m_prometheusPort)});
        QCOMPARE(ours.exitCode, 2);
        QVERIFY2(ours.err.contains("parse error"), ours.err.constData());
    }

    void readsOnePage()
    {
        const Outcome ours = run(u"readyroomctl"_s,
                                 {u"query"_s, u"node_boot_time_seconds"_s, u"--url"_s,
                                  u"http://127.0.0.1:%1/metrics"_s.arg(m_nodePort), u"--output"_s, u"json"_s});
        QCOMPARE(ours.exitCode, 0);
        const QJsonArray result = ours.json().object().value("data"_L1).toObject().value("result"_L1).toArray();
        QCOMPARE(result.size(), 1);
    }

    void saysWhatAWrongPageIs()
    {
        // node_exporter answers any path with 200 and an HTML page.
        const Outcome ours =
            run(u"readyroomctl"_s, {u"query"_s, u"up"_s, u"--url"_s, u"http://127.0.0.1:%1/wrong"_s.arg(m_nodePort)});
        QCOMPARE(ours.exitCode, 2);
        QVERIFY2(ours.err.contains("HTML"), ours.err.constData());
    }

    void knowsBothServices()
    {
        const Outcome ours = run(u"readyroomctl"_s,
                                 {u"status"_s, u"--fleet"_s, m_fleet, u"--wait"_s, u"8s"_s, u"--output"_s, u"json"_s});
        QCOMPARE(ours.exitCode, 0);
        const QJsonArray services = ours.json().object().value("services"_L1).toArray();
        QCOMPARE(services.size(), 2);
        for (const QJsonValue &service : services) {
            QCOMPARE(service.toObject().value("state"_L1).toString(), u"ok"_s);
        }
        // Prometheus was asked by its own scrapes, so its map found a rate of requests.
        QVERIFY(services.at(0).toObject().value("signals"_L1).toObject().value("request_rate"_L1).toDouble() > 0);
    }

private:
    [[nodiscard]] QJsonDocument askPrometheus(const QString &expr) const
    {
        return QJsonDocument::fromJson(
            httpGet(m_prometheusPort, "/api/v1/query?query=" + QUrl::toPercentEncoding(expr)));
    }

    QTemporaryDir m_folder;
    QString m_fleet;
    quint16 m_prometheusPort = 0;
    quint16 m_nodePort = 0;
    std::unique_ptr<ServerProcess> m_prometheus;
    std::unique_ptr<ServerProcess> m_node;
};

QTEST_GUILESS_MAIN(PrometheusTest)
#include "tst_prometheus.moc"
