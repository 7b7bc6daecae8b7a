// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/configuration.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace readyroom;
using namespace readyroom::drills;
using namespace Qt::StringLiterals;

namespace {

QJsonObject json(QString text)
{
    return QJsonDocument::fromJson(text.replace(u'\'', u'"').toUtf8()).object();
}

Result<QJsonObject> values(const QString &configuration, const QHash<QString, QString> &environment,
                           const QString &secrets = u"{}"_s)
{
    const Experiment experiment{.title = u"t"_s, .configuration = json(configuration), .secrets = json(secrets)};
    return valuesOf(experiment, [environment](const QString &name) {
        return environment.contains(name) ? std::optional(environment.value(name)) : std::nullopt;
    });
}

} // namespace

class ConfigurationTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takesTheTypeThatIsWanted_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QJsonValue>("expected");
        const auto row = [](const QString &wanted, const QString &text, const QJsonValue &expected) {
            QTest::newRow(qPrintable(QString(wanted + u" | "_s + text))) << wanted << text << expected;
        };
        row(u""_s, u"8080"_s, u"8080"_s);
        row(u",'env_var_type':'str'"_s, u"8080"_s, u"8080"_s);
        row(u",'env_var_type':'int'"_s, u" 8080 "_s, 8080);
        row(u",'env_var_type':'integer'"_s, u"-1"_s, -1);
        row(u",'env_var_type':'float'"_s, u"2.5"_s, 2.5);
        row(u",'env_var_type':'number'"_s, u"1e3"_s, 1000.0);
        row(u",'env_var_type':'bool'"_s, u"False"_s, false);
        row(u",'env_var_type':'bool'"_s, u"0"_s, false);
        row(u",'env_var_type':'bool'"_s, u"NO"_s, false);
        row(u",'env_var_type':'bool'"_s, u"yes"_s, true);
        row(u",'env_var_type':'bool'"_s, u""_s, true);
        row(u",'env_var_type':'json'"_s, u"[1, {\"a\": null}]"_s,
            QJsonArray{1, QJsonObject{{u"a"_s, QJsonValue::Null}}});
        row(u",'env_var_type':'json'"_s, u"3"_s, 3);
        row(u",'env_var_type':'json'"_s, u""_s, QString());
        row(u",'env_var_type':'bytes'"_s, u"abc"_s, u"abc"_s);
        row(u",'env_var_type':'int','default':'7'"_s, u"8"_s, 8);
    }
    void takesTheTypeThatIsWanted()
    {
        QFETCH(QString, wanted);
        QFETCH(QString, text);
        QFETCH(QJsonValue, expected);
        const auto result = values(u"{'v':{'type':'env','key':'KEY'%1}}"_s.arg(wanted), {{u"KEY"_s, text}});
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
        QCOMPARE(result->value(u"v"_s), expected);
    }

    void takesTheDefaultWhenNotSet_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QJsonValue>("expected");
        QTest::newRow("text") << u"'default':'a'"_s << QJsonValue(u"a"_s);
        QTest::newRow("text of a type") << u"'default':'7','env_var_type':'int'"_s << QJsonValue(7);
        QTest::newRow("number") << u"'default':7"_s << QJsonValue(7);
        QTest::newRow("false") << u"'default':false,'env_var_type':'bool'"_s << QJsonValue(false);
        QTest::newRow("empty") << u"'default':''"_s << QJsonValue(QString());
    }
    void takesTheDefaultWhenNotSet()
    {
        QFETCH(QString, wanted);
        QFETCH(QJsonValue, expected);
        const auto result = values(u"{'v':{'type':'env','key':'KEY',%1}}"_s.arg(wanted), {});
        QVERIFY(result.has_value());
        QCOMPARE(result->value(u"v"_s), expected);
    }

    void passesPlainValuesOn()
    {
        const auto result = values(u"{'a':'x','b':3,'c':{'type':'other'},'d':null}"_s, {});
        QVERIFY(result.has_value());
        QCOMPARE(*result, json(u"{'a':'x','b':3,'c':{'type':'other'},'d':null}"_s));
    }

    void secretsOfAllGroupsAreValuesButConfigurationHidesThem()
    {
        const auto result = values(u"{'b':'plain'}"_s, {{u"A"_s, u"one"_s}, {u"B"_s, u"two"_s}},
                                   u"{'g':{'a':{'type':'env','key':'A'}},'h':{'b':{'type':'env','key':'B'}}}"_s);
        QVERIFY(result.has_value());
        QCOMPARE(*result, json(u"{'a':'one','b':'plain'}"_s));
    }

    void saysWhatIsMissingOrWrong()
    {
        const auto missing = values(u"{'v':{'type':'env','key':'KEY'}}"_s, {});
        QVERIFY(!missing.has_value());
        QCOMPARE(missing.error().kind, Error::Kind::Config);
        QCOMPARE(missing.error().message,
                 u"The experiment needs the environment variable KEY for \"v\", but it is not set."_s);

        for (const auto &[type, text] :
             {std::pair{u"int"_s, u"1.5"_s}, std::pair{u"int"_s, u"hunter2"_s}, std::pair{u"float"_s, u"nan"_s},
              std::pair{u"json"_s, u"{"_s}, std::pair{u"json"_s, u"1,2"_s}}) {
            const auto wrong =
                values(u"{'v':{'type':'env','key':'KEY','env_var_type':'%1'}}"_s.arg(type), {{u"KEY"_s, text}});
            QVERIFY2(!wrong.has_value(), qPrintable(text));
            QCOMPARE(
                wrong.error().message,
                u"The environment variable KEY is not of the type %1 that the experiment wants for \"v\"."_s.arg(type));
        }
    }

    void namesWhatItWants()
    {
        const Experiment experiment{
            .title = u"t"_s,
            .configuration = json(u"{'a':{'type':'env','key':'Z'},'b':'plain','c':{'type':'env','key':'S'}}"_s),
            .secrets = json(u"{'g':{'a':{'type':'env','key':'T'},'b':{'type':'env','key':'S'}},'h':{'x':{'type':'env',"
                            "'key':'S'}}}"_s)};
        QCOMPARE(environmentNames(experiment), (QStringList{u"S"_s, u"T"_s, u"Z"_s}));
        QCOMPARE(secretNames(experiment), (QStringList{u"S"_s, u"T"_s}));
    }

    void fillsWhatIsRun()
    {
        const auto experiment = experimentFrom(json(
            u"{'title':'${n}','description':'d','steady-state-hypothesis':{'title':'s','probes':[{'type':'probe','name'"
            u":"
            "'p','tolerance':{'type':'regex','pattern':'^${word}$'},'provider':{'type':'http','url':'${base}/h'}}]},"
            "'method':[{'type':'action','name':'w','provider':{'type':'haproxy','do':'weight','backend':'b','server':"
            "'s','weight':'${n}'}}],'rollbacks':[{'type':'action','name':'r','provider':{'type':'process','path':'x',"
            "'arguments':['${token}']}}]}"_s));
        QVERIFY(experiment.has_value());
        QJsonObject given{{u"base"_s, u"http://a"_s}, {u"word"_s, u"UP"_s}, {u"n"_s, 25}, {u"token"_s, u"hunter2"_s}};
        const auto result = filledExperiment(*experiment, given);
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
        QCOMPARE(result->title, u"25"_s);
        const Activity &probe = result->steadyState->probes.front();
        QCOMPARE(probe.provider.value(u"url"_s).toString(), u"http://a/h"_s);
        QCOMPARE(toleranceText(*probe.tolerance), u"matches ^UP$"_s);
        QCOMPARE(result->method.front().provider.value(u"weight"_s), QJsonValue(25));
        QCOMPARE(result->rollbacks.front().provider.value(u"arguments"_s).toArray().at(0).toString(), u"hunter2"_s);
        // what goes into the journal is as before
        QCOMPARE(result->json, experiment->json);
        QCOMPARE(result->rollbacks.front().json, experiment->rollbacks.front().json);
        QVERIFY(!QJsonDocument(result->rollbacks.front().json).toJson().contains("hunter2"));

        given.insert(u"n"_s, 300);
        QCOMPARE(filledExperiment(*experiment, given).error().message,
                 u"w: \"weight\" of haproxy must be a whole number from 0 to 256 or a percentage such as \"25%\"."_s);
        given.insert(u"n"_s, 1);
        given.insert(u"word"_s, u"("_s);
        QCOMPARE(filledExperiment(*experiment, given).error().message,
                 u"p: The pattern \"^($\" is not valid: missing ): ^($."_s);
        given.remove(u"base"_s);
        QCOMPARE(filledExperiment(*experiment, given).error().message,
                 u"p: The placeholder ${base} has no value; there are: n, token, word."_s);
    }
};

QTEST_APPLESS_MAIN(ConfigurationTest)
#include "tst_configuration.moc"
