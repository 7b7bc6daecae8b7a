// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/tolerance.h"
#include "tests/support/quotedjson.h"

#include <QTest>

#include <limits>
#include <random>

using namespace readyroom;
using namespace readyroom::drills;
using namespace Qt::StringLiterals;
using readyroom::test::json;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

} // namespace

class ToleranceTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tolerates_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("output");
        QTest::addColumn<bool>("expected");
        const auto row = [](const QString &rule, const QString &provider, const QString &output, bool expected) {
            QTest::newRow(qPrintable(QString(rule + u" | "_s + output))) << rule << provider << output << expected;
        };
        const QString http = u"http"_s;
        const QString process = u"process"_s;
        const QString promql = u"promql"_s;
        const QString ok = u"{'status':200,'headers':{},'body':{'state':'UP','n':3}}"_s;
        const QString done = u"{'status':0,'stdout':' 12.5\\n','stderr':''}"_s;

        row(u"200"_s, http, ok, true);
        row(u"204"_s, http, ok, false);
        row(u"0"_s, process, done, true);
        row(u"1"_s, process, done, false);
        row(u"3"_s, promql, u"3.0"_s, true);
        row(u"true"_s, promql, u"true"_s, true);
        row(u"true"_s, promql, u"false"_s, false);
        row(u"true"_s, promql, u"1"_s, false);
        row(u"'ok'"_s, promql, u"'ok'"_s, true);
        row(u"'ok'"_s, promql, u"'okay'"_s, false);
        row(u"'200'"_s, http, ok, false);

        row(u"[200,299]"_s, http, ok, true);
        row(u"[199,201]"_s, http, ok, false);
        row(u"[200,204,304]"_s, http, ok, true);
        row(u"[201,204,304]"_s, http, ok, false);
        row(u"[0,1]"_s, process, done, true);
        row(u"[0,0.4]"_s, promql, u"0.4"_s, true);
        row(u"[0,0.4]"_s, promql, u"0"_s, true);
        row(u"[0,0.4]"_s, promql, u"0.41"_s, false);
        row(u"[0,0.4]"_s, promql, u"-0.1"_s, false);
        row(u"[0,0.4]"_s, promql, u"true"_s, false);
        row(u"[0,0.4]"_s, promql, u"null"_s, false);
        row(u"[1]"_s, promql, u"1"_s, true);
        row(u"['a','b','c']"_s, promql, u"'b'"_s, true);
        row(u"['a','b','c']"_s, promql, u"'d'"_s, false);
        row(u"[1,null,3]"_s, promql, u"null"_s, false);

        row(u"{'type':'range','range':[12,13],'target':'stdout'}"_s, process, done, true);
        row(u"{'type':'range','range':[13,14],'target':'stdout'}"_s, process, done, false);
        row(u"{'type':'range','range':[200,299]}"_s, http, ok, true);
        row(u"{'type':'range','range':[0,1],'target':'missing'}"_s, process, done, false);
        row(u"{'type':'range','range':[0,1]}"_s, promql, u"'x'"_s, false);
        row(u"{'type':'range','range':[0,1],'target':'body'}"_s, promql, u"0.5"_s, false);

        row(u"{'type':'regex','pattern':'12','target':'stdout'}"_s, process, done, true);
        row(u"{'type':'regex','pattern':'^12','target':'stdout'}"_s, process, done, false);
        row(u"{'type':'regex','pattern':'12'}"_s, process, done, true);
        row(u"{'type':'regex','pattern':'UP'}"_s, http, ok, true);
        row(u"{'type':'regex','pattern':'DOWN','target':'body'}"_s, http, ok, false);
        row(u"{'type':'regex','pattern':'^b$'}"_s, promql, u"'b'"_s, true);
        row(u"{'type':'regex','pattern':'^7$'}"_s, promql, u"7"_s, true);
        row(u"{'type':'regex','pattern':'','target':'nowhere'}"_s, http, ok, false);
        row(u"{'type':'regex','pattern':''}"_s, promql, u"null"_s, false);

        row(u"{'type':'jsonpath','path':'$.state','target':'body','expect':'UP'}"_s, http, ok, true);
        row(u"{'type':'jsonpath','path':'$.state','target':'body','expect':['UP']}"_s, http, ok, true);
        row(u"{'type':'jsonpath','path':'$.state','target':'body','expect':['DOWN']}"_s, http, ok, false);
        row(u"{'type':'jsonpath','path':'$.state','target':'body'}"_s, http, ok, true);
        row(u"{'type':'jsonpath','path':'$.other','target':'body'}"_s, http, ok, false);
        row(u"{'type':'jsonpath','path':'$.other','target':'body','expect':[]}"_s, http, ok, true);
        row(u"{'type':'jsonpath','path':'$.other','target':'body','count':0}"_s, http, ok, true);
        row(u"{'type':'jsonpath','path':'$.*','target':'body','count':2}"_s, http, ok, true);
        row(u"{'type':'jsonpath','path':'$.*','target':'body','count':1}"_s, http, ok, false);
        row(u"{'type':'jsonpath','path':'$.body.n','expect':3}"_s, http, ok, true);
        row(u"{'type':'jsonpath','path':'$.body.n','expect':3,'count':7}"_s, http, ok, true);
        row(u"{'type':'jsonpath','path':'$[*]','expect':[1,2]}"_s, promql, u"'[1, 2]'"_s, true);
        row(u"{'type':'jsonpath','path':'$[*]','expect':[2,1]}"_s, promql, u"'[1, 2]'"_s, false);
        row(u"{'type':'jsonpath','path':'$'}"_s, promql, u"'no json'"_s, true);

        row(u"{'type':'threshold','threshold':'< 0.4'}"_s, promql, u"0.39"_s, true);
        row(u"{'type':'threshold','threshold':'< 0.4'}"_s, promql, u"0.4"_s, false);
        row(u"{'type':'threshold','threshold':'< 0.4'}"_s, promql, u"[0.1,0.39]"_s, true);
        row(u"{'type':'threshold','threshold':'< 0.4'}"_s, promql, u"[0.1,0.4]"_s, false);
        row(u"{'type':'threshold','threshold':'< 0.4'}"_s, promql, u"[0.1,'x']"_s, false);
        row(u"{'type':'threshold','threshold':'< 0.4'}"_s, promql, u"[]"_s, false);
        row(u"{'type':'threshold','threshold':'< 400ms'}"_s, promql, u"0.39"_s, true);
        row(u"{'type':'threshold','threshold':'< 0.4'}"_s, promql, u"null"_s, false);
        row(u"{'type':'threshold','threshold':'< 0.4'}"_s, promql, u"{}"_s, false);

        row(u"{'type':'probe','name':'p','provider':{'type':'http','url':'http://x'}}"_s, http, ok, false);
    }
    void tolerates()
    {
        QFETCH(QString, rule);
        QFETCH(QString, provider);
        QFETCH(QString, output);
        QFETCH(bool, expected);
        const auto tolerance = toleranceFrom(json(rule), provider);
        QVERIFY2(tolerance.has_value(), tolerance ? "" : qPrintable(tolerance.error().message));
        QCOMPARE(holds(*tolerance, json(output), provider), expected);
    }

    void whatIsNotANumberIsNotTolerated()
    {
        for (const QString &rule : {u"[0,1]"_s, u"{'type':'threshold','threshold':'!= 1'}"_s, u"5"_s,
                                    u"{'type':'range','range':[0,1]}"_s, u"[1,2,3]"_s}) {
            QVERIFY2(!holds(*toleranceFrom(json(rule)), QJsonValue(notANumber), u"promql"_s), qPrintable(rule));
            QVERIFY2(!holds(*toleranceFrom(json(rule)), QJsonValue(QJsonValue::Undefined), u"promql"_s),
                     qPrintable(rule));
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const QString &rule, const QString &sentence) {
            QTest::newRow(qPrintable(rule)) << rule << sentence;
        };
        row(u"null"_s, u"A tolerance is a truth value, a number, a text, a list or a map with a \"type\"."_s);
        row(u"[]"_s, u"The tolerance is an empty list, so nothing is ever tolerated."_s);
        row(u"['a','b']"_s,
            u"A tolerance that is a list of two is a range, so both must be numbers; to choose between two "
            "texts, use {\"type\": \"regex\"}."_s);
        row(u"[3,1]"_s, u"The range of the tolerance ends below its beginning, so nothing is ever in it."_s);
        row(u"{}"_s, u"A tolerance that is a map needs a \"type\": range, regex, jsonpath, threshold or probe."_s);
        row(u"{'type':'fuzzy'}"_s,
            u"There is no tolerance of the type \"fuzzy\"; there are range, regex, jsonpath, threshold and probe."_s);
        row(u"{'type':'range','range':[1]}"_s,
            u"A range of a tolerance is a list of two numbers, the lowest and the highest."_s);
        row(u"{'type':'range','range':[1,'2']}"_s,
            u"A range of a tolerance is a list of two numbers, the lowest and the highest."_s);
        row(u"{'type':'range','range':[1,2],'target':3}"_s,
            u"\"target\" of a tolerance is a text such as \"body\" or \"stdout\"."_s);
        row(u"{'type':'regex'}"_s, u"A tolerance of the type regex needs a text \"pattern\"."_s);
        row(u"{'type':'regex','pattern':'('}"_s, u"The pattern \"(\" is not valid: missing ): (."_s);
        row(u"{'type':'jsonpath'}"_s, u"A tolerance of the type jsonpath needs a text \"path\"."_s);
        row(u"{'type':'jsonpath','path':'a'}"_s,
            u"There is \"a\" where \"$\", the whole value, is expected (character 1 of the path \"a\")."_s);
        row(u"{'type':'jsonpath','path':'$','count':1.5}"_s,
            u"\"count\" of a tolerance of the type jsonpath is a whole number."_s);
        row(u"{'type':'threshold'}"_s,
            u"A tolerance of the type threshold needs a text \"threshold\" such as \"< 0.4\"."_s);
        row(u"{'type':'probe','name':'x'}"_s, u"A tolerance of the type probe needs a \"provider\" with a \"type\"."_s);
    }
    void refuses()
    {
        QFETCH(QString, rule);
        QFETCH(QString, sentence);
        const auto tolerance = toleranceFrom(json(rule));
        QVERIFY(!tolerance.has_value());
        QCOMPARE(tolerance.error().kind, Error::Kind::Parse);
        QCOMPARE(tolerance.error().message, sentence);
    }

    void leavesPlaceholdersForLater()
    {
        QVERIFY(toleranceFrom(json(u"{'type':'regex','pattern':'(${name}'}"_s)).has_value());
        QVERIFY(toleranceFrom(json(u"{'type':'jsonpath','path':'${path}'}"_s)).has_value());
    }

    void tellsItInWords_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("words");
        QTest::addColumn<double>("limit");
        const auto row = [](const QString &rule, const QString &words, double limit = notANumber) {
            QTest::newRow(qPrintable(rule)) << rule << words << limit;
        };
        row(u"200"_s, u"200"_s);
        row(u"'ok'"_s, u"\"ok\""_s);
        row(u"[0,0.4]"_s, u"0 … 0.4"_s, 0.4);
        row(u"[200,204,304]"_s, u"one of 200, 204, 304"_s);
        row(u"{'type':'range','range':[1,2],'target':'stdout'}"_s, u"stdout: 1 … 2"_s, 2);
        row(u"{'type':'regex','pattern':'^ok$'}"_s, u"matches ^ok$"_s);
        row(u"{'type':'jsonpath','path':'$.a','target':'body'}"_s, u"body: $.a finds something"_s);
        row(u"{'type':'jsonpath','path':'$.a','count':2}"_s, u"$.a finds 2"_s);
        row(u"{'type':'jsonpath','path':'$.a','expect':1}"_s, u"$.a is 1"_s);
        row(u"{'type':'jsonpath','path':'$.a','expect':[1,'b']}"_s, u"$.a finds [1,\"b\"]"_s);
        row(u"{'type':'threshold','threshold':'<=400ms'}"_s, u"≤ 400ms"_s, 0.4);
        row(u"{'type':'probe','name':'agree','provider':{'type':'process','path':'x'}}"_s,
            u"as the probe \"agree\" says"_s);
    }
    void tellsItInWords()
    {
        QFETCH(QString, rule);
        QFETCH(QString, words);
        QFETCH(double, limit);
        const auto tolerance = toleranceFrom(json(rule));
        QVERIFY2(tolerance.has_value(), tolerance ? "" : qPrintable(tolerance.error().message));
        QCOMPARE(toleranceText(*tolerance), words);
        QCOMPARE(limitOf(*tolerance).value_or(notANumber), limit);
    }

    /// A list of two numbers, the same as a range, and the same as two thresholds.
    void aPairIsARangeIsTwoThresholds()
    {
        std::mt19937_64 random(3);
        const auto number = [&random] { return static_cast<double>(random() % 21) / 4 - 2; };
        for (int i = 0; i < 500; ++i) {
            const double a = number();
            const double b = number();
            const double low = std::min(a, b);
            const double high = std::max(a, b);
            const QJsonArray ends{low, high};
            const auto limit = [](const QString &sign, double end) {
                return *toleranceFrom(
                    QJsonObject{{u"type"_s, u"threshold"_s}, {u"threshold"_s, QString(sign + QString::number(end))}});
            };
            const QJsonValue output = number();
            const bool inPair = holds(*toleranceFrom(ends), output, u"promql"_s);
            QCOMPARE(inPair, output.toDouble() >= low && output.toDouble() <= high);
            QCOMPARE(holds(*toleranceFrom(QJsonObject{{u"type"_s, u"range"_s}, {u"range"_s, ends}}), output, {}),
                     inPair);
            QCOMPARE(holds(limit(u">= "_s, low), output, {}) && holds(limit(u"<= "_s, high), output, {}), inPair);
        }
    }
};

QTEST_APPLESS_MAIN(ToleranceTest)
#include "tst_tolerance.moc"
