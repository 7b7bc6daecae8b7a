// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/caddyhealth.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace readyroom;
using namespace readyroom::actions::caddy;
using namespace Qt::StringLiterals;
using Kind = Error::Kind;

namespace {

// Recorded from Caddy 2.6.2.
const QByteArray metrics = "# HELP caddy_reverse_proxy_upstreams_healthy Health status of reverse proxy upstreams.\n"
                           "# TYPE caddy_reverse_proxy_upstreams_healthy gauge\n"
                           "caddy_reverse_proxy_upstreams_healthy{upstream=\"127.0.0.1:29993\"} 1\n"
                           "caddy_reverse_proxy_upstreams_healthy{upstream=\"127.0.0.1:29994\"} 0\n"
                           "caddy_reverse_proxy_upstreams_healthy_of_another{upstream=\"127.0.0.1:1\"} 1\n"
                           "go_threads 9\n";

QJsonValue upstreams()
{
    return QJsonDocument::fromJson("[{\"address\":\"127.0.0.1:29993\",\"num_requests\":2,\"fails\":0},"
                                   "{\"address\":\"127.0.0.1:29994\",\"num_requests\":0,\"fails\":3},"
                                   "{\"address\":\"10.0.0.1:80\",\"num_requests\":0,\"fails\":0}]")
        .array();
}

} // namespace

class TestCaddyHealth final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheMetric()
    {
        QCOMPARE(healthyFrom(metrics),
                 (QMap<QString, bool>{{u"127.0.0.1:29993"_s, true}, {u"127.0.0.1:29994"_s, false}}));
        QVERIFY(healthyFrom("go_threads 9\n").isEmpty());
        QVERIFY(healthyFrom("<html>").isEmpty());
        QVERIFY(healthyFrom({}).isEmpty());
        QVERIFY(healthyFrom("caddy_reverse_proxy_upstreams_healthy{upstream=\"a\" 1\n").isEmpty());
    }

    void putsBothTogether()
    {
        const Result<QJsonValue> all = healthJson(upstreams(), healthyFrom(metrics), {});
        QVERIFY(all);
        QCOMPARE(all->toArray().size(), 3);
        QCOMPARE(
            all->toArray().first().toObject(),
            (QJsonObject{
                {u"address"_s, u"127.0.0.1:29993"_s}, {u"num_requests"_s, 2}, {u"fails"_s, 0}, {u"healthy"_s, true}}));
        const Result<QJsonValue> sick = healthJson(upstreams(), healthyFrom(metrics), u"127.0.0.1:29994"_s);
        QCOMPARE(sick->toObject().value("healthy"_L1), QJsonValue(false));
        QCOMPARE(sick->toObject().value("fails"_L1), QJsonValue(3));
        // What the metric does not tell is not known.
        QVERIFY(!healthJson(upstreams(), healthyFrom(metrics), u"10.0.0.1:80"_s)->toObject().contains("healthy"_L1));
    }

    void tellsWhatIsWrong()
    {
        const Result<QJsonValue> unknown = healthJson(upstreams(), {}, u"10.0.0.1:81"_s);
        QCOMPARE(unknown.error().kind, Kind::Config);
        QCOMPARE(unknown.error().message, u"Caddy knows no upstream \"10.0.0.1:81\"; did you mean \"10.0.0.1:80\"?"_s);
        QCOMPARE(healthJson(QJsonObject(), {}, {}).error().kind, Kind::Parse);
        QCOMPARE(*healthJson(QJsonValue(), {}, {}), QJsonValue(QJsonArray()));
        QVERIFY(!healthJson(QJsonValue(), {}, u"a"_s));
    }
};

QTEST_APPLESS_MAIN(TestCaddyHealth)
#include "tst_caddyhealth.moc"
