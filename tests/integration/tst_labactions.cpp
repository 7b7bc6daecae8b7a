// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/lab.h"
#include "tests/integration/journaledrun.h"
#include "tests/integration/labserver.h"
#include "tests/support/actionkit.h"
#include "tests/support/hostileserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using drills::Act;
using drills::Confirmed;
using drills::Preview;
using test::Acted;
using test::acted;
using test::ActionKit;
using test::await;
using Kind = Error::Kind;

namespace {

/// Of JSON with single quotes.
QJsonObject json(QByteArray text)
{
    return QJsonDocument::fromJson(text.replace('\'', '"')).object();
}

} // namespace

/// Orders to the real demo fleet, seen in its overviews.
class LabActionsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        const QString failed = m_lab.start(m_folder.filePath(u"fleet.yml"_s));
        QVERIFY2(failed.isEmpty(), qPrintable(failed));
    }

    void doesAndTakesBack_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("order");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("at"); // in the overview
        QTest::addColumn<QJsonValue>("then");
        const auto row = [](const char *name, const QString &service, const QString &order, const QByteArray &body,
                            const QString &at,
                            const QJsonValue &then) { QTest::newRow(name) << service << order << body << at << then; };
        row("a fault", u"latency-optimizer"_s, u"fault"_s, "{'latency_ms':30,'instance':0}", u"latency_ms"_s, 30);
        row("a failover", u"latency-optimizer"_s, u"failover"_s, "{'strategy':'weighted','weight':25}", u"weight"_s,
            0.25);
        row("a deployment", u"learnify-api"_s, u"deploy"_s, "{'version':'1.1'}", u"version"_s, u"1.1"_s);
        row("a mode", u"cap-lab"_s, u"mode"_s, "{'mode':'AP'}", u"mode"_s, u"AP"_s);
        row("a partition", u"cap-lab"_s, u"partition"_s, "{}", u"partitioned"_s, true);
        row("a fault of a dependency", u"resilient-client"_s, u"fault"_s, "{'origin':'external-api','down':true}",
            u"down"_s, true);
    }

    void doesAndTakesBack()
    {
        QFETCH(QString, service);
        QFETCH(QString, order);
        QFETCH(QByteArray, body);
        QFETCH(QString, at);
        QFETCH(QJsonValue, then);
        ActionKit kit;
        Lab provider(kit.world());
        const Act act = orderTo(service, order, body);
        const QJsonValue before = valueOf(provider, service, at);
        QVERIFY(before != then);
        const Acted done = acted(kit, provider, act);
        QVERIFY2(done.isConfirmed(), done.story());
        QCOMPARE(done.preview.target, service);
        QVERIFY(!done.preview.now.isEmpty());
        QVERIFY2(done.preview.command.startsWith("curl -sS -X POST"_L1), qPrintable(done.preview.command));
        QCOMPARE(valueOf(provider, service, at), then);
        QVERIFY(done.preview.undo);
        const Acted undone = acted(kit, provider, *done.preview.undo);
        QVERIFY2(undone.isConfirmed(), undone.story());
        QCOMPARE(valueOf(provider, service, at), before);
    }

    void probes()
    {
        ActionKit kit;
        Lab provider(kit.world());
        QCOMPARE(*read(provider, u"cap-lab"_s, u"/mode"_s), QJsonValue(u"CP"_s));
        const Acted changed = acted(kit, provider, orderTo(u"cap-lab"_s, u"mode"_s, "{'mode':'AP'}"));
        QVERIFY2(changed.isConfirmed(), changed.story());
        QCOMPARE(*read(provider, u"cap-lab"_s, u"/mode"_s), QJsonValue(u"AP"_s));
        QVERIFY(acted(kit, provider, *changed.preview.undo).isConfirmed());
        QCOMPARE(*read(provider, u"cap-lab"_s, u"/mode"_s), QJsonValue(u"CP"_s));
        QCOMPARE(read(provider, u"cap-lab"_s, u"/mood"_s).error().kind, Kind::Config);
        QCOMPARE(read(provider, u"nobody"_s, u"/mode"_s).error().kind, Kind::Http);
        // An order to do what only reads is none.
        QVERIFY(!kit.preview(provider, orderTo(u"cap-lab"_s, u"overview"_s, "{}")));
        QVERIFY(!kit.run(provider, orderTo(u"cap-lab"_s, u"overview"_s, "{}"), {}).sent);
    }

    void ofTwoOperatorsTheSecondIsTold()
    {
        ActionKit kit;
        Lab provider(kit.world());
        const Act mine = orderTo(u"cap-lab"_s, u"mode"_s, "{'mode':'AP'}");
        const Result<Preview> preview = kit.preview(provider, mine);
        QVERIFY(preview);
        const Acted other = acted(kit, provider, orderTo(u"cap-lab"_s, u"mode"_s, "{'staleness_bound_ms':1234}"));
        QVERIFY2(other.isConfirmed(), other.story());
        const drills::Outcome late = kit.run(provider, mine, *preview);
        QVERIFY(!late.sent);
        QCOMPARE(late.error.value().kind, Kind::Config);
        QCOMPARE(valueOf(provider, u"cap-lab"_s, u"mode"_s), QJsonValue(u"CP"_s));
        QVERIFY(acted(kit, provider, *other.preview.undo).isConfirmed());
    }

    void whatIsWrongIsSaid()
    {
        ActionKit kit;
        Lab provider(kit.world());
        const Acted unknown = acted(kit, provider, orderTo(u"cap-lab"_s, u"dance"_s, "{}"));
        QCOMPARE(unknown.outcome.error.value().kind, Kind::Http);
        QCOMPARE(unknown.verification.confirmed, Confirmed::Unknown);
        const Acted wrong = acted(kit, provider, orderTo(u"cap-lab"_s, u"mode"_s, "{'mode':'CA'}"));
        QCOMPARE(wrong.outcome.error.value().kind, Kind::Http);
        QVERIFY2(wrong.outcome.observed.contains("400"_L1), qPrintable(wrong.outcome.observed));
        QCOMPARE(wrong.preview.undo.has_value(), true);
        QCOMPARE(valueOf(provider, u"cap-lab"_s, u"mode"_s), QJsonValue(u"CP"_s));
        QCOMPARE(kit.preview(provider, orderTo(u"nobody"_s, u"fault"_s, "{}")).error().kind, Kind::Http);
    }

    void whatMayBeChosenIsRead()
    {
        ActionKit kit;
        Lab provider(kit.world());
        const auto versions = await(provider.choices(orderTo(u"learnify-api"_s, u"deploy"_s, "{}"), u"version"_s, {}));
        QVERIFY2(versions, qPrintable(versions ? QString() : versions.error().message));
        QCOMPARE(versions->size(), 2U);
        QCOMPARE(await(provider.choices(orderTo(u"cap-lab"_s, u"heal"_s, "{}"), u"x"_s, {})).error().kind,
                 Kind::Unsupported);
        // The choice that was made is told in full before it is done.
        const auto revisions =
            await(provider.choices(orderTo(u"learnify-api"_s, u"rollback"_s, "{}"), u"revision"_s, {}));
        QVERIFY(revisions && !revisions->empty());
        const QByteArray chosen = "{'revision':" + revisions->back().value.toUtf8() + "}";
        const Result<Preview> preview = kit.preview(provider, orderTo(u"learnify-api"_s, u"rollback"_s, chosen));
        QVERIFY(preview);
        QVERIFY2(preview->effect.contains(revisions->back().label), qPrintable(preview->effect));
    }

    void aLiarIsFoundOut()
    {
        test::HostileServer server;
        server.on("/lab/x", test::HostileServer::answer("{\"mode\":\"CP\",\"staleness_bound_ms\":5000}"));
        server.on("/lab/x/mode", test::HostileServer::answer("{\"mode\":\"AP\"}"));
        ActionKit kit;
        Lab provider(kit.world());
        const Act act{.provider = u"lab"_s,
                      .target = server.url("/lab/x").toString(),
                      .arguments = {{u"do"_s, u"mode"_s}, {u"body"_s, json("{'mode':'AP'}")}}};
        const Result<Preview> preview = kit.preview(provider, act);
        QVERIFY(preview);
        const drills::Outcome outcome = kit.run(provider, act, *preview);
        QVERIFY(!outcome.error);
        QCOMPARE(kit.verify(provider, act, *preview, outcome, Duration{100}).confirmed, Confirmed::No);
        QCOMPARE(kit.verify(provider, act, *preview, outcome, Duration{100}).observed, u"/mode is CP"_s);
        server.goAway();
        QCOMPARE(kit.verify(provider, act, *preview, outcome, Duration{100}).confirmed, Confirmed::Unknown);
    }

    void cleanupTestCase() { QVERIFY(m_lab.stop()); }

    void theRunnerTellsTheWholeStory()
    {
        ActionKit kit;
        Lab provider(kit.world());
        const test::JournaledRun changed(orderTo(u"cap-lab"_s, u"mode"_s, "{'mode':'AP'}"));
        QCOMPARE(changed.problem(true), QString());
        QCOMPARE(valueOf(provider, u"cap-lab"_s, u"mode"_s), QJsonValue(u"CP"_s));
    }

