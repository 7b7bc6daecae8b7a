// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/cataloguefile.h"
#include "app/config/fleetfile.h"
#include "app/config/lint.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace readyroom;
using namespace readyroom::config;
using drills::Action;
using drills::ActionKind;

namespace {

const QString file = u"/etc/fleet.yaml"_s;

/// A fleet with one service whose `actions:` is `action`, indented by what comes before it.
QByteArray fleetWith(const QByteArray &action)
{
    return "environments: {staging: {confirm: click, load: allowed}}\n"
           "services:\n"
           "  - name: checkout\n"
           "    environment: staging\n"
           "    instances: [\"http://10.0.0.1:8080\", \"http://10.0.0.2:8080\"]\n"
           "    actions:\n"
        + action;
}

QString firstError(const QByteArray &text)
{
    const auto catalogue = loadCatalogueText(text, file);
    return catalogue ? QString() : toText(catalogue.error()).value(0);
}

} // namespace

class ActionsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAnAction()
    {
        const auto catalogue = loadCatalogueText(
            fleetWith("      - name: invalidate-tag\n"
                      "        title: Invalidate a tag\n"
                      "        kind: invalidate\n"
                      "        with: {type: http, method: POST, path: /cache, body: {by: tag, value: \"${tag}\", age: "
                      "\"${age}\"}}\n"
                      "        parameters: [{name: age, choices: [users, prices], initial: users}]\n"
                      "        stages: [{tag: users}, {tag: prices}]\n"
                      "        hold: 5s\n"
                      "        guards: [{name: p95, expr: 'service:latency_seconds', pass: '< 0.4', unit: seconds}]\n"
                      "        recovery: {expr: 'service:cache_hit_ratio', pass: '>= 0.9'}\n"
                      "        recover_within: 1m\n"
                      "        triggers: [{name: errors, expr: 'service:error_ratio', when: '> 0.1', for: 2m}]\n"
                      "        measure: {histogram: 'http_request_duration_seconds_bucket', window: 30s}\n"
                      "        origin_load: {cache: items, capacity: 60}\n"),
            file);
        QVERIFY2(catalogue, catalogue ? "" : qPrintable(toText(catalogue.error()).join(u'\n')));
        QCOMPARE(catalogue->services.size(), std::size_t{1});
        QCOMPARE(catalogue->loadAllowed, QStringList{u"staging"_s});
        const drills::ServiceActions &service = catalogue->services.front();
        QCOMPARE(service.subject.service, u"checkout"_s);
        QCOMPARE(service.subject.environment, u"staging"_s);
        QCOMPARE(service.subject.targets.size(), 2);
        const Action &action = service.actions.front();
        QVERIFY(action.kind == ActionKind::Invalidate);
        QCOMPARE(action.with.value("type"_L1).toString(), u"http"_s);
        QCOMPARE(action.parameters.front().choices, (QStringList{u"users"_s, u"prices"_s}));
        QCOMPARE(action.stages.size(), std::size_t{2});
        QCOMPARE(action.hold, Duration(5s));
        QCOMPARE(action.guards.front().pass.value, 0.4);
        QCOMPARE(action.recovery->name, u"service:cache_hit_ratio"_s);
        QCOMPARE(action.recoverWithin, Duration(60s));
        QCOMPARE(action.triggers.front().holdFor, Duration(120s));
        QCOMPARE(action.measure->window, Duration(30s));
        QCOMPARE(action.originLoad->capacity, u"60"_s);
        QCOMPARE(action.where.line, 7);
    }

    void anEmptyListIsFine()
    {
        const auto catalogue =
            loadCatalogueText("services: [{name: a, instances: [\"http://10.0.0.1\"], actions: []}]\n", file);
        QVERIFY(catalogue);
        QVERIFY(catalogue->services.empty());
    }

    void readsAGradualFailover()
    {
        const auto catalogue =
            loadCatalogueText(fleetWith("      - name: failover\n"
                                        "        kind: failover\n"
                                        "        strategy: gradual\n"
                                        "        steps: [10, 50, 100]\n"
                                        "        hold: 2s\n"
                                        "        with: {type: lab, do: failover, body: {weight: \"${percent}\"}}\n"),
                              file);
        QVERIFY2(catalogue, catalogue ? "" : qPrintable(toText(catalogue.error()).join(u'\n')));
        const Action &action = catalogue->services.front().actions.front();
        QVERIFY(action.strategy.kind == drills::Strategy::Kind::Gradual);
        QCOMPARE(action.strategy.steps, (std::vector<double>{10, 50, 100}));
        QCOMPARE(action.strategy.hold, Duration(2s));
    }

    void aTextStaysAsItIsWritten()
    {
        // A version is no number.
        const auto catalogue =
            loadCatalogueText(fleetWith("      - name: back\n"
                                        "        kind: rollback\n"
                                        "        with: {type: http, method: POST, path: \"/to/${version}\"}\n"
                                        "        parameters: [{name: version, choices: [1.0, 1.10], initial: 1.10}]\n"),
                              file);
        QVERIFY2(catalogue, catalogue ? "" : qPrintable(toText(catalogue.error()).join(u'\n')));
        const drills::Parameter &version = catalogue->services.front().actions.front().parameters.front();
        QCOMPARE(version.choices, (QStringList{u"1.0"_s, u"1.10"_s}));
        QCOMPARE(version.initial, QJsonValue(u"1.10"_s));
    }

    void namesEachExperimentOnce()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(u"drills"_s));
        for (const QString &name : {u"b.yaml"_s, u"a.yaml"_s, u"c.json"_s}) {
            QFile drill(folder.filePath(u"drills/"_s + name));
            QVERIFY(drill.open(QIODevice::WriteOnly));
        }
        const auto catalogue = loadCatalogueText("services: [{name: a, instances: [\"http://10.0.0.1\"]}]\n"
                                                 "drills: [drills/c.json, \"drills/*.yaml\", drills/a.yaml]\n",
                                                 folder.filePath(u"fleet.yaml"_s));
        QVERIFY2(catalogue, catalogue ? "" : qPrintable(toText(catalogue.error()).join(u'\n')));
        QCOMPARE(catalogue->files,
                 (QStringList{folder.filePath(u"drills/c.json"_s), folder.filePath(u"drills/a.yaml"_s),
                              folder.filePath(u"drills/b.yaml"_s)}));
    }

    void readsWhereALoadDrillMayRun()
    {
        const auto catalogue = loadCatalogueText("environments: {p: {load: allowed}, q: {load: refused}, r: {}}\n"
                                                 "services: [{name: a, instances: [\"http://10.0.0.1/x/\"], "
                                                 "actions: [{name: l, kind: load, with: {type: load, path: /}}]}]\n",
                                                 file);
        QVERIFY2(catalogue, catalogue ? "" : qPrintable(toText(catalogue.error()).join(u'\n')));
        QCOMPARE(catalogue->loadAllowed, QStringList{u"p"_s});
        QCOMPARE(catalogue->services.front().subject.targets, QStringList{u"http://10.0.0.1/x"_s});
    }

    void complains_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *name, const QByteArray &action, const QString &error) {
            QTest::newRow(name) << action << file + u':' + error;
        };
        row("no kind", "      - {name: a, with: {type: http, path: /}}\n", u"7:9: An action needs the key \"kind\"."_s);
        row("another kind", "      - {name: a, kind: purge, with: {type: http, path: /}}\n",
            u"7:25: \"purge\" is not a kind of action; there are invalidate, rollback, failover and load."_s);
        row("an unknown key", "      - {name: a, kind: invalidate, with: {type: http, path: /}, sages: []}\n",
            u"7:66: The key \"sages\" is not known in an action; did you mean \"stages\"?"_s);
        row("an unknown parameter",
            "      - {name: a, kind: invalidate, with: {type: http, path: \"/${tga}\"},\n"
            "         parameters: [{name: tag}]}\n",
            u"7:64: There is no parameter \"tga\" for ${tga}; did you mean \"tag\"?"_s);
        row("steps that fall",
            "      - {name: a, kind: failover, strategy: gradual, steps: [50, 25], with: {type: lab, do: failover}}\n",
            u"7:66: Steps are percentages that rise, up to 100."_s);
        row("a strategy of a purge",
            "      - {name: a, kind: invalidate, strategy: gradual, with: {type: http, path: /}}\n",
            u"7:47: Only a failover has a strategy."_s);
        row("two with one name",
            "      - {name: a, kind: invalidate, with: {type: http, path: /}}\n"
            "      - {name: a, kind: invalidate, with: {type: http, path: /}}\n",
            u"8:9: The action a is given twice; the first is on line 7."_s);
        row("an initial value that is none of the choices",
            "      - {name: a, kind: invalidate, with: {type: http, path: \"/${tag}\"},\n"
            "         parameters: [{name: tag, choices: [x], initial: y}]}\n",
            u"8:58: tag must be one of x."_s);
        row("both measures",
            "      - {name: a, kind: invalidate, with: {type: http, path: /}, measure: {histogram: a, values: b}}\n",
            u"7:75: \"measure\" needs one of \"histogram\" and \"values\"."_s);
    }

    void complains()
    {
        QFETCH(QByteArray, action);
        QFETCH(QString, error);
        QCOMPARE(firstError(fleetWith(action)), error);
        // And so does whoever reads the whole file.
        QVERIFY(!loadFleetText(fleetWith(action), file));
    }
};

QTEST_GUILESS_MAIN(ActionsTest)
#include "tst_actions.moc"
