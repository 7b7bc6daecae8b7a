// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/haproxypreview.h"

#include <QTest>

#include <algorithm>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using drills::Confirmed;
using drills::Preview;

namespace {

HaproxyServer server(const QString &name)
{
    return {.backend = u"be"_s, .name = name, .operation = 2, .weight = 100, .initialWeight = 100, .status = u"UP"_s};
}

HaproxyServer with(HaproxyServer one, auto change)
{
    change(one);
    return one;
}

HaproxyState stateOf(std::vector<HaproxyServer> servers, const QString &algorithm = u"roundrobin"_s)
{
    return {.backends = {{.name = u"be"_s, .algorithm = algorithm, .servers = std::move(servers)}}};
}

QJsonObject setState(const QString &state, const QString &name = u"s1"_s)
{
    return {{u"do"_s, u"state"_s}, {u"backend"_s, u"be"_s}, {u"server"_s, name}, {u"state"_s, state}};
}

QJsonObject setWeight(const QJsonValue &weight, const QString &name = u"s1"_s)
{
    return {{u"do"_s, u"weight"_s}, {u"backend"_s, u"be"_s}, {u"server"_s, name}, {u"weight"_s, weight}};
}

Preview previewAt(const HaproxyState &state, const QJsonObject &arguments)
{
    return previewOf(*haproxyOrderFrom(arguments), state, {.provider = u"haproxy"_s, .arguments = arguments});
}

const HaproxyServer backup = with(server(u"b1"_s), [](HaproxyServer &one) { one.backup = true; });
const HaproxyServer drained = with(server(u"s2"_s), [](HaproxyServer &one) {
    one.admin = HaproxyServer::ForcedDrain;
    one.status = u"DRAIN"_s;
});
const HaproxyServer down = with(server(u"s2"_s), [](HaproxyServer &one) {
    one.operation = 0;
    one.status = u"DOWN"_s;
});
const HaproxyServer light = with(server(u"s1"_s), [](HaproxyServer &one) { one.weight = *(one.initialWeight = 1); });

} // namespace

