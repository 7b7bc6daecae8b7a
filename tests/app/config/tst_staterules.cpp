// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/rulefile.h"
#include "models/promql/engine.h"
#include "models/rules/evaluation.h"
#include "models/rules/signalplan.h"
#include "models/rules/statejudge.h"
#include "models/series/store.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using fleet::ServiceState;

namespace {

const rules::ServiceKey checkout{"production", "checkout"};
constexpr std::int64_t start = 1'700'000'000'000;

/// One series of service checkout that holds one value.
struct Line {
    series::Labels labels;
    double value = 0;
};
using Lines = std::vector<Line>;

Line line(const char *name, std::initializer_list<series::Label> labels, double value)
{
    Line result{series::Labels(labels), value};
    result.labels.set("__name__", name);
    result.labels.set("service", "checkout");
    result.labels.set("environment", "production");
    result.labels.set("job", "checkout");
    return result;
}

Line up(const char *instance, const char *endpoint, double value)
{
    return line("up", {{"instance", instance}, {"endpoint", endpoint}}, value);
}

Lines breaker(const char *instance, const char *state)
{
    Lines lines;
    for (const char *name : {"closed", "open", "half_open", "forced_open", "disabled", "metrics_only"}) {
        lines.push_back(line("service:breaker_state",
                             {{"instance", instance}, {"breaker", "payments"}, {"state", name}},
                             QByteArray(name) == state ? 1 : 0));
    }
    return lines;
}

Lines operator+(Lines a, const Lines &b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

promql::Vector query(const series::Store &store, const promql::Expr &expr, std::int64_t ms)
{
    const auto time = promql::EvaluationTime::instant(fromMillis(ms));
    const auto result = promql::evaluate(expr, time, store.snapshot(promql::selections(expr, time)));
    if (!result) {
        qFatal("%s: %s", qUtf8Printable(promql::toText(expr)), qUtf8Printable(result.error().message));
    }
    return rules::asVector(result->value).value();
}

/// The judgement after the values have been there for `seconds`, polled every 5 s. Every rule runs over the whole fleet
/// and, restricted, for the one service: both must say the same.
rules::Judgement judged(const Lines &lines, int seconds)
{
    series::Store store;
    const auto stateRules = config::loadStateRules();
    if (!stateRules) {
        qFatal("the state rules do not load");
    }
    rules::StateJudge whole(*stateRules);
    rules::StateJudge single(*stateRules);
    rules::Judgement judgement;
    for (int t = 0; t <= seconds; t += 5) {
        const std::int64_t ms = start + t * 1000LL;
        for (const Line &l : lines) {
            store.append(l.labels, ms, l.value);
        }
        // Another service in perfect health must never colour this one.
        store.append({{"__name__", "up"}, {"service", "other"}, {"environment", "production"}, {"endpoint", "health"}},
                     ms, 1);
        for (std::size_t i = 0; i < stateRules->size(); ++i) {
            const rules::AlertingRule &rule = stateRules->at(i);
            const auto narrowed = rules::restrictedTo(rule.expr, checkout);
            if (!whole.update(i, query(store, *rule.expr, ms), fromMillis(ms))
                || !single.update(i, checkout, query(store, *narrowed, ms), fromMillis(ms))) {
                qFatal("rule %s clashes with itself", qUtf8Printable(rule.alert));
            }
        }
        judgement = whole.judge(checkout, rules::Coverage::Answered, fromMillis(ms));
        if (judgement != single.judge(checkout, rules::Coverage::Answered, fromMillis(ms))) {
            qFatal("a rule says something else when it is restricted to one service");
        }
        if (whole.judge({"production", "other"}, rules::Coverage::Answered, fromMillis(ms)).state != ServiceState::Ok) {
            qFatal("one service's trouble colours another");
        }
    }
    return judgement;
}

QStringList texts(const rules::Judgement &judgement)
{
    QStringList result;
    for (const fleet::StateReason &reason : judgement.reasons) {
        result << reason.text;
    }
    return result;
}

const Lines bothUp{up("a:1", "health", 1), up("b:1", "health", 1), up("a:1", "metrics", 1), up("b:1", "metrics", 1)};

} // namespace

class TestStateRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judges_data()
    {
        QTest::addColumn<Lines>("lines");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<ServiceState>("state");
        QTest::addColumn<QStringList>("reasons");
        using S = ServiceState;
        const auto health = [](const char *instance, double value) {
            return Lines{line("service:health", {{"instance", instance}}, value)};
        };
        const auto component = [](const char *instance, double value) {
            return Lines{line("service:health", {{"instance", instance}, {"component", "db"}}, value)};
        };
        QTest::newRow("well") << bothUp + health("a:1", 1) + component("a:1", 1) + breaker("a:1", "closed") << 300
                              << S::Ok << QStringList();
        QTest::newRow("nothing exposed") << Lines{} << 0 << S::Ok << QStringList();
        QTest::newRow("down") << Lines{up("a:1", "health", 0), up("b:1", "metrics", 0)} << 0 << S::Critical
                              << QStringList{u"no instance answers"_s};
        QTest::newRow("partly down") << Lines{up("a:1", "health", 0), up("b:1", "health", 1), up("c:1", "health", 0)}
                                     << 0 << S::Warning << QStringList{u"2 of 3 instances do not answer"_s};
        QTest::newRow("endpoint fails") << Lines{up("a:1", "health", 1), up("a:1", "metrics", 0)} << 0 << S::Warning
                                        << QStringList{u"the metrics endpoint fails on 1 instance(s)"_s};
        QTest::newRow("required endpoint fails")
            << Lines{up("a:1", "health", 1), up("a:1", "metrics", 0),
                     line("probe_required", {{"instance", "a:1"}, {"endpoint", "metrics"}}, 1)}
            << 0 << S::Critical << QStringList{u"the required metrics endpoint fails on 1 instance(s)"_s};
        QTest::newRow("another endpoint is required")
            << Lines{up("a:1", "health", 1), up("a:1", "metrics", 0),
                     line("probe_required", {{"instance", "a:1"}, {"endpoint", "health"}}, 1)}
            << 0 << S::Warning << QStringList{u"the metrics endpoint fails on 1 instance(s)"_s};
        QTest::newRow("health down") << bothUp + health("a:1", 0) + health("b:1", 0) << 0 << S::Critical
                                     << QStringList{u"every instance reports itself down"_s};
        QTest::newRow("health partly down") << bothUp + health("a:1", 0) + health("b:1", 1) << 0 << S::Warning
                                            << QStringList{u"1 of 2 instances report themselves down"_s};
        QTest::newRow("health degraded") << bothUp + health("a:1", 0.5) + health("b:1", 1) << 0 << S::Warning
                                         << QStringList{u"health is degraded on 1 of 2 instances"_s};
        QTest::newRow("component down") << bothUp + health("a:1", 1) + component("a:1", 0) + component("b:1", 1) << 0
                                        << S::Warning
                                        << QStringList{u"health component db is down on 1 of 2 instances"_s};
        QTest::newRow("breaker open") << bothUp + breaker("a:1", "open") + breaker("b:1", "closed") << 0 << S::Critical
                                      << QStringList{u"breaker payments is open on 1 of 2 instances"_s};
        QTest::newRow("breaker forced open")
            << bothUp + breaker("a:1", "forced_open") + breaker("b:1", "open") << 0 << S::Critical
            << QStringList{u"breaker payments is open on 2 of 2 instances"_s};
        QTest::newRow("breaker half-open") << bothUp + breaker("a:1", "half_open") << 0 << S::Warning
                                           << QStringList{u"breaker payments is half-open on 1 of 1 instances"_s};
        QTest::newRow("breaker disabled") << bothUp + breaker("a:1", "disabled") << 0 << S::Ok << QStringList();

