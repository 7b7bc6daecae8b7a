// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/probe.h"

#include "models/drills/tolerance.h"
#include "tests/app/actions/fakeactuator.h"
#include "tests/app/actions/textserver.h"
#include "tests/app/runner/runnerkit.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::test;
using drills::Activity;
using runner::ProbeReading;

namespace {

/// Of JSON with single quotes, and ^ for one within.
QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(QByteArray(text).replace('\'', '"').replace('^', '\'')).object();
}

/// `tolerance` as an experiment has it, wrapped into {"is": …}.
Activity probe(const QJsonObject &provider, const QByteArray &tolerance)
{
    Activity activity{.type = Activity::Type::Probe, .name = u"p"_s, .provider = provider};
    activity.tolerance = drills::toleranceFrom(json("{'is':" + tolerance + "}").value("is"_L1)).value();
    return activity;
}

QJsonObject at(QJsonObject provider, const QStringList &targets)
{
    provider.insert("targets"_L1, QJsonArray::fromStringList(targets));
    provider.insert("timeout"_L1, u"300ms"_s);
    return provider;
}

QByteArray recorded()
{
    QFile file(QStringLiteral(READYROOM_TEST_DATA) + u"/haproxy/state.txt"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Steady states that are read from the servers themselves, without a permit.
class TestServerProbe final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBreakerAtEachInstance()
    {
        FakeActuator one({{"inventory", "CLOSED"}});
        FakeActuator two({{"inventory", "CLOSED"}});
        const QStringList targets{one.server.url("").toString(), two.server.url("").toString()};
        const Activity closed =
            probe(at(json("{'type':'actuator-breaker','do':'read','breaker':'inventory','at':'/state'}"), targets),
                  "'CLOSED'");
        ProbeReading reading = read(closed);
        QVERIFY2(!reading.error, qPrintable(reading.observed));
        QVERIFY(reading.met);
        QCOMPARE(reading.output, QJsonValue(QJsonArray{u"CLOSED"_s, u"CLOSED"_s}));

        two.set("inventory", "OPEN");
        reading = read(closed);
        QVERIFY(!reading.met && !reading.error);
        QCOMPARE(reading.observed, QString(targets.last() + u": OPEN"_s));

        two.forget("inventory");
        two.set("inventry", "CLOSED");
        reading = read(closed);
        QVERIFY(!reading.met);
        QVERIFY(reading.error);
        QVERIFY2(reading.observed.endsWith("knows no circuit breaker \"inventory\"; did you mean \"inventry\"?"_L1),
                 qPrintable(reading.observed));
        QCOMPARE(one.posts() + two.posts(), 0);
    }

    void aServer_data()
    {
        QTest::addColumn<QByteArray>("provider");
        QTest::addColumn<QByteArray>("tolerance");
        QTest::addColumn<bool>("met");
        QTest::addColumn<QString>("observed");
        const auto row = [](const QByteArray &provider, const QByteArray &tolerance, bool met,
                            const QString &observed) {
            QTest::addRow("%s %s", provider.constData(), tolerance.constData())
                << QByteArray("{'type':'haproxy','do':'servers'," + provider + "}") << tolerance << met << observed;
        };
        const QByteArray s1 = "'backend':'be','server':'s1'";
        row(s1, "{'type':'jsonpath','path':'$[^status^,^weight^]','expect':['UP',50]}", true, u"[\"UP\",50]"_s);
        row(s1, "{'type':'jsonpath','path':'$[^status^,^weight^]','expect':['UP',100]}", false, u"[\"UP\",50]"_s);
        row(s1, "{'type':'jsonpath','path':'$.operational','expect':['running']}", true, u"running"_s);
        row(s1, "{'type':'jsonpath','path':'$.colour'}", false, u"[]"_s);
        row(s1 + ",'at':'/weight'", "50", true, u"50"_s);
        row(s1 + ",'at':'/weight'", "[90,110]", false, u"50"_s);
        row(s1 + ",'at':'/weight'", "{'type':'threshold','threshold':'>= 50'}", true, u"50"_s);
        row(s1 + ",'at':'/usable'", "true", true, u"true"_s);
        row("'backend':'be'", "{'type':'jsonpath','path':'$[?(@.state == ^ready^)]','count':1}", true, {});
        row("'backend':'be','at':'/1/state'", "'ready'", false, u"maint"_s);
    }
    void aServer()
    {
        QFETCH(QByteArray, provider);
        QFETCH(QByteArray, tolerance);
        QFETCH(bool, met);
        QFETCH(QString, observed);
        TextServer server(
            [](const QByteArray &) { return TextServer::Reply{recorded(), TextServer::Reply::Then::Close}; });
        const ProbeReading reading = read(probe(at(json(provider), {server.tcp()}), tolerance));
        QVERIFY2(!reading.error, qPrintable(reading.observed));
        QCOMPARE(reading.met, met);
        if (!observed.isEmpty()) {
            QCOMPARE(reading.observed, observed);
        }
        QVERIFY(!server.lines().isEmpty());
        for (const QByteArray &line : server.lines()) {
            QVERIFY2(line.startsWith("show "), line.constData());
        }
    }

    /// Whatever the tolerance: of what could not be read none is met.
    void whatCannotBeRead_data()
    {
        QTest::addColumn<TextServer::Reply>("reply");
        QTest::addColumn<QByteArray>("provider");
        using Then = TextServer::Reply::Then;
        const QByteArray s1 = "{'type':'haproxy','do':'servers','backend':'be','server':'s1'}";
        QTest::newRow("hangs") << TextServer::Reply{} << s1;
        QTest::newRow("resets") << TextServer::Reply{{}, Then::Reset} << s1;
        QTest::newRow("half an answer") << TextServer::Reply{recorded().left(400), Then::Close} << s1;
        QTest::newRow("an unknown server")
            << TextServer::Reply{recorded(), Then::Close} << QByteArray(s1).replace("s1", "s7");
        QTest::newRow("an unknown backend")
            << TextServer::Reply{recorded(), Then::Close} << QByteArray(s1).replace("'be'", "'bb'");
        QTest::newRow("a name that came out empty")
            << TextServer::Reply{recorded(), Then::Close} << QByteArray(s1).replace("s1", "");
        QTest::newRow("nothing at the place")
            << TextServer::Reply{recorded(), Then::Close} << QByteArray(s1).replace("}", ",'at':'/wait'}");
        QTest::newRow("what changes something")
            << TextServer::Reply{recorded(), Then::Close}
            << QByteArray("{'type':'haproxy','do':'state','backend':'be','server':'s1','state':'drain'}");
    }
    void whatCannotBeRead()
    {
        QFETCH(TextServer::Reply, reply);
        QFETCH(QByteArray, provider);
        TextServer server([reply](const QByteArray &) { return reply; });
        const QJsonObject asked = at(json(provider), {server.tcp()});
        for (const QByteArray &tolerance :
             {"{'type':'jsonpath','path':'$..*','expect':[]}", "{'type':'regex','pattern':''}", "''", "[]", "{}"}) {
            const auto rule = drills::toleranceFrom(json("{'is':" + tolerance + "}").value("is"_L1));
            Activity activity{.type = Activity::Type::Probe, .name = u"p"_s, .provider = asked};
            activity.tolerance = rule ? std::optional(*rule) : std::nullopt;
            const ProbeReading reading = read(activity);
            QVERIFY(reading.error);
            QVERIFY(!reading.met);
            QVERIFY(!reading.observed.isEmpty());
        }
        for (const QByteArray &line : server.lines()) {
            QVERIFY2(line.startsWith("show "), line.constData());
        }
    }

private:
    /// No permit is to be had.
    [[nodiscard]] ProbeReading read(const Activity &activity)
    {
        const runner::Permits none = [](const QString &) -> Result<security::Permit> {
            return failure(Error::Kind::Unsupported, u"Not armed"_s);
        };
        return await(runner::readProbe(m_kit.stage, activity, {}, {}, none, {}));
    }

    RunnerKit m_kit;
};

QTEST_GUILESS_MAIN(TestServerProbe)
#include "tst_serverprobe.moc"
