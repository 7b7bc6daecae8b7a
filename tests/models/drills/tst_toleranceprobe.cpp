// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/toleranceprobe.h"
#include "tests/support/quotedjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace readyroom::drills;
using namespace Qt::StringLiterals;
using readyroom::test::json;

class ToleranceProbeTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isGivenTheValue_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &provider, const QString &output, const QString &expected) {
            QTest::newRow(name) << provider << output << expected;
        };
        row("http without arguments", u"{'type':'http'}"_s, u"3"_s, u"{'type':'http','arguments':{'value':3}}"_s);
        row("http, null", u"{'type':'http','arguments':null}"_s, u"3"_s, u"{'type':'http','arguments':{'value':3}}"_s);
        row("beside others", u"{'type':'http','arguments':{'a':1}}"_s, u"'x'"_s,
            u"{'type':'http','arguments':{'a':1,'value':'x'}}"_s);
        row("in place of one", u"{'type':'http','arguments':{'value':1}}"_s, u"2"_s,
            u"{'type':'http','arguments':{'value':2}}"_s);
        row("http, with parts", u"{'type':'http'}"_s, u"{'status':200}"_s,
            u"{'type':'http','arguments':{'value':{'status':200}}}"_s);
        row("process, a number", u"{'type':'process','arguments':{}}"_s, u"3"_s,
            u"{'type':'process','arguments':{'value':3}}"_s);
        row("process, a list", u"{'type':'process'}"_s, u"[1,2]"_s,
            u"{'type':'process','arguments':{'value':'[1,2]'}}"_s);
        row("a list of words", u"{'type':'process','arguments':['-v']}"_s, u"3"_s,
            u"{'type':'process','arguments':['-v']}"_s);
        row("a command line", u"{'type':'process','arguments':'-v'}"_s, u"3"_s,
            u"{'type':'process','arguments':'-v'}"_s);
        row("what has no arguments", u"{'type':'promql','expr':'up'}"_s, u"3"_s, u"{'type':'promql','expr':'up'}"_s);
    }
    void isGivenTheValue()
    {
        QFETCH(const QString, provider);
        QFETCH(const QString, output);
        QFETCH(const QString, expected);
        QCOMPARE(givenValue(json(provider).toObject(), json(output)), json(expected).toObject());
    }

    void processIsGivenJson()
    {
        const QJsonObject given = givenValue({{u"type"_s, u"process"_s}}, json(u"{'status':200,'body':{'n':3}}"_s));
        const QJsonValue word = given.value("arguments"_L1).toObject().value("value"_L1);
        QVERIFY(word.isString());
        QCOMPARE(QJsonDocument::fromJson(word.toString().toUtf8()).object(),
                 json(u"{'status':200,'body':{'n':3}}"_s).toObject());
    }

    void answers_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("output");
        QTest::addColumn<bool>("expected");
        const auto row = [](const QString &provider, const QString &output, bool expected) {
            QTest::newRow(qPrintable(QString(provider + u" | "_s + output))) << provider << output << expected;
        };
        const QString http = u"{'type':'http'}"_s;
        const QString process = u"{'type':'process'}"_s;
        const QString promql = u"{'type':'promql'}"_s;
        row(http, u"{'status':200}"_s, true);
        row(http, u"{'status':304}"_s, true);
        row(http, u"{'status':400}"_s, false);
        row(http, u"{'status':500}"_s, false);
        row(http, u"{'status':0}"_s, false);
        row(http, u"true"_s, false);
        row(http, u"null"_s, false);
        row(u"{'type':'http','status':404}"_s, u"{'status':404}"_s, true);
        row(u"{'type':'http','status':404}"_s, u"{'status':200}"_s, false);
        row(u"{'type':'http','status':[200,503]}"_s, u"{'status':503}"_s, true);
        row(u"{'type':'http','status':[200,503]}"_s, u"{'status':204}"_s, false);
        row(process, u"{'status':0,'stdout':''}"_s, true);
        row(process, u"{'status':1,'stdout':'true'}"_s, false);
        row(process, u"{'stdout':''}"_s, false);
        row(u"{'type':'process','exit':3}"_s, u"{'status':3}"_s, true);
        row(u"{'type':'process','exit':3}"_s, u"{'status':0}"_s, false);
        row(promql, u"true"_s, true);
        row(promql, u"false"_s, false);
        row(promql, u"1"_s, false);
        row(promql, u"null"_s, false);
        row(http, u"[{'status':200},{'status':204}]"_s, true);
        row(http, u"[{'status':200},{'status':500}]"_s, false);
        row(http, u"[]"_s, false);
    }
    void answers()
    {
        QFETCH(const QString, provider);
        QFETCH(const QString, output);
        QFETCH(const bool, expected);
        QCOMPARE(meansYes(json(output), json(provider).toObject()), expected);
    }
};

QTEST_APPLESS_MAIN(ToleranceProbeTest)
#include "tst_toleranceprobe.moc"