        const auto signal = [](const char *name, std::initializer_list<series::Label> labels, double value) {
            return Lines{line(name, labels, value)};
        };
        QTest::newRow("errors, not yet") << bothUp + signal("service:error_ratio", {}, 0.2) << 55 << S::Ok
                                         << QStringList();
        QTest::newRow("errors") << bothUp + signal("service:error_ratio", {}, 0.07) << 60 << S::Warning
                                << QStringList{u"7% of requests fail"_s};
        QTest::newRow("many errors") << bothUp + signal("service:error_ratio", {}, 0.2) << 60 << S::Critical
                                     << QStringList{u"20% of requests fail"_s};
        QTest::newRow("no errors") << bothUp + signal("service:error_ratio", {}, 0) << 600 << S::Ok << QStringList();
        QTest::newRow("slow") << bothUp + signal("service:latency_seconds", {{"quantile", "0.95"}}, 1.5) << 120
                              << S::Warning << QStringList{u"95 % of requests take up to 1.5s"_s};
        QTest::newRow("slow only at p99")
            << bothUp + signal("service:latency_seconds", {{"quantile", "0.99"}}, 9) << 120 << S::Ok << QStringList();
        QTest::newRow("cold cache") << bothUp + signal("service:cache_hit_ratio", {{"cache", "users"}}, 0.25) << 300
                                    << S::Warning << QStringList{u"cache users answers only 25% of its look-ups"_s};
        QTest::newRow("saturated") << bothUp + signal("service:saturation", {{"resource", "cpu"}}, 0.95) << 300
                                   << S::Warning << QStringList{u"cpu is 95% full"_s};
        QTest::newRow("pool") << bothUp + signal("service:pool_used_ratio", {{"pool", "db"}}, 1) << 60 << S::Warning
                              << QStringList{u"pool db is 100% in use"_s};
        QTest::newRow("certificate far") << bothUp + signal("probe_tls_expiry_seconds", {}, 15 * 86400) << 0 << S::Ok
                                         << QStringList();
        QTest::newRow("certificate near")
            << bothUp + signal("probe_tls_expiry_seconds", {}, 10 * 86400) << 0 << S::Warning
            << QStringList{u"the TLS certificate expires in 10d 0h 0m 0s"_s};
        QTest::newRow("certificate tomorrow")
            << bothUp + signal("probe_tls_expiry_seconds", {}, 86400) << 0 << S::Critical
            << QStringList{u"the TLS certificate expires in 1d 0h 0m 0s"_s};
        QTest::newRow("certificate expired") << bothUp + signal("probe_tls_expiry_seconds", {}, -5) << 0 << S::Critical
                                             << QStringList{u"the TLS certificate has expired"_s};
    }
    void judges()
    {
        QFETCH(const Lines, lines);
        QFETCH(const int, seconds);
        QFETCH(const ServiceState, state);
        QFETCH(const QStringList, reasons);
        const rules::Judgement judgement = judged(lines, seconds);
        QCOMPARE(texts(judgement), reasons);
        QCOMPARE(judgement.state, state);
    }

