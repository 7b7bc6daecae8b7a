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
        row(u",'env_var_type':'bool'"_s, u"on"_s, true);
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

    void saysWhatIsMissingOrWrong_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const QString &type, const QString &text, const QString &wanted) {
            QTest::newRow(qPrintable(QString(type + u' ' + text))) << type << text << wanted;
        };
        row(u"int"_s, u"1.5"_s, u"a whole number"_s);
        row(u"integer"_s, u"hunter2"_s, u"a whole number"_s);
        row(u"float"_s, u"nan"_s, u"a number"_s);
        row(u"number"_s, u""_s, u"a number"_s);
        row(u"bool"_s, u"off"_s, u"true or false"_s);
        row(u"bool"_s, u""_s, u"true or false"_s);
        row(u"json"_s, u"{"_s, u"JSON"_s);
        row(u"json"_s, u"1,2"_s, u"JSON"_s);
    }
    void saysWhatIsMissingOrWrong()
    {
        QFETCH(QString, type);
        QFETCH(QString, text);
        QFETCH(QString, wanted);
        const auto wrong =
            values(u"{'v':{'type':'env','key':'KEY','env_var_type':'%1'}}"_s.arg(type), {{u"KEY"_s, text}});
        QVERIFY(!wrong.has_value());
        QCOMPARE(wrong.error().kind, Error::Kind::Config);
        QCOMPARE(wrong.error().message, u"The environment variable KEY must hold %1."_s.arg(wanted));
        const auto missing = values(u"{'v':{'type':'env','key':'KEY','default':null}}"_s, {});
        QVERIFY(!missing.has_value());
        QCOMPARE(missing.error().message,
                 u"The environment variable KEY, which \"v\" of the experiment needs, is not set."_s);
    }

    void namesTheSecrets()
    {
        const Experiment experiment{.title = u"t"_s,
                                    .configuration = json(u"{'c':{'type':'env','key':'C'}}"_s),
                                    .secrets = json(u"{'g':{'a':{'type':'env','key':'T'}},'h':{'a':{'type':'env','key':"
                                                    "'S'},'x':{'type':'env','key':'S'}}}"_s)};
        QCOMPARE(secretNames(experiment), (QStringList{u"a"_s, u"x"_s}));
    }

    void fillsTolerances()
    {
        const Tolerance tolerance = *toleranceFrom(json(u"{'type':'regex','pattern':'^${word}$','target':'body'}"_s));
        QCOMPARE(toleranceText(*filledTolerance(tolerance, u"http"_s, {{u"word"_s, u"UP"_s}})),
                 u"body: matches ^UP$"_s);
        QCOMPARE(filledTolerance(tolerance, u"http"_s, {{u"word"_s, u"("_s}}).error().message,
                 u"The pattern \"^($\" is not valid: missing ): ^($."_s);
        QCOMPARE(filledTolerance(tolerance, u"http"_s, {}).error().message,
                 u"The placeholder ${word} has no value; there are none."_s);
        // a text that is nothing but a placeholder becomes what it stands for
        QCOMPARE(toleranceText(*filledTolerance(*toleranceFrom(u"${expected}"_s), {}, {{u"expected"_s, 200}})),
                 u"200"_s);
        QCOMPARE(
            toleranceText(*filledTolerance(*toleranceFrom(u"${ends}"_s), u"promql"_s, {{u"ends"_s, QJsonArray{0, 1}}})),
            u"0 … 1"_s);
    }
};

QTEST_APPLESS_MAIN(ConfigurationTest)
#include "tst_configuration.moc"