private:
    [[nodiscard]] QString target(const QString &service) const
    {
        return m_lab.faults().replace("/latency-optimizer/fault"_L1, QString(u'/' + service));
    }
    [[nodiscard]] Act orderTo(const QString &service, const QString &order, const QByteArray &body) const
    {
        return {
            .provider = u"lab"_s, .target = target(service), .arguments = {{u"do"_s, order}, {u"body"_s, json(body)}}};
    }
    [[nodiscard]] Result<QJsonValue> read(Lab &provider, const QString &service, const QString &at) const
    {
        QJsonObject arguments{{u"do"_s, u"overview"_s}};
        if (!at.isEmpty()) {
            arguments.insert(u"at"_s, at);
        }
        return await(provider.read({.provider = u"lab"_s, .target = target(service), .arguments = arguments}, {}));
    }
    /// The first member of that name, the first instance's before others.
    [[nodiscard]] QJsonValue valueOf(Lab &provider, const QString &service, const QString &name) const
    {
        const QJsonObject all = read(provider, service, {})->toObject();
        const QJsonObject first = all.value("instances"_L1).toArray().first().toObject();
        for (const QJsonObject &place : {all, all.value("external_api"_L1).toObject(),
                                         first.value("fault"_L1).toObject(), first.value("failover"_L1).toObject()}) {
            if (place.contains(name)) {
                return place.value(name);
            }
        }
        return QJsonValue(QJsonValue::Undefined);
    }

    QTemporaryDir m_folder;
    test::LabServer m_lab;
};

QTEST_GUILESS_MAIN(LabActionsTest)
#include "tst_labactions.moc"