class TestHaproxyPreview final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void orders_data()
    {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QByteArray>("line"); // empty: refused
        QTest::newRow("drain") << setState(u"drain"_s) << QByteArray("set server be/s1 state drain");
        QTest::newRow("weight") << setWeight(25) << QByteArray("set server be/s1 weight 25");
        QTest::newRow("weight as text") << setWeight(u"0"_s) << QByteArray("set server be/s1 weight 0");
        QTest::newRow("percent") << setWeight(u"25%"_s) << QByteArray("set server be/s1 weight 25%");
        QTest::newRow("all characters of a name")
            << setState(u"maint"_s, u"A-z_0.9:1"_s) << QByteArray("set server be/A-z_0.9:1 state maint");
        QTest::newRow("unknown state") << setState(u"off"_s) << QByteArray();
        QTest::newRow("largest weight") << setWeight(256) << QByteArray("set server be/s1 weight 256");
        QTest::newRow("weight too large") << setWeight(257) << QByteArray();
        QTest::newRow("negative weight") << setWeight(-1) << QByteArray();
        QTest::newRow("half a weight") << setWeight(12.5) << QByteArray();
        QTest::newRow("half a percent") << setWeight(u"12.5%"_s) << QByteArray();
        QTest::newRow("no number") << setWeight(u"much"_s) << QByteArray();
        QTest::newRow("only a percent sign") << setWeight(u"%"_s) << QByteArray();
        QTest::newRow("no weight") << setWeight({}) << QByteArray();
        QTest::newRow("another command behind it") << setState(u"drain"_s, u"s1;shutdown"_s) << QByteArray();
        QTest::newRow("another line behind it") << setState(u"drain"_s, u"s1\nset"_s) << QByteArray();
        QTest::newRow("a blank") << setState(u"drain"_s, u"s1 state"_s) << QByteArray();
        QTest::newRow("another backend") << setState(u"drain"_s, u"x/s1"_s) << QByteArray();
        QTest::newRow("no server") << setState(u"drain"_s, QString()) << QByteArray();
        QTest::newRow("nothing to do") << QJsonObject{{u"backend"_s, u"be"_s}, {u"server"_s, u"s1"_s}} << QByteArray();
        QTest::newRow("no arguments") << QJsonObject() << QByteArray();
    }

    void orders()
    {
        QFETCH(QJsonObject, arguments);
        QFETCH(QByteArray, line);
        const Result<HaproxyOrder> order = haproxyOrderFrom(arguments);
        QCOMPARE(order.has_value(), !line.isEmpty());
        if (order) {
            QCOMPARE(order->line(), line);
        } else {
            QCOMPARE(order.error().kind, Error::Kind::Config);
            QVERIFY(!order.error().message.isEmpty());
        }
    }

    void refusals_data()
    {
        QTest::addColumn<HaproxyState>("state");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("refusal"); // empty: none
        QTest::addColumn<QString>("warning"); // empty: none
        const HaproxyServer s1 = server(u"s1"_s);
        const HaproxyServer s2 = server(u"s2"_s);
        const QString last = u"This would leave no server: s1 is the last"_s;
        const auto row = [](const char *name, const HaproxyState &state, const QJsonObject &arguments,
                            const QString &refusal, const QString &warning = {}) {
            QTest::newRow(name) << state << arguments << refusal << warning;
        };
        row("one of two", stateOf({s1, s2}), setState(u"drain"_s), {});
        row("unknown server", stateOf({s1, s2}), setState(u"drain"_s, u"s9"_s),
            u"no server s9 in backend be; known are s1, s2"_s);
        row("unknown backend", {.backends = {{.name = u"api"_s}, {.name = u"web"_s}}}, setState(u"drain"_s),
            u"no backend be with servers; known are api, web"_s);
        row("last: drain", stateOf({s1, drained}), setState(u"drain"_s), last);
        row("last: maintenance", stateOf({s1, down}), setState(u"maint"_s), last);
        row("last: weight 0", stateOf({s1, drained}), setWeight(0), last);
        row("last: weight 0 %", stateOf({s1, drained}), setWeight(u"0%"_s), last);
        row("last, and ready", stateOf({s1, drained}), setState(u"ready"_s), {});
        row("a backup is left", stateOf({s1, drained, backup}), setState(u"drain"_s), {},
            u"Only backup servers of backend be are left to take traffic: b1"_s);
        row("the backup itself", stateOf({s1, backup}), setState(u"maint"_s, u"b1"_s), {});
        row("there is none already", stateOf({with(s1, [](auto &one) { one.operation = 0; }), drained}),
            setState(u"maint"_s), {}, u"has no server that takes traffic"_s);
        row("back from maintenance",
            stateOf({with(s1,
                          [](auto &one) {
                              one.operation = 0;
                              one.admin = 1;
                              one.status = u"MAINT"_s;
                          })}),
            setState(u"ready"_s), {});
        row("rounds to zero", stateOf({light, s2}), setWeight(u"50%"_s),
            u"Weight 50% of the initial weight 1 rounds to 0: be/s1 would lose all its traffic"_s);
        row("0 % is meant", stateOf({light, s2}), setWeight(u"0%"_s), {});
        row("100 % of 1", stateOf({light, s2}), setWeight(u"100%"_s), {});
        row("more than the largest", stateOf({s1, s2}), setWeight(u"300%"_s), u"is 300, above the largest of 256"_s);
        row("static-rr", stateOf({s1, s2}, u"static-rr"_s), setWeight(u"50%"_s),
            u"takes only the weights 0% and 100%"_s);
        row("static-rr, all or nothing", stateOf({s1, s2}, u"static-rr"_s), setWeight(0), {});
        row("by hash", stateOf({s1, s2}, u"source"_s), setWeight(u"50%"_s), {},
            u"only where hash-type is consistent"_s);
        row("by the page", stateOf({with(s1, [](auto &one) { one.initialWeight.reset(); }), s2}), setWeight(50),
            u"statistics page of HAProxy cannot change weights"_s);
    }

    void refusals()
    {
        QFETCH(HaproxyState, state);
        QFETCH(QJsonObject, arguments);
        QFETCH(QString, refusal);
        QFETCH(QString, warning);
        const Preview preview = previewAt(state, arguments);
        QCOMPARE(preview.refusals.size(), refusal.isEmpty() ? 0 : 1);
        QVERIFY2(preview.refusals.join(u'\n').contains(refusal), qPrintable(preview.refusals.join(u'\n')));
        QCOMPARE(preview.warnings.size(), warning.isEmpty() ? 0 : 1);
        QVERIFY2(preview.warnings.join(u'\n').contains(warning), qPrintable(preview.warnings.join(u'\n')));
    }

    void tellsWhatItDoes()
    {
        HaproxyServer s1 = server(u"s1"_s);
        s1.sessions = 3;
        const Preview preview = previewAt(stateOf({s1, server(u"s2"_s), backup}), setState(u"drain"_s));
        QCOMPARE(preview.now, u"be/s1 is ready and UP, weight 100, 3 sessions"_s);
        QCOMPARE(preview.effect,
                 u"be/s1 takes no new traffic but that of persistent sessions; traffic goes to s2, b1 (backup)"_s);
        QVERIFY(preview.undo);
        QCOMPARE(preview.undo->arguments, setState(u"ready"_s));
        QCOMPARE(preview.undo->provider, u"haproxy"_s);
        QCOMPARE(preview.undoEffect, u"be/s1 is ready again"_s);
    }

    void takesBackToWhatWasThere()
    {
        const HaproxyServer half = with(server(u"s1"_s), [](auto &one) { one.weight = 50; });
        QCOMPARE(previewAt(stateOf({half, backup}), setWeight(u"10%"_s)).undo->arguments, setWeight(50));
        const HaproxyServer s1 = server(u"s1"_s);
        QCOMPARE(previewAt(stateOf({s1, drained}), setState(u"ready"_s, u"s2"_s)).undo->arguments,
                 setState(u"drain"_s, u"s2"_s));
        // There is nothing to take back.
        QVERIFY(!previewAt(stateOf({s1, drained}), setState(u"ready"_s)).undo);
        QVERIFY(!previewAt(stateOf({half, backup}), setWeight(u"50%"_s)).undo);
    }

    void verifications_data()
    {
        QTest::addColumn<HaproxyServer>("now");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<bool>("wasDown");
        QTest::addColumn<Confirmed>("confirmed");
        const HaproxyServer s1 = server(u"s1"_s);
        const auto row = [](const char *name, const HaproxyServer &now, const QJsonObject &arguments,
                            Confirmed confirmed,
                            bool wasDown = false) { QTest::newRow(name) << now << arguments << wasDown << confirmed; };
        const auto admin = [&](std::uint32_t bits) { return with(s1, [bits](auto &one) { one.admin = bits; }); };
        row("drained", admin(0x08), setState(u"drain"_s), Confirmed::Yes);
        row("not drained", s1, setState(u"drain"_s), Confirmed::No);
        row("maintenance, not drained", admin(0x01), setState(u"drain"_s), Confirmed::No);
        row("maintenance", admin(0x01), setState(u"maint"_s), Confirmed::Yes);
        row("ready", s1, setState(u"ready"_s), Confirmed::Yes);
        row("still drained", admin(0x08), setState(u"ready"_s), Confirmed::No);
        row("ready, held back by another", admin(0x02), setState(u"ready"_s), Confirmed::No);
        row("another name was set", admin(0x40), setState(u"ready"_s), Confirmed::Yes);
        const HaproxyServer off = with(s1, [](auto &one) { one.operation = 0; });
        row("ready but down", off, setState(u"ready"_s), Confirmed::No);
        row("ready and down as before", off, setState(u"ready"_s), Confirmed::Yes, true);
        row("coming up", with(s1, [](auto &one) { one.status = u"UP 1/2"_s; }), setState(u"ready"_s), Confirmed::Yes);
        row("weight", with(s1, [](auto &one) { one.weight = 25; }), setWeight(u"25%"_s), Confirmed::Yes);
        row("old weight", s1, setWeight(u"25%"_s), Confirmed::No);
        row("another server is left", with(s1, [](auto &one) { one.name = u"s3"_s; }), setState(u"drain"_s),
            Confirmed::No);
    }

    void verifications()
    {
        QFETCH(HaproxyServer, now);
        QFETCH(QJsonObject, arguments);
        QFETCH(bool, wasDown);
        QFETCH(Confirmed, confirmed);
        const drills::Verification verification =
            verificationOf(*haproxyOrderFrom(arguments), stateOf({now}), {{u"down"_s, wasDown}});
        QCOMPARE(verification.confirmed, confirmed);
        QVERIFY(verification.observed.contains(u"be/s1"));
    }

    void saysWhenHealthChecksAreNotThrough()
    {
        const HaproxyServer coming = with(server(u"s1"_s), [](auto &one) { one.status = u"UP 1/2"_s; });
        const HaproxyOrder order = *haproxyOrderFrom(setState(u"ready"_s));
        QVERIFY(isSettling(order, stateOf({coming})));
        QCOMPARE(verificationOf(order, stateOf({coming}), {}).observed,
                 u"be/s1 is ready and UP 1/2, weight 100; its health checks are not through yet"_s);
        QVERIFY(!isSettling(order, stateOf({server(u"s1"_s)})));
        QVERIFY(!isSettling(*haproxyOrderFrom(setState(u"drain"_s)), stateOf({coming})));
    }
};

QTEST_GUILESS_MAIN(TestHaproxyPreview)
#include "tst_haproxypreview.moc"
