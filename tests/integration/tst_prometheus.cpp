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
QStringList elements(const QJsonDocument &envelope, int digits = 17)
{
    QStringList lines;
    for (const QJsonValue &element : envelope.object().value("data"_L1).toObject().value("result"_L1).toArray()) {
        QJsonObject metric = element.toObject().value("metric"_L1).toObject();
        metric.remove("service"_L1);
        metric.remove("environment"_L1);
        const QString value = element.toObject().value("value"_L1).toArray().at(1).toString();
        // The two sides may spell one number differently (1e+06, 1000000), so the numbers are compared, not the texts.
        lines += QString::fromUtf8(QJsonDocument(metric).toJson(QJsonDocument::Compact)) + u' '
            + QString::number(value.toDouble(), 'g', digits);
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

    /// Made-up vectors instead of scraped ones, all in one query: each case under a label of its own.
    void computesTheSame()
    {
        const QStringList cases{
            u"abs(vector(-2.5))"_s,
            u"ceil(vector(1.2)) + floor(vector(1.8))"_s,
            u"round(vector(2.37), 0.25)"_s,
            u"round(vector(-0.5))"_s,
            u"sgn(vector(-3)) * sqrt(vector(2))"_s,
            u"exp(vector(1)) - ln(vector(10)) + log2(vector(3)) - log10(vector(7))"_s,
            u"sqrt(vector(-1))"_s,
            u"vector(1) / 0"_s,
            u"-vector(1) / 0"_s,
            u"vector(7.5) % -2"_s,
            u"2 ^ 3 ^ 2 * vector(1)"_s,
            u"-2 ^ 2 + vector(0)"_s,
            u"vector(1) atan2 vector(2)"_s,
            u"clamp(vector(5), 1, 3) or clamp(vector(5), 3, 1)"_s,
            u"vector(3) > bool 2"_s,
            u"vector(1) + on () vector(2)"_s,
            u"deg(vector(1)) + rad(vector(90)) + sin(vector(1)) + cos(vector(1)) + tan(vector(1)) + vector(pi())"_s,
            u"year(vector(1700000000)) * 10000 + month(vector(1700000000)) * 100 + day_of_month(vector(1700000000))"_s,
            u"day_of_week(vector(1700000000)) + days_in_month(vector(1706000000)) + hour(vector(1700000000))"_s,
            u"minute(vector(1700000000)) + day_of_year(vector(1700000000))"_s,
            u"label_join(label_replace(vector(1), 'a', 'x', '', ''), 'b', '-', 'a', 'nothing', 'a')"_s,
            u"label_replace(label_replace(vector(1), 'a', 'x-y', '', ''), 'b', '$2.$1', 'a', '(.*)-(.*)')"_s,
            u"scalar(vector(4)) * vector(2)"_s,
            u"scalar(up) * vector(2)"_s,
            u"absent(vector(1)) or vector(9)"_s,
            u"sum_over_time(vector(3)[59s:10s]) + count_over_time(vector(3)[59s:10s])"_s,
            u"avg_over_time(vector(3)[59s:10s]) + max_over_time(vector(2)[59s:10s]) - min_over_time(vector(1)[1m:10s])"_s,
            u"stddev_over_time(vector(3)[59s:10s]) + stdvar_over_time(vector(3)[59s:10s])"_s,
            u"quantile_over_time(0.3, vector(3)[59s:10s]) + last_over_time(vector(1)[59s:10s])"_s,
            u"present_over_time(vector(3)[59s:10s]) + changes(vector(3)[59s:10s]) + resets(vector(3)[59s:10s])"_s,
            u"round(rate(vector(time())[59s:10s]), 0.001)"_s,
            u"round(increase(vector(time())[59s:10s]), 0.01)"_s,
            u"round(delta(vector(time())[59s:10s]), 0.01)"_s,
            u"round(irate(vector(time())[59s:10s]), 0.001) + round(idelta(vector(time())[59s:10s]), 0.001)"_s,
            u"round(deriv(vector(time())[59s:10s]), 0.001)"_s,
            u"sum(NUMBERS) + avg(NUMBERS) * min(NUMBERS) - max(NUMBERS) / count(NUMBERS) + group(NUMBERS)"_s,
            u"stddev(NUMBERS) + stdvar(NUMBERS) + quantile(0.3, NUMBERS)"_s,
            u"sum by (parity) (NUMBERS)"_s,
            u"avg without (n) (NUMBERS)"_s,
            u"topk(2, NUMBERS)"_s,
            u"bottomk by (parity) (1, NUMBERS)"_s,
            u"count_values('value', NUMBERS > 1)"_s,
            u"NUMBERS * on (parity) group_left (name) NAMES"_s,
            u"NAMES / ignoring (n, name) group_right () NUMBERS"_s,
            u"NUMBERS and on (parity) (NAMES > 10)"_s,
            u"NUMBERS unless on (n) (NUMBERS > 2)"_s,
            u"histogram_quantile(0.9, BUCKETS)"_s,
            u"histogram_quantile(0, BUCKETS) + histogram_quantile(1, BUCKETS)"_s,
            u"histogram_quantile(-1, BUCKETS) or vector(0)"_s,
        };
        const auto labelled = [](int value, const QString &name, const QString &text, const QString &more) {
            return u"label_replace(label_replace(vector(%1), '%2', '%3', '', ''), %4, '', '')"_s.arg(value).arg(
                name, text, more);
        };
        const QString numbers = u"("_s + labelled(1, u"n"_s, u"1"_s, u"'parity', 'odd'"_s) + u" or "_s
            + labelled(2, u"n"_s, u"2"_s, u"'parity', 'even'"_s) + u" or "_s
            + labelled(4, u"n"_s, u"3"_s, u"'parity', 'odd'"_s) + u')';
        const QString names = u"("_s + labelled(10, u"parity"_s, u"odd"_s, u"'name', 'o'"_s) + u" or "_s
            + labelled(20, u"parity"_s, u"even"_s, u"'name', 'e'"_s) + u')';
        const QString buckets = u"("_s + labelled(3, u"le"_s, u"0.5"_s, u"'a', 'b'"_s) + u" or "_s
            + labelled(9, u"le"_s, u"2"_s, u"'a', 'b'"_s) + u" or "_s + labelled(10, u"le"_s, u"+Inf"_s, u"'a', 'b'"_s)
            + u')';
        QStringList parts;
        for (qsizetype i = 0; i < cases.size(); ++i) {
            QString expr = cases[i];
            expr.replace(u"NUMBERS"_s, numbers).replace(u"NAMES"_s, names).replace(u"BUCKETS"_s, buckets);
            parts += u"label_replace(%1, 'case', '%2', '', '')"_s.arg(expr, cases[i].toHtmlEscaped().remove(u'\''));
        }
        const QString all = parts.join(u" or "_s);
        // Go and C differ in the last digit of some functions.
        constexpr int digits = 13;
        // One moment for both, or a window would hold another number of steps; no step begins a window at it, because
        // Prometheus 2 and 3 differ there.
        const QString at = u"1700000003.5"_s;
        const QStringList theirs = elements(askPrometheus(all, at), digits);
        const Outcome ours =
            run(u"readyroomctl"_s, {u"query"_s, all, u"--at"_s, at, u"--fleet"_s, m_fleet, u"--output"_s, u"json"_s});
        QVERIFY2(ours.exitCode == 0, ours.err.constData());
        QVERIFY(theirs.size() >= cases.size() - 2);
        QCOMPARE(elements(ours.json(), digits), theirs);
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
    /// At `at` (seconds since the epoch), or now.
    [[nodiscard]] QJsonDocument askPrometheus(const QString &expr, const QString &at = {}) const
    {
        const QByteArray time = at.isEmpty() ? QByteArray() : QByteArray("&time=" + at.toUtf8());
        return QJsonDocument::fromJson(
            httpGet(m_prometheusPort, "/api/v1/query?query=" + QUrl::toPercentEncoding(expr) + time));
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
