// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/providercheck.h"

#include "models/drills/nearestword.h"
#include "models/drills/providerarguments.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace readyroom::drills;
using namespace Qt::StringLiterals;

namespace {

QJsonObject json(QString text)
{
    return QJsonDocument::fromJson(text.replace(u'\'', u'"').toUtf8()).object();
}

QStringList said(const QJsonObject &provider)
{
    QStringList lines;
    for (const Problem &problem : problemsOf(provider)) {
        lines += QString(problem.pointer + u" | "_s + problem.sentence);
    }
    return lines;
}

} // namespace

class ProviderCheckTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void accepts_data()
    {
        QTest::addColumn<QString>("provider");
        const auto row = [](const QString &provider) { QTest::newRow(qPrintable(provider)) << provider; };
        row(u"{'type':'http','url':'${base}/health','timeout':[3,5],'anything':1}"_s);
        row(u"{'type':'http','path':'/x','method':'PURGE','headers':{'A':'b','C':3},'status':[200,204],"
            "'count':{'regex':'([0-9]+)','in':'reason'},'verify':{'path':'/y','at':'/n','pass':'== 0'}}"_s);
        row(u"{'type':'process','path':'kubectl','arguments':['get','pods'],'timeout':'2s','exit':0,"
            "'verify':{'path':'kubectl','arguments':['get'],'matches':'Running'}}"_s);
        row(u"{'type':'process','path':'./a.sh','arguments':'one two'}"_s);
        row(u"{'type':'actuator-breaker','breaker':'${name}','state':'${state}'}"_s);
        row(u"{'type':'actuator-cache'}"_s);
        row(u"{'type':'varnish','do':'purge','path':'/a','host':'x'}"_s);
        row(u"{'type':'varnish','do':'ban','expr':'obj.http.x == y','path':'/'}"_s);
        row(u"{'type':'varnish','do':'softpurge','key':'users'}"_s);
        row(u"{'type':'varnish','do':'use','vcl':'boot','secret':{'file':'/etc/varnish/secret'}}"_s);
        row(u"{'type':'varnish','do':'health','backend':'b','health':'sick'}"_s);
        row(u"{'type':'haproxy','do':'weight','backend':'be','server':'s1','weight':'25%'}"_s);
        row(u"{'type':'haproxy','do':'weight','backend':'be','server':'s1','weight':256}"_s);
        row(u"{'type':'haproxy','do':'weight','backend':'be','server':'s1','weight':'${percent}%'}"_s);
        row(u"{'type':'haproxy','do':'state','backend':'be','server':'s1','state':'drain','within':'2s'}"_s);
        row(u"{'type':'haproxy','do':'${do}','backend':'be','server':'s1','weight':1}"_s);
        row(u"{'type':'redis','do':'delete','key':'a','password':{'env':'PW'}}"_s);
        row(u"{'type':'redis','do':'delete-pattern','pattern':'a*','batch':500,'limit':1000,'database':1}"_s);
        row(u"{'type':'redis','do':'failover'}"_s);
        row(u"{'type':'redis','do':'sentinel-failover','master':'m'}"_s);
        row(u"{'type':'caddy','do':'upstreams','id':'p','upstreams':['127.0.0.1:1']}"_s);
        row(u"{'type':'caddy','do':'upstreams','upstreams':'127.0.0.1:1, 127.0.0.1:2'}"_s);
        row(u"{'type':'caddy','do':'upstreams','upstreams':[{'dial':'127.0.0.1:1','max_requests':5}]}"_s);
        row(u"{'type':'caddy','do':'load','config':{}}"_s);
        row(u"{'type':'etcd','do':'transfer-leadership'}"_s);
        row(u"{'type':'lab','do':'failover','body':{'weight':5},'verify':{'at':'/a','equals':1}}"_s);
        row(u"{'type':'actuator-breaker','do':'read'}"_s);
        row(u"{'type':'actuator-breaker','do':'read','breaker':'inventory','at':'/state'}"_s);
        row(u"{'type':'actuator-cache','do':'read','cache':'prices','at':'/size'}"_s);
        row(u"{'type':'varnish','do':'backends','backend':'b','secret':{'env':'S'},'at':'/healthy'}"_s);
        row(u"{'type':'varnish','do':'vcls'}"_s);
        row(u"{'type':'varnish','do':'lookup','path':'/a','host':'x'}"_s);
        row(u"{'type':'haproxy','do':'servers'}"_s);
        row(u"{'type':'haproxy','do':'servers','backend':'be','server':'s1','at':'/weight'}"_s);
        row(u"{'type':'redis','do':'role','password':{'env':'PW'},'at':'/connected_slaves'}"_s);
        row(u"{'type':'caddy','do':'health','upstream':'127.0.0.1:1'}"_s);
        row(u"{'type':'etcd','do':'leader','at':'/agreed'}"_s);
        row(u"{'type':'lab','do':'overview','at':'/mode'}"_s);
        row(u"{'type':'load','path':'/','users':50,'duration':'10s','limits':{'p95':'< 0.4'}}"_s);
        row(u"{'type':'promql','expr':'up','scope':'fleet','pass':'< 400ms','targets':['http://a'],'service':'s'}"_s);
    }
    void accepts()
    {
        QFETCH(QString, provider);
        QCOMPARE(said(json(provider)), QStringList());
    }

    void complains_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QStringList>("problems");
        const auto row = [](const QString &provider, const QStringList &problems) {
            QTest::newRow(qPrintable(provider)) << provider << problems;
        };
        row(u"{}"_s, {u" | A provider needs a \"type\", such as http."_s});
        row(u"{'type':'python','module':'os'}"_s,
            {u"/type | A provider of the type python is not run here; use http for what a request can do, or process "
             "with a program of your own."_s});
        row(u"{'type':'haproxi'}"_s, {u"/type | There is no provider \"haproxi\"; did you mean \"haproxy\"?"_s});
        row(u"{'type':'http'}"_s, {u" | http needs \"url\" or \"path\"."_s});
        row(u"{'type':'http','url':'a','path':'b'}"_s, {u"/path | http takes only one of \"url\", \"path\"."_s});
        row(u"{'type':'http','path':'/','text':'a','body':{}}"_s,
            {u"/text | http takes only one of \"body\", \"text\", \"arguments\"."_s});
        row(u"{'type':'http','path':'/','status':20}"_s,
            {u"/status | \"status\" of http must be a status such as 200, or a list of them."_s});
        row(u"{'type':'http','path':'/','timeout':'soon'}"_s,
            {u"/timeout | \"timeout\" of http must be a number of seconds or a duration such as \"2s\"."_s});
        row(u"{'type':'http','path':'/','headers':['a']}"_s,
            {u"/headers | \"headers\" of http must be a map of names to texts."_s});
        row(u"{'type':'http','path':'/','count':{}}"_s, {u"/count | \"count\" needs \"at\" or \"regex\"."_s});
        row(u"{'type':'http','path':'/','count':{'regex':'('}}"_s,
            {u"/count/regex | \"regex\" of \"count\" must be a regular expression of RE2."_s});
        row(u"{'type':'http','path':'/','verify':{'paht':'/'}}"_s,
            {u"/verify/paht | \"paht\" is not known to \"verify\"; did you mean \"path\"?"_s});
        row(u"{'type':'http','path':'/','verify':{'at':'n','pass':'4'}}"_s,
            {u"/verify/at | \"at\" of \"verify\" must be a JSON pointer such as \"/count\"."_s,
             u"/verify/pass | \"pass\" of \"verify\" must be a comparison such as \"< 0.4\"."_s});
        row(u"{'type':'process'}"_s, {u" | \"path\" of process is missing: a text."_s});
        row(u"{'type':'process','path':''}"_s, {u"/path | \"path\" of process is empty."_s});
        row(u"{'type':'process','path':'a','arguments':3}"_s,
            {u"/arguments | \"arguments\" of process must be a list, a text or a map."_s});
        row(u"{'type':'process','path':'a','exit':300}"_s,
            {u"/exit | \"exit\" of process must be a whole number from 0 to 255."_s});
        row(u"{'type':'actuator-breaker','breakr':'a','state':'OPEN'}"_s,
            {u"/breakr | \"breakr\" is not known to actuator-breaker; did you mean \"breaker\"?"_s,
             u" | \"breaker\" of actuator-breaker is missing: a text."_s,
             u"/state | \"state\" of actuator-breaker must be one of CLOSE, FORCE_OPEN and DISABLE."_s});
        row(u"{'type':'haproxy','backend':'b','server':'s'}"_s,
            {u" | \"do\" of haproxy is missing: one of state, weight and servers."_s});
        row(u"{'type':'haproxy','do':'state','backend':'b','server':'s','weight':1}"_s,
            {u" | \"state\" of haproxy is missing: one of ready, drain and maint."_s,
             u"/weight | \"weight\" of haproxy has no meaning with state."_s});
        row(u"{'type':'haproxy','do':'weight','backend':'b','server':'s','weight':257}"_s,
            {u"/weight | \"weight\" of haproxy must be a whole number from 0 to 256 or a percentage such as \"25%\"."_s});
        row(u"{'type':'haproxy','do':'weight','backend':'b','server':'s','weight':'101%'}"_s,
            {u"/weight | \"weight\" of haproxy must be a whole number from 0 to 256 or a percentage such as \"25%\"."_s});
        row(u"{'type':'varnish','do':'purge'}"_s, {u" | \"path\" of varnish is missing: a text."_s});
        row(u"{'type':'varnish','do':'use','vcl':'a','secret':'x'}"_s,
            {u"/secret | \"secret\" of varnish must be a map."_s});
        row(u"{'type':'varnish','do':'use','vcl':'a','secret':{}}"_s,
            {u"/secret | \"secret\" needs \"env\" or \"file\"."_s});
        row(u"{'type':'redis','do':'delete-pattern','pattern':'a','batch':0}"_s,
            {u"/batch | \"batch\" of redis must be a whole number from 1 to 100000."_s});
        row(u"{'type':'caddy','do':'load'}"_s, {u" | caddy needs \"config\" or \"file\"."_s});
        row(u"{'type':'caddy','do':'upstreams','upstreams':[]}"_s,
            {u"/upstreams | \"upstreams\" of caddy must be a list of addresses such as \"10.0.0.1:8080\"."_s});
        row(u"{'type':'caddy','do':'upstreams','upstreams':[7]}"_s,
            {u"/upstreams | \"upstreams\" of caddy must be a list of addresses such as \"10.0.0.1:8080\"."_s});
        row(u"{'type':'etcd','do':'elect'}"_s,
            {u"/do | \"do\" of etcd must be one of transfer-leadership and leader."_s});
        row(u"{'type':'load','path':'/','users':501,'limits':{'p96':'< 1'}}"_s,
            {u"/users | \"users\" of load must be a whole number from 1 to 500."_s,
             u"/limits/p96 | \"p96\" is not known to \"limits\"; did you mean \"p95\"?"_s});
        row(u"{'type':'promql','expr':'up','a/b~':1}"_s,
            {u"/a~1b~0 | \"a/b~\" is not known to promql; there are type, targets, service, timeout, within, secrets, "
             "expr, scope and pass."_s});
    }
    void complains()
    {
        QFETCH(QString, provider);
        QFETCH(QStringList, problems);
        QCOMPARE(said(json(provider)), problems);
    }

    void knowsWhatChangesNothing_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<bool>("expected");
        const auto row = [](const QString &provider, bool expected) {
            QTest::newRow(qPrintable(provider)) << provider << expected;
        };
        row(u"{'type':'promql','expr':'up'}"_s, false);
        row(u"{'type':'http','url':'a'}"_s, false);
        row(u"{'type':'http','url':'a','method':'get'}"_s, false);
        row(u"{'type':'http','url':'a','method':'HEAD'}"_s, false);
        row(u"{'type':'http','url':'a','method':'POST'}"_s, true);
        row(u"{'type':'http','url':'a','method':'${method}'}"_s, true);
        row(u"{'type':'http','url':'a','method':null}"_s, false);
        row(u"{'type':'process','path':'true'}"_s, true);
        row(u"{'type':'load','path':'/'}"_s, true);
        row(u"{'type':'lab','do':'fault'}"_s, true);
        row(u"{'type':'actuator-breaker','breaker':'a','state':'CLOSE'}"_s, true);
        row(u"{'type':'actuator-breaker','do':'read'}"_s, false);
        row(u"{'type':'actuator-breaker','do':null,'breaker':'a'}"_s, true);
        row(u"{'type':'actuator-cache'}"_s, true);
        row(u"{'type':'actuator-cache','do':'read'}"_s, false);
        row(u"{'type':'caddy','do':'health'}"_s, false);
        row(u"{'type':'etcd','do':'leader'}"_s, false);
        row(u"{'type':'haproxy','do':'servers'}"_s, false);
        row(u"{'type':'haproxy','do':'Servers'}"_s, true);
        row(u"{'type':'haproxy','do':['servers']}"_s, true);
        row(u"{'type':'haproxy','do':'${do}'}"_s, true);
        row(u"{'type':'haproxy','do':'leader'}"_s, true);
        row(u"{'type':'lab','do':'overview'}"_s, false);
        row(u"{'type':'process','do':'read','path':'true'}"_s, true);
        row(u"{'type':'redis','do':'role'}"_s, false);
        row(u"{'type':'varnish','do':'backends'}"_s, false);
        row(u"{'type':'varnish','do':'vcls'}"_s, false);
        row(u"{'type':'varnish','do':'lookup','path':'/'}"_s, false);
        row(u"{'type':'varnish','do':'health'}"_s, true);
        row(u"{'type':'no such thing','do':'read'}"_s, true);
        row(u"{'type':'no such thing'}"_s, true);
        row(u"{}"_s, true);
    }
    void knowsWhatChangesNothing()
    {
        QFETCH(QString, provider);
        QFETCH(bool, expected);
        QCOMPARE(mayChange(json(provider)), expected);
    }

    /// All that may be done without a permit, and every other `do` that there is needs one.
    void knowsEveryDoThatReads()
    {
        QStringList reading;
        for (const ProviderArguments &one : allProviderArguments()) {
            const auto what = std::ranges::find(one.arguments, u"do"_s, &ProviderArgument::name);
            const QStringList choices = what == one.arguments.end() ? QStringList() : what->choices;
            for (const QString &doing : choices + one.reads) {
                if (!mayChange({{u"type"_s, one.type}, {u"do"_s, doing}})) {
                    reading += QString(one.type + u' ' + doing);
                }
            }
            QCOMPARE(readsOf(one.type), one.reads);
        }
        reading.removeDuplicates();
        QCOMPARE(reading,
                 (QStringList{u"actuator-breaker read"_s, u"actuator-cache read"_s, u"caddy health"_s, u"etcd leader"_s,
                              u"haproxy servers"_s, u"lab overview"_s, u"redis role"_s, u"varnish backends"_s,
                              u"varnish vcls"_s, u"varnish lookup"_s}));
        QCOMPARE(readsOf(u"http"_s), QStringList());
        QCOMPARE(readsOf(u"nobody"_s), QStringList());
    }

    /// Each provider and each of its arguments is in docs/actions.md, and none is forgotten here.
    void isWhatTheDocumentSays()
    {
        QFile file(QStringLiteral(READYROOM_SOURCE_DIR "/docs/actions.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
        QStringList documented;
        for (const QString &line : lines) {
            if (!line.startsWith("| `"_L1)) {
                continue;
            }
            const QString name = line.section(u'`', 1, 1);
            const ProviderArguments *known = argumentsOf(name);
            if (!known) {
                continue; // another table
            }
            documented += name;
            for (const ProviderArgument &argument : known->arguments) {
                QVERIFY2(line.contains(u'`' + argument.name + u'`') || line.contains(u'`' + argument.name + u": "_s)
                             || line.contains(u" `"_s + argument.name),
                         qPrintable(QString(name + u": "_s + argument.name)));
            }
        }
        documented.sort();
        QCOMPARE(documented, providerNames());
    }

    void findsTheNearestWord()
    {
        const QStringList words{u"state"_s, u"backend"_s, u"server"_s};
        QCOMPARE(nearestWord(u"sate"_s, words), u"state"_s);
        QCOMPARE(nearestWord(u"Stat"_s, words), u"state"_s);
        QCOMPARE(nearestWord(u"frontend"_s, words), QString());
        QCOMPARE(nearestWord(QString(100, u's'), words), QString());
        QCOMPARE(nearestHint(u"x"_s, {}), u"."_s);
        QCOMPARE(nearestHint(u"x"_s, {u"only"_s}), u"; there is only only."_s);
    }
};

QTEST_APPLESS_MAIN(ProviderCheckTest)
#include "tst_providercheck.moc"
