// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/action.h"

#include <QJsonArray>
#include <QTest>

using namespace readyroom;
using namespace readyroom::drills;
using namespace Qt::StringLiterals;
using Type = Parameter::Type;

namespace {

Action with(std::vector<Parameter> parameters)
{
    return {.name = u"purge"_s, .with = {{u"type"_s, u"http"_s}}, .parameters = std::move(parameters)};
}

} // namespace

class ActionTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void types_data()
    {
        QTest::addColumn<Parameter>("parameter");
        QTest::addColumn<QJsonValue>("given");
        QTest::addColumn<QJsonValue>("expected");
        const auto row = [](const char *name, Type type, const QJsonValue &given, const QJsonValue &expected) {
            QTest::newRow(name) << Parameter{.name = u"x"_s, .type = type} << given << expected;
        };
        row("a text", Type::Text, u"users"_s, u"users"_s);
        row("a text with blanks", Type::Text, u" a b "_s, u" a b "_s);
        row("a number as a text", Type::Text, 1.1, u"1.1"_s);
        row("a number that no binary fraction is", Type::Text, 0.1, u"0.1"_s);
        row("a number", Type::Number, 2.5, 2.5);
        row("a number that was typed", Type::Number, u" 2.5 "_s, 2.5);
        row("a negative number", Type::Number, -1, -1);
        row("a whole number", Type::Integer, 7, 7);
        row("a whole number that was typed", Type::Integer, u"7"_s, 7);
        row("a whole number with a fraction of nothing", Type::Integer, u"7.0"_s, 7);
        row("seconds", Type::Duration, 90, 90);
        row("seconds that were typed", Type::Duration, u"1.5"_s, 1.5);
        row("a duration", Type::Duration, u"1m30s"_s, 90);
        row("milliseconds", Type::Duration, u"250ms"_s, 0.25);
        row("true", Type::Boolean, true, true);
        row("false that was typed", Type::Boolean, u"false"_s, false);
    }

    void types()
    {
        QFETCH(Parameter, parameter);
        QFETCH(QJsonValue, given);
        QFETCH(QJsonValue, expected);
        const auto values = parameterValues(with({parameter}), {{u"x"_s, given}});
        QVERIFY2(values, values ? "" : qPrintable(values.error().message));
        QCOMPARE(values->value("x"_L1), expected);
        // What is typed already stays as it is.
        QCOMPARE(*parameterValues(with({parameter}), *values), *values);
    }

    void refuses_data()
    {
        QTest::addColumn<Parameter>("parameter");
        QTest::addColumn<QJsonValue>("given");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const Parameter &parameter, const QJsonValue &given,
                            const QString &sentence) { QTest::newRow(name) << parameter << given << sentence; };
        const Parameter text{.name = u"x"_s};
        const Parameter number{.name = u"x"_s, .type = Type::Number, .least = 1.0, .most = 10.0};
        const Parameter integer{.name = u"x"_s, .title = u"Weight"_s, .type = Type::Integer};
        const Parameter duration{.name = u"x"_s, .type = Type::Duration, .least = 1.0};
        const Parameter boolean{.name = u"x"_s, .type = Type::Boolean};
        row("nothing", text, QJsonValue::Undefined, u"x must be given."_s);
        row("null", text, QJsonValue::Null, u"x must be given."_s);
        row("an empty text", text, QString(), u"x must not be empty."_s);
        row("only blanks", text, u"  "_s, u"x must not be empty."_s);
        row("a list for a text", text, QJsonArray{1}, u"x must be a text."_s);
        row("a truth value for a text", text, true, u"x must be a text."_s);
        row("a word for a number", number, u"many"_s, u"x must be a number."_s);
        row("an empty text for a number", number, QString(), u"x must be a number."_s);
        row("no number", number, u"nan"_s, u"x must be a number."_s);
        row("endless", number, u"inf"_s, u"x must be a number."_s);
        row("a truth value for a number", number, true, u"x must be a number."_s);
        row("too small", number, 0.5, u"x must be at least 1."_s);
        row("too large", number, u"11"_s, u"x must be at most 10."_s);
        row("half a whole number", integer, 1.5, u"Weight must be a whole number."_s);
        row("a duration of another language", duration, u"2 minutes"_s,
            u"x must be a duration, such as 30s or 1m30s."_s);
        row("a duration below zero", Parameter{.name = u"x"_s, .type = Type::Duration}, -1,
            u"x must be a duration, such as 30s or 1m30s."_s);
        row("a short duration", duration, u"500ms"_s, u"x must be at least 1 s."_s);
        row("a word for a truth value", boolean, u"yes"_s, u"x must be true or false."_s);
        row("a number for a truth value", boolean, 1, u"x must be true or false."_s);
        row("none of the choices", Parameter{.name = u"x"_s, .choices = {u"users"_s, u"prices"_s}}, u"user"_s,
            u"x must be one of users, prices."_s);
    }

    void refuses()
    {
        QFETCH(Parameter, parameter);
        QFETCH(QJsonValue, given);
        QFETCH(QString, sentence);
        QJsonObject values;
        if (!given.isUndefined()) {
            values.insert(u"x"_s, given);
        }
        const auto read = parameterValues(with({parameter}), values);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, Error::Kind::Config);
        QCOMPARE(read.error().message, sentence);
    }

    void takesTheInitialValue()
    {
        const Action action = with({{.name = u"tag"_s, .initial = u"users"_s},
                                    {.name = u"every"_s, .type = Type::Duration, .initial = u"10s"_s},
                                    {.name = u"note"_s, .required = false}});
        QCOMPARE(*parameterValues(action, {}),
                 (QJsonObject{{u"tag"_s, u"users"_s}, {u"every"_s, 10}, {u"note"_s, QString()}}));
        QCOMPARE(*parameterValues(action, {{u"tag"_s, u"prices"_s}, {u"every"_s, QJsonValue::Null}}),
                 (QJsonObject{{u"tag"_s, u"prices"_s}, {u"every"_s, 10}, {u"note"_s, QString()}}));
    }

    void choicesAreValues()
    {
        const Parameter hold{.name = u"x"_s, .type = Type::Duration, .choices = {u"10s"_s, u"1m"_s}};
        QCOMPARE(parameterValues(with({hold}), {{u"x"_s, u"60"_s}})->value("x"_L1), QJsonValue(60));
        QVERIFY(!parameterValues(with({hold}), {{u"x"_s, 11}}));
        const Parameter weight{.name = u"x"_s, .type = Type::Number, .choices = {u"1.0"_s, u"0.10"_s}};
        QCOMPARE(parameterValues(with({weight}), {{u"x"_s, 0.1}})->value("x"_L1), QJsonValue(0.1));
        // Versions are texts, of which 1.0 and 1 are two.
        const Parameter version{.name = u"x"_s, .choices = {u"1.0"_s, u"1.1"_s}};
        QVERIFY(!parameterValues(with({version}), {{u"x"_s, u"1"_s}}));
    }

    void refusesWhatItDoesNotHave()
    {
        QCOMPARE(parameterValues(with({{.name = u"tag"_s}}), {{u"tga"_s, u"x"_s}}).error().message,
                 u"purge has no parameter \"tga\"; did you mean \"tag\"?"_s);
        QCOMPARE(parameterValues(with({}), {{u"tag"_s, u"x"_s}}).error().message, u"purge has no parameters."_s);
        QCOMPARE(*parameterValues(with({}), {}), QJsonObject());
    }
};

QTEST_APPLESS_MAIN(ActionTest)
#include "tst_action.moc"