    void theLabMapMeasures()
    {
        series::Store store;
        const auto lab = [&store](const char *name, std::initializer_list<series::Label> labels, int t, double value) {
            store.append(line(name, labels, 0).labels, start + t * 1000LL, value);
        };
        for (int t = 0; t <= 60; t += 5) {
            for (const char *instance : {"a:1", "b:1"}) {
                lab("lab_http_requests_total", {{"instance", instance}, {"code", "200"}}, t, t * 100);
                lab("lab_cache_hits_total", {{"instance", instance}, {"cache", "hot"}}, t, t * 98);
                lab("lab_cache_misses_total", {{"instance", instance}, {"cache", "hot"}}, t, t * 2);
                lab("lab_cache_hits_total", {{"instance", instance}, {"cache", "idle"}}, t, 0);
                lab("lab_cache_misses_total", {{"instance", instance}, {"cache", "idle"}}, t, 0);
                lab("lab_cache_misses_total", {{"instance", instance}, {"cache", "cold"}}, t, t);
                lab("lab_http_request_duration_seconds_sum", {{"instance", instance}}, t, t * 100 * 0.033);
                lab("lab_http_request_duration_seconds_count", {{"instance", instance}}, t, t * 100);
                lab("lab_breaker_state", {{"instance", instance}, {"breaker", "p"}, {"state", "open"}}, t, 1);
            }
        }
        QMap<QString, double> values;
        for (const rules::SignalMap &map : config::loadSignalMaps().value()) {
            if (map.name != u"lab"_s) {
                continue;
            }
            for (const rules::RecordingRule &rule : map.rules) {
                const auto samples = rules::recorded(rule, query(store, *rule.expr, start + 60'000));
                QVERIFY(samples);
                for (const promql::VectorSample &sample : *samples) {
                    values.insert(QString::fromUtf8(sample.labels.dropping({"environment", "job"}).toText()), sample.v);
                }
            }
        }
        const auto close = [&values](const QString &name, double expected) {
            return values.contains(name) && std::abs(values.value(name) - expected) < 1e-9;
        };
        QVERIFY(close(u"service:request_rate{service=\"checkout\"}"_s, 200));
        QVERIFY(close(u"service:error_ratio{service=\"checkout\"}"_s, 0));
        QVERIFY(close(u"service:latency_mean_seconds{service=\"checkout\"}"_s, 0.033));
        QVERIFY(close(u"service:cache_hit_ratio{cache=\"hot\", service=\"checkout\"}"_s, 0.98));
        QVERIFY(close(u"service:cache_hit_ratio{cache=\"cold\", service=\"checkout\"}"_s, 0));
        QVERIFY(!values.contains(u"service:cache_hit_ratio{cache=\"idle\", service=\"checkout\"}"_s));
        QVERIFY(close(u"service:cache_hits_rate{cache=\"hot\", service=\"checkout\"}"_s, 196));
        QVERIFY(close(u"service:cache_misses_rate{cache=\"hot\", service=\"checkout\"}"_s, 4));
        QVERIFY(close(u"service:cache_hits_rate{cache=\"cold\", service=\"checkout\"}"_s, 0));
        QVERIFY(close(u"service:cache_misses_rate{cache=\"cold\", service=\"checkout\"}"_s, 2));
        QVERIFY(close(u"service:cache_hits_rate{cache=\"idle\", service=\"checkout\"}"_s, 0));
        QVERIFY(close(u"service:breaker_state{breaker=\"p\", instance=\"a:1\", service=\"checkout\", state=\"open\"}"_s,
                      1));
        QVERIFY(!values.contains(u"service:memory_bytes{kind=\"used\", service=\"checkout\"}"_s));
    }
};

QTEST_APPLESS_MAIN(TestStateRules)
#include "tst_staterules.moc"
