// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/targetrecorder.h"

#include <QTest>

#include <cmath>

using namespace readyroom;
using namespace readyroom::monitor;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr Timestamp start{std::chrono::seconds{1'700'000'000}};

Target target(bool required = true)
{
    const series::Labels labels{{"environment", "test"}, {"instance", "a:80"}, {"job", "shop"}, {"service", "shop"}};
    return {.id = {u"test"_s, u"shop"_s, u"a:80"_s, fleet::EndpointKind::Metrics, u"/metrics"_s},
            .endpoint = {.kind = fleet::EndpointKind::Metrics, .path = u"/metrics"_s, .required = required},
            .url = QUrl(u"http://a/metrics"_s),
            .hostPort = u"a:80"_s,
            .labels = labels};
}

Answer page(const Target &target, QByteArray body, Timestamp at, int status = 200)
{
    return {.endpoint = target.id,
            .at = at,
            .status = status,
            .headers = {{"content-type", "text/plain; version=0.0.4"}},
            .body = std::move(body),
            .timings = {.dns = 1ms, .connect = 2ms, .tls = -1s, .firstByte = 4ms, .total = 5ms}};
}

Answer refused(const Target &target, Timestamp at)
{
    Answer answer;
    answer.endpoint = target.id;
    answer.at = at;
    answer.timings.total = 3ms;
    answer.error = Error{Error::Kind::Connect, u"The connection was refused."_s};
    return answer;
}

/// Values of the series with these labels at one time: empty without such a sample, NaN for a stale marker.
std::optional<double> valueAt(const series::Store &store, series::Labels labels, Timestamp at)
{
    std::vector<series::Matcher> matchers;
    for (const series::Label &label : labels) {
        matchers.push_back(series::Matcher::equal(label.name, label.value));
    }
    const series::Snapshot snapshot = store.snapshot({{matchers, toMillis(at), toMillis(at)}});
    std::vector<series::Sample> samples;
    for (const series::SelectedSeries &series : snapshot.front()) {
        series.read(toMillis(at), toMillis(at), samples);
    }
    return samples.size() == 1 ? std::optional(samples.front().v) : std::nullopt;
}

bool isStaleAt(const series::Store &store, series::Labels labels, Timestamp at)
{
    const std::optional<double> value = valueAt(store, std::move(labels), at);
    return value && series::isStale(*value);
}

series::Labels named(const char *name)
{
    return {{"__name__", name}};
}

} // namespace

class TestTargetRecorder final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPageAndItsPollBecomeSamples()
    {
        series::Store store;
        const Target t = target();
        TargetRecorder recorder(store, t);
        const Recorded recorded =
            recorder.record(page(t, "requests_total{code=\"200\"} 41\nrequests_total{code=\"500\"} 1\n", start));
        QVERIFY(!recorded.result.error);
        QCOMPARE(recorded.result.samples, 2);
        QCOMPARE(recorded.result.seconds, 0.005);
        QVERIFY(recorded.seriesChanged);
        QVERIFY(recorded.contentChanged);
        QCOMPARE(valueAt(store,
                         {{"__name__", "requests_total"}, {"code", "200"}, {"service", "shop"}, {"instance", "a:80"}},
                         start),
                 std::optional(41.0));
        QCOMPARE(valueAt(store, {{"__name__", "up"}, {"endpoint", "metrics"}, {"environment", "test"}, {"job", "shop"}},
                         start),
                 std::optional(1.0));
        QCOMPARE(valueAt(store, {{"__name__", "probe_seconds"}, {"phase", "first_byte"}}, start), std::optional(0.004));
        QCOMPARE(valueAt(store, {{"__name__", "probe_seconds"}, {"phase", "total"}}, start), std::optional(0.005));
        QVERIFY2(!valueAt(store, {{"__name__", "probe_seconds"}, {"phase", "tls"}}, start),
                 "plain HTTP has no TLS phase");
        QCOMPARE(valueAt(store, named("probe_status_code"), start), std::optional(200.0));
        QCOMPARE(valueAt(store, named("probe_body_bytes"), start), std::optional(59.0));
        QCOMPARE(valueAt(store, named("probe_samples"), start), std::optional(2.0));
        QVERIFY(!valueAt(store, named("probe_tls_expiry_seconds"), start));
    }

    void anUnchangedSmallPageIsSeenAsSuch()
    {
        series::Store store;
        const Target t = target();
        TargetRecorder recorder(store, t);
        QVERIFY(recorder.record(page(t, "a 1\n", start)).contentChanged);
        const Recorded same = recorder.record(page(t, "a 1\n", start + 5s));
        QVERIFY(!same.contentChanged);
        QVERIFY(!same.seriesChanged);
        QVERIFY(recorder.record(page(t, "a 2\n", start + 10s)).contentChanged);
        QVERIFY(recorder.record(refused(t, start + 15s)).contentChanged);
        QVERIFY(recorder.record(page(t, "a 2\n", start + 20s)).contentChanged);
    }

    void aFailureEndsThePagesSeries()
    {
        series::Store store;
        const Target t = target();
        TargetRecorder recorder(store, t);
        recorder.record(page(t, "a 1\n", start));
        const Recorded failed = recorder.record(refused(t, start + 5s));
        QVERIFY(failed.result.error);
        QVERIFY(failed.seriesChanged);
        QVERIFY(isStaleAt(store, named("a"), start + 5s));
        QCOMPARE(valueAt(store, named("up"), start + 5s), std::optional(0.0));
        QVERIFY(isStaleAt(store, named("probe_status_code"), start + 5s));
        QVERIFY(isStaleAt(store, {{"__name__", "probe_seconds"}, {"phase", "connect"}}, start + 5s));
        QCOMPARE(valueAt(store, {{"__name__", "probe_seconds"}, {"phase", "total"}}, start + 5s), std::optional(0.003));
        recorder.record(refused(t, start + 10s));
        QVERIFY2(!valueAt(store, named("probe_status_code"), start + 10s), "it ended already");
    }

    void whatIsNotExposedIsNotDown()
    {
        series::Store store;
        const Target t = target(false);
        TargetRecorder recorder(store, t);
        recorder.record(page(t, "a 1\n", start));
        const Recorded gone = recorder.record(page(t, "not found", start + 5s, 404));
        QVERIFY(gone.result.error);
        QCOMPARE(gone.result.error->kind, Error::Kind::NotExposed);
        QVERIFY(isStaleAt(store, named("up"), start + 5s));
        QVERIFY(isStaleAt(store, named("a"), start + 5s));
        QVERIFY(!valueAt(store, named("probe_required"), start + 5s));
        QCOMPARE(valueAt(store, named("probe_status_code"), start + 5s), std::optional(404.0));
    }

    void aRequiredEndpointThatIsGoneIsDown()
    {
        series::Store store;
        const Target t = target(true);
        TargetRecorder recorder(store, t);
        const Recorded gone = recorder.record(page(t, "not found", start, 404));
        QCOMPARE(gone.result.error->kind, Error::Kind::Http);
        QCOMPARE(valueAt(store, named("up"), start), std::optional(0.0));
        QCOMPARE(valueAt(store, named("probe_required"), start), std::optional(1.0));
    }

    void ourOwnNetworkOutIsNoVerdict()
    {
        series::Store store;
        const Target t = target();
        TargetRecorder recorder(store, t);
        recorder.record(page(t, "a 1\n", start));
        recorder.record(refused(t, start + 5s), false);
        QVERIFY(isStaleAt(store, named("up"), start + 5s));
        QVERIFY(isStaleAt(store, named("a"), start + 5s));
    }

    void rubbishGivesOneSentenceAndNoSamples_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("login page") << QByteArray("<!DOCTYPE html><html><body>Sign in</body></html>")
                                    << QByteArray("text/html");
        QTest::newRow("empty") << QByteArray() << QByteArray("text/plain");
        QTest::newRow("half a line") << QByteArray("a 1\nb{x=\"y") << QByteArray("text/plain");
        QTest::newRow("bad label") << QByteArray("a 1\nb{1x=\"y\"} 2\n") << QByteArray("text/plain");
    }
    void rubbishGivesOneSentenceAndNoSamples()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, type);
        series::Store store;
        const Target t = target();
        TargetRecorder recorder(store, t);
        recorder.record(page(t, "a 1\n", start));
        Answer answer = page(t, body, start + 5s);
        answer.headers = {{"content-type", type}};
        const Recorded recorded = recorder.record(answer);
        QVERIFY(recorded.result.error);
        QVERIFY(!recorded.result.error->message.isEmpty());
        QVERIFY(!recorded.result.error->message.contains(u'\n'));
        QVERIFY(isStaleAt(store, named("a"), start + 5s));
        QVERIFY(!valueAt(store, named("b"), start + 5s));
        QCOMPARE(valueAt(store, named("up"), start + 5s), std::optional(0.0));
    }

    void tellsHowLongTheCertificateLasts()
    {
        series::Store store;
        const Target t = target();
        TargetRecorder recorder(store, t);
        Answer answer = page(t, "a 1\n", start);
        answer.tlsExpiry = start + 24h;
        recorder.record(answer);
        QCOMPARE(valueAt(store, named("probe_tls_expiry_seconds"), start), std::optional(86'400.0));
    }

    void survivesTheLossOfItsSeries()
    {
        series::Store store({.memoryBudget = 64 * 1024});
        const Target t = target();
        TargetRecorder recorder(store, t);
        for (int i = 0; i < 400; ++i) {
            QByteArray body;
            for (int k = 0; k < 40; ++k) {
                body += "churn{page=\"" + QByteArray::number(i) + "\",k=\"" + QByteArray::number(k) + "\"} 1\n";
            }
            recorder.record(page(t, body, start + std::chrono::seconds{i}));
        }
        QVERIFY(store.stats().evictedSamples > 0);
        QVERIFY(store.stats().bytes <= 64 * 1024);
        recorder.record(page(t, "a 1\n", start + 1000s));
        QCOMPARE(valueAt(store, named("up"), start + 1000s), std::optional(1.0));
        QCOMPARE(valueAt(store, named("a"), start + 1000s), std::optional(1.0));
    }
};

QTEST_GUILESS_MAIN(TestTargetRecorder)
#include "tst_targetrecorder.moc"
