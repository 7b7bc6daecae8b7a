// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/experiment.h"
#include "tests/support/quotedjson.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <functional>

using namespace readyroom;
using namespace readyroom::drills;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using readyroom::test::json;

namespace {

QJsonObject website()
{
    QFile file(QStringLiteral(READYROOM_TEST_DATA "/drills/experiments/website.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// The least that is an experiment, with some keys more.
QJsonObject small(const QString &more = {})
{
    QJsonObject result = json(u"{'title':'t','description':'d','method':[]}"_s).toObject();
    const QJsonObject added = json(u"{%1}"_s.arg(more)).toObject();
    for (auto one = added.begin(); one != added.end(); ++one) {
        result.insert(one.key(), *one);
    }
    return result;
}

QStringList problems(const QJsonObject &experiment)
{
    QStringList lines;
    if (const auto result = experimentFrom(experiment); !result) {
        for (const Problem &problem : result.error()) {
            lines += QString(problem.pointer + u" | "_s + problem.sentence);
        }
    }
    return lines;
}

const QString method = u"'method':[{'type':'%1','name':'a',%2}]"_s;
const QString steadyState = u"'steady-state-hypothesis':{'title':'s','probes':[{'type':'%1','name':'p',%2}]}"_s;
const QString controls =
    u"\"controls\" run code of Python and are not offered; watch with probes of the steady state instead."_s;

} // namespace

class ExperimentTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsOneOfChaosToolkit()
    {
        QCOMPARE(problems(website()), QStringList());
        const Experiment experiment = *experimentFrom(website());
        QCOMPARE(experiment.title, u"What happens when a server is taken out?"_s);
        QCOMPARE(experiment.description, u"The site answers all the same."_s);
        QCOMPARE(experiment.tags, (QStringList{u"http"_s, u"process"_s}));
        QCOMPARE(experiment.configuration.value(u"base"_s).toString(), u"http://127.0.0.1:8080"_s);
        QCOMPARE(experiment.rollbackStrategy, RollbackStrategy::Always);
        QCOMPARE(experiment.hypothesisStrategy, HypothesisStrategy::Continuously);
        QCOMPARE(experiment.guardEvery, Duration{2s});
        QCOMPARE(experiment.kind, ActionKind::Drill);
        QVERIFY(!experiment.automaticUndo);
        QCOMPARE(experiment.json, website());

        QVERIFY(experiment.steadyState.has_value());
        QCOMPARE(experiment.steadyState->title, u"The site is healthy"_s);
        QCOMPARE(experiment.steadyState->probes.size(), std::size_t(2));
        const Activity &probe = experiment.steadyState->probes.front();
        QCOMPARE(probe.type, Activity::Type::Probe);
        QCOMPARE(probe.secrets, QStringList{u"site"_s});
        QCOMPARE(toleranceText(*probe.tolerance), u"200"_s);
        QCOMPARE(toleranceText(*experiment.steadyState->probes.back().tolerance), u"body: $.leader is \"a\""_s);

        QCOMPARE(experiment.method.size(), std::size_t(2));
        const Activity &drain = experiment.method.front();
        QCOMPARE(drain.type, Activity::Type::Action);
        QCOMPARE(drain.providerType(), u"process"_s);
        QVERIFY(drain.background);
        QCOMPARE(drain.pauseBefore, Duration{500ms});
        QCOMPARE(drain.pauseAfter, Duration{5s});
        QCOMPARE(drain.json, website().value(u"method"_s).toArray().at(0).toObject());
        QVERIFY(experiment.method.back() == probe);
        QCOMPARE(experiment.rollbacks.size(), std::size_t(1));
    }

    void readsWhatIsOurs()
    {
        const QJsonObject text =
            small(u"'extensions':[{'name':'other','x':1},{'name':'readyroom','drill':'rehearsal','service':'checkout',"
                  "'environment':'staging','kind':'failover','undo':'automatic','guard_every':'500ms','measure':"
                  "{'values':'up','throughput':'rate','window':'30s','unit':'ratio'}}]"_s);
        QCOMPARE(problems(text), QStringList());
        const Experiment experiment = *experimentFrom(text);
        QCOMPARE(experiment.drill, u"rehearsal"_s);
        QCOMPARE(experiment.service, u"checkout"_s);
        QCOMPARE(experiment.environment, u"staging"_s);
        QCOMPARE(experiment.kind, ActionKind::Failover);
        QVERIFY(experiment.automaticUndo);
        QCOMPARE(experiment.guardEvery, Duration{500ms});
        const Measure expected{{}, u"up"_s, u"rate"_s, Duration{30s}, readiness::Unit::Ratio};
        QVERIFY(experiment.measure == expected);
    }

    void takesTheDefaults()
    {
        const Experiment experiment = *experimentFrom(small());
        QVERIFY(!experiment.steadyState);
        QVERIFY(!experiment.measure);
        QCOMPARE(experiment.rollbackStrategy, RollbackStrategy::Always);
        QCOMPARE(experiment.hypothesisStrategy, HypothesisStrategy::Default);
        QCOMPARE(experiment.guardEvery, Duration{1s});
        QCOMPARE(experiment.drill, QString());
    }

    void promqlJudgesByItself()
    {
        const Experiment experiment = *experimentFrom(
            small(steadyState.arg(u"probe"_s, u"'provider':{'type':'promql','expr':'up','pass':'== 1'}"_s)));
        QCOMPARE(toleranceText(*experiment.steadyState->probes.front().tolerance), u"true"_s);
    }

    void readsStrategies_data()
    {
        QTest::addColumn<QString>("runtime");
        QTest::addColumn<RollbackStrategy>("rollback");
        QTest::addColumn<HypothesisStrategy>("hypothesis");
        const auto row = [](const QString &rollback, const QString &hypothesis, RollbackStrategy first,
                            HypothesisStrategy second) {
            QTest::newRow(qPrintable(QString(rollback + u' ' + hypothesis)))
                << u"'runtime':{'rollbacks':{'strategy':'%1'},'hypothesis':{'strategy':'%2'}}"_s.arg(rollback,
                                                                                                     hypothesis)
                << first << second;
        };
        row(u"default"_s, u"default"_s, RollbackStrategy::Always, HypothesisStrategy::Default);
        row(u"never"_s, u"before-method-only"_s, RollbackStrategy::Never, HypothesisStrategy::BeforeOnly);
        row(u"deviated"_s, u"after-method-only"_s, RollbackStrategy::Deviated, HypothesisStrategy::AfterOnly);
        row(u"always"_s, u"during-method-only"_s, RollbackStrategy::Always, HypothesisStrategy::DuringOnly);
    }
    void readsStrategies()
    {
        QFETCH(QString, runtime);
        QFETCH(RollbackStrategy, rollback);
        QFETCH(HypothesisStrategy, hypothesis);
        const auto experiment = experimentFrom(small(runtime));
        QVERIFY(experiment.has_value());
        QCOMPARE(experiment->rollbackStrategy, rollback);
        QCOMPARE(experiment->hypothesisStrategy, hypothesis);
    }

    void complains_data()
    {
        QTest::addColumn<QJsonObject>("experiment");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QJsonObject &experiment, const QStringList &expected) {
            QTest::newRow(name) << experiment << expected;
        };
        const QString provider = u"'provider':{'type':'process','path':'x'}"_s;
        row("nothing", {},
            {u" | An experiment needs a \"title\"."_s, u" | An experiment needs a \"description\"."_s,
             u" | An experiment needs a \"method\", a list of activities, which may be empty."_s});
        row("title is a number", small(u"'title':3"_s), {u"/title | \"title\" is a text."_s});
        row("empty description", small(u"'description':''"_s), {u" | An experiment needs a \"description\"."_s});
        row("tags", small(u"'tags':['a',3]"_s), {u"/tags | \"tags\" is a list of texts."_s});
        row("method is a map", small(u"'method':{}"_s),
            {u"/method | An experiment needs a \"method\", a list of activities, which may be empty."_s});
        row("rollbacks is a map", small(u"'rollbacks':{}"_s),
            {u"/rollbacks | \"rollbacks\" is a list of activities."_s});
        row("controls", small(u"'controls':[{'name':'c'}]"_s), {QString(u"/controls | "_s + controls)});
        row("dry", small(u"'dry':'actions'"_s),
            {u"/dry | \"dry\" is not offered; the preview shows all that would be done without doing it."_s});
        row("python", small(method.arg(u"action"_s, u"'provider':{'type':'python','module':'m','func':'f'}"_s)),
            {u"/method/0/provider/type | A provider of the type python is not run here; use http for what a request "
             u"can "
             "do, or process with a program of your own."_s});
        row("activity is a text", small(u"'method':['a']"_s),
            {u"/method/0 | An activity is a map with type, name and provider."_s});
        row("no name", small(u"'method':[{'type':'action',%1}]"_s.arg(provider)),
            {u"/method/0 | An activity needs a \"name\"."_s});
        row("no type", small(u"'method':[{'name':'a',%1}]"_s.arg(provider)),
            {u"/method/0 | An activity needs a \"type\", probe or action."_s});
        row("odd type", small(method.arg(u"wish"_s, provider)),
            {u"/method/0/type | An activity is a probe or an action, not \"wish\"."_s});
        row("no provider", small(method.arg(u"action"_s, u"'provider':'http'"_s)),
            {u"/method/0 | An activity needs a \"provider\", a map with a \"type\"."_s});
        row("wrong argument",
            small(method.arg(u"action"_s,
                             u"'provider':{'type':'haproxy','do':'state','backend':'b','server':'s',"
                             "'state':'off'}"_s)),
            {u"/method/0/provider/state | \"state\" of haproxy must be one of ready, drain and maint."_s});
        row("an action that only asks", small(method.arg(u"action"_s, u"'provider':{'type':'promql','expr':'up'}"_s)),
            {u"/method/0/provider/type | An action changes something, but promql only asks: make it a probe."_s});
        row("an action that only reads",
            small(method.arg(u"action"_s, u"'provider':{'type':'haproxy','do':'servers'}"_s)),
            {QString(
                u"/method/0/provider/type | An action changes something, but haproxy with \"do: servers\" only asks: "_s
                + u"make it a probe."_s)});
        row("a probe that changes",
            small(method.arg(u"probe"_s, u"'provider':{'type':'etcd','do':'transfer-leadership'}"_s)),
            {QString(
                u"/method/0/provider/type | A probe only asks, but etcd with \"do: transfer-leadership\" changes "_s
                + u"something: make it an action, or only read by \"do: leader\"."_s)});
        row("a probe that does not say that it reads",
            small(method.arg(u"probe"_s, u"'provider':{'type':'actuator-cache'}"_s)),
            {QString(u"/method/0/provider/type | A probe only asks, but actuator-cache changes something: make it an "_s
                     + u"action, or only read by \"do: read\"."_s)});
        row("a probe that reads", small(method.arg(u"probe"_s, u"'provider':{'type':'redis','do':'role'}"_s)), {});
        row("controls of an activity", small(method.arg(u"action"_s, provider + u",'controls':[{}]"_s)),
            {QString(u"/method/0/controls | "_s + controls)});
        row("unknown ref",
            small(u"'method':[{'ref':'ab'}],'rollbacks':[{'type':'action','name':'abc',%1}]"_s.arg(provider)),
            {u"/method/0/ref | There is no activity named \"ab\" in the experiment; did you mean \"abc\"?"_s});
        row("a broken activity is told once",
            small(u"'method':[{'type':'probe','name':'p','provider':{'type':'http'}},"
                  "{'ref':'p'}]"_s),
            {u"/method/0/provider | http needs \"url\" or \"path\"."_s});
        row("pause", small(method.arg(u"action"_s, provider + u",'pauses':{'before':-1,'after':'soon'}"_s)),
            {u"/method/0/pauses/before | A pause is a number of seconds or a duration such as \"5s\", at most a day."_s,
             u"/method/0/pauses/after | A pause is a number of seconds or a duration such as \"5s\", at most a day."_s});
        row("pause as a placeholder", small(method.arg(u"action"_s, provider + u",'pauses':{'after':'${x}'}"_s)),
            {u"/method/0/pauses/after | A pause must be known when the experiment is read, so it cannot be a "
             u"placeholder; "
             "write the number of seconds."_s});
        row("pauses is a number", small(method.arg(u"action"_s, provider + u",'pauses':5"_s)),
            {u"/method/0/pauses | \"pauses\" is a map with \"before\" and \"after\"."_s});
        row("background", small(method.arg(u"action"_s, provider + u",'background':'yes'"_s)),
            {u"/method/0/background | \"background\" is true or false."_s});
        row("unknown secrets",
            small(method.arg(u"action"_s, u"'provider':{'type':'process','path':'x','secrets':['s']}"_s)),
            {u"/method/0/provider/secrets | There is no group of secrets named \"s\"."_s});
        row("steady state without title", small(u"'steady-state-hypothesis':{'probes':[]}"_s),
            {u"/steady-state-hypothesis | A steady state needs a \"title\"."_s});
        row("steady state is a list", small(u"'steady-state-hypothesis':[]"_s),
            {u"/steady-state-hypothesis | \"steady-state-hypothesis\" is a map with \"title\" and \"probes\"."_s});
        row("no tolerance", small(steadyState.arg(u"probe"_s, provider)),
            {u"/steady-state-hypothesis/probes/0 | A probe of the steady state needs a \"tolerance\"."_s});
        row("wrong tolerance", small(steadyState.arg(u"probe"_s, provider + u",'tolerance':[]"_s)),
            {u"/steady-state-hypothesis/probes/0/tolerance | The tolerance is an empty list, so nothing is ever "
             "tolerated."_s});
        row("an action as steady state", small(steadyState.arg(u"action"_s, provider + u",'tolerance':0"_s)),
            {u"/steady-state-hypothesis/probes/0/type | A steady state is made of probes; an action belongs into the "
             "method."_s});
        row("python in a tolerance",
            small(steadyState.arg(u"probe"_s,
                                  provider
                                      + u",'tolerance':{'type':'probe','name':'t','provider':"
                                        "{'type':'python'}}"_s)),
            {u"/steady-state-hypothesis/probes/0/tolerance/provider/type | A provider of the type python is not run "
             u"here; "
             "use http for what a request can do, or process with a program of your own."_s});
        row("configuration",
            small(u"'configuration':{'a':{'type':'env'},'b':{'type':'probe','name':'x'},"
                  "'c/d':{'type':'env','key':'K','env_var_type':'intt'},'e':{'type':'other'}}"_s),
            {u"/configuration/a | A value of the type env needs a \"key\", the name of the environment variable."_s,
             u"/configuration/b | A value that a probe fetches is not offered; give it by an environment variable: "
             "{\"type\": \"env\", \"key\": …}."_s,
             u"/configuration/c~1d/env_var_type | \"intt\" is no type of an environment variable; did you mean \"int\"?"_s});
        row("secrets",
            small(u"'secrets':{'flat':{'type':'env','key':'K'},'g':{'v':{'type':'vault','key':'k'},"
                  "'w':'hunter2'}}"_s),
            {u"/secrets/flat | Secrets stand in groups: \"secrets\": {\"group\": {\"name\": {\"type\": \"env\", "
             u"\"key\": "
             "…}}}."_s,
             u"/secrets/g/v | Secrets from Vault are not offered; put it into an environment variable and use "
             u"{\"type\": "
             "\"env\", \"key\": …}."_s,
             u"/secrets/g/w | A secret must not stand in the file, since the file goes into the journal; use "
             u"{\"type\": "
             "\"env\", \"key\": …}."_s});
        row("strategies",
            small(u"'runtime':{'rollbacks':{'strategy':'allways'},'hypothesis':{'strategy':'often',"
                  "'frequency':0}}"_s),
            {u"/runtime/rollbacks/strategy | There is no strategy \"allways\" of rollbacks; did you mean \"always\"?"_s,
             u"/runtime/hypothesis/strategy | There is no strategy \"often\" of the steady state; there are default, "
             "before-method-only, after-method-only, during-method-only and continuously."_s,
             u"/runtime/hypothesis/frequency | This is a number of seconds or a duration such as \"10s\", from 100ms "
             u"to "
             "1h."_s});
        row("extensions",
            small(u"'extensions':[{},{'name':'readyroom','dril':'x','kind':'fail','undo':'manual',"
                  "'measure':{'unit':'second'}}]"_s),
            {u"/extensions/0 | An extension needs a \"name\"."_s,
             u"/extensions/1/dril | \"dril\" is not known to the extension readyroom; did you mean \"drill\"?"_s,
             u"/extensions/1/kind | There is no kind \"fail\"; there are invalidate, rollback, failover, load and drill."_s,
             u"/extensions/1/undo | \"undo\" is automatic, or it is left out."_s,
             u"/extensions/1/measure | \"measure\" needs either \"histogram\" or \"values\"."_s,
             u"/extensions/1/measure/unit | There is no unit \"second\"; did you mean \"seconds\"?"_s});
        row("extensions is a map", small(u"'extensions':{}"_s),
            {u"/extensions | \"extensions\" is a list of maps, each with a \"name\"."_s});
    }
    void complains()
    {
        QFETCH(QJsonObject, experiment);
        QFETCH(QStringList, expected);
        QCOMPARE(problems(experiment), expected);
    }

    void aReferenceMayPointAnywhere()
    {
        const auto experiment = experimentFrom(
            small(u"'method':[{'ref':'late'}],'rollbacks':[{'type':'action','name':'late','provider':{'type':'process',"
                  "'path':'x'}}]"_s));
        QVERIFY(experiment.has_value());
        QVERIFY(experiment->method.front() == experiment->rollbacks.front());
    }

    /// Whatever is left out or put in place of any value, something is said or an experiment comes out; nothing breaks.
    void survivesAnyReplacement()
    {
        const QList<QJsonValue> odd{QJsonValue::Null, true, -1, u"x"_s, QJsonArray{1}, QJsonObject{{u"type"_s, 1}}};
        int refused = 0;
        const QJsonObject whole = website();
        std::function<void(const QJsonValue &, const std::function<QJsonObject(const QJsonValue &)> &)> visit =
            [&](const QJsonValue &value, const std::function<QJsonObject(const QJsonValue &)> &put) {
                for (const QJsonValue &one : odd) {
                    const auto result = experimentFrom(put(one));
                    refused += result ? 0 : 1;
                    QVERIFY(result.has_value() || !result.error().empty());
                }
                if (value.isObject()) {
                    const QJsonObject object = value.toObject();
                    for (const QString &key : object.keys()) {
                        visit(object.value(key), [&](const QJsonValue &one) {
                            QJsonObject changed = object;
                            changed.insert(key, one);
                            return put(changed);
                        });
                    }
                } else if (value.isArray()) {
                    const QJsonArray array = value.toArray();
                    for (qsizetype i = 0; i < array.size(); ++i) {
                        visit(array.at(i), [&](const QJsonValue &one) {
                            QJsonArray changed = array;
                            changed.replace(i, one);
                            return put(changed);
                        });
                    }
                }
            };
        visit(whole, [](const QJsonValue &one) { return one.toObject(); });
        QVERIFY2(refused > 150, qPrintable(QString::number(refused)));
    }
};

QTEST_APPLESS_MAIN(ExperimentTest)
#include "tst_experiment.moc"
