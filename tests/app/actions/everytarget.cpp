// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/actions/everytarget.h"

#include "app/actions/respparser.h"
#include "models/drills/providerarguments.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace readyroom::test {

using namespace Qt::StringLiterals;
using Reply = TextServer::Reply;

namespace {

QByteArray recorded(const QString &name)
{
    QFile file(QStringLiteral(READYROOM_TEST_DATA) + u"/haproxy/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray bulk(const QByteArray &text)
{
    return '$' + QByteArray::number(text.size()) + "\r\n" + text + "\r\n";
}

QByteArray portOf(const FakeRedis &redis)
{
    return redis.address().section(u':', 1).toLatin1();
}

Reply replicaSays(const QByteArrayList &)
{
    return {"*5\r\n" + bulk("slave") + bulk("127.0.0.1") + ":1\r\n" + bulk("connected") + ":100\r\n"};
}

Reply masterSays(const QByteArrayList &words, const QByteArray &replicaPort)
{
    const QByteArray &word = words.first();
    if (word == "ROLE") {
        return {"*3\r\n$6\r\nmaster\r\n:100\r\n*1\r\n" + actions::respCommand({"127.0.0.1", replicaPort, "100"})};
    }
    if (word == "INFO") {
        return {bulk("role:master\r\nslave0:ip=127.0.0.1,port=" + replicaPort
                     + ",state=online,offset=100,lag=0\r\nmaster_failover_state:no-failover\r\n")};
    }
    if (word == "SCAN") {
        return {"*2\r\n$1\r\n0\r\n" + actions::respCommand({"k1", "k2"})};
    }
    return {word == "PTTL" ? ":-1\r\n" : word == "UNLINK" ? ":1\r\n" : "+OK\r\n"};
}

Reply sentinelSays(const QByteArrayList &words, const QByteArray &masterPort, const QByteArray &replicaPort)
{
    const QByteArray what = words.value(1);
    if (words.first() == "ROLE") {
        return {"*2\r\n$8\r\nsentinel\r\n" + actions::respCommand({"shop"})};
    }
    if (words.first() == "INFO") {
        return {bulk(what == "sentinel" ? "sentinel_masters:1\r\nmaster0:name=shop,status=ok,address=127.0.0.1:"
                             + masterPort + ",slaves=1,sentinels=1\r\n"
                                        : QByteArray())};
    }
    if (what == "MASTER") {
        return {actions::respCommand({"ip", "127.0.0.1", "port", masterPort, "flags", "master"})};
    }
    if (what == "REPLICAS") {
        return {"*1\r\n"
                + actions::respCommand({"ip", "127.0.0.1", "port", replicaPort, "flags", "slave", "slave-priority",
                                        "100", "master-link-status", "ok", "role-reported", "slave"})};
    }
    if (what == "GET-MASTER-ADDR-BY-NAME") {
        return {actions::respCommand({"127.0.0.1", masterPort})};
    }
    return {"+OK\r\n"};
}

Reply haproxySays(const QByteArray &line)
{
    return {line.startsWith("show") ? recorded(u"state.txt"_s) : QByteArray("\n"), Reply::Then::Close};
}

QByteArray framed(const QByteArray &body)
{
    return "200 " + QByteArray::number(body.size()).leftJustified(8) + '\n' + body + '\n';
}

Reply varnishSays(const QByteArray &line)
{
    if (line.startsWith("vcl.list")) {
        return {framed("[2, [\"vcl.list\", \"-j\"], 1.5,"
                       "{\"status\":\"active\",\"state\":\"auto\",\"temperature\":\"warm\",\"busy\":0,\"name\":\"v1\"},"
                       "{\"status\":\"available\",\"state\":\"auto\",\"temperature\":\"warm\",\"busy\":0,\"name\":"
                       "\"v2\"}]")};
    }
    if (line.startsWith("backend.list")) {
        return {
            framed("[3, [\"backend.list\", \"-j\"], 1.5, {"
                   "\"v1.one\":{\"type\":\"backend\",\"admin_health\":\"probe\",\"probe_message\":[3,3,\"healthy\"]},"
                   "\"v1.two\":{\"type\":\"backend\",\"admin_health\":\"probe\",\"probe_message\":[3,3,"
                   "\"healthy\"]}}]")};
    }
    return {framed("")};
}

/// A request that only looks.
bool looks(const QByteArray &head)
{
    return head.startsWith("GET ") || head.startsWith("HEAD ") || head.startsWith("POST /v3/cluster/member/list ")
        || head.startsWith("POST /v3/maintenance/status ");
}

bool looks(const QByteArrayList &words)
{
    static const QByteArrayList looking{"ROLE", "INFO", "PTTL", "SCAN"};
    static const QByteArrayList ofSentinel{"MASTER", "REPLICAS", "GET-MASTER-ADDR-BY-NAME", "CKQUORUM"};
    return looking.contains(words.first()) || (words.first() == "SENTINEL" && ofSentinel.contains(words.value(1)));
}

} // namespace

EveryTarget::EveryTarget()
    : m_replica(&replicaSays)
    , m_master([this](const QByteArrayList &words) { return masterSays(words, portOf(m_replica)); })
    , m_sentinel(
          [this](const QByteArrayList &words) { return sentinelSays(words, portOf(m_master), portOf(m_replica)); })
    , m_haproxy(&haproxySays)
    , m_varnish(&varnishSays, framed("Varnish"))
{
    addHttpRows();
    addActuatorRows();
    addCaddyRows();
    addEtcdRows();
    addVarnishRows();
    addSocketRows();
    addRedisRows();
}

void EveryTarget::add(const QString &provider, const QString &target, const QByteArray &arguments, const QString &how)
{
    QJsonObject json = QJsonDocument::fromJson(QByteArray(arguments).replace('\'', '"')).object();
    json.insert("timeout"_L1, u"500ms"_s);
    const QString what = json.value("do"_L1).toString();
    const bool isOrder = provider != "lab"_L1 ? !what.isEmpty() : drills::readsOf(provider).contains(what);
    m_rows.push_back({(isOrder ? QString(provider + u' ' + what) : provider) + how,
                      {.provider = provider, .target = target, .arguments = json}});
}

void EveryTarget::addHttpRows()
{
    m_http.on("/thing", HostileServer::answer("done"));
    add(u"http"_s, url(""), "{'method':'POST','path':'/thing'}");
    add(u"http"_s, url(""), "{'method':'GET','path':'/thing','headers':{'X-HTTP-Method-Override':'DELETE'}}",
        u" by a GET"_s);
    m_loaded.on("/p", HostileServer::answer("ok"));
    add(u"load"_s, m_loaded.url("").toString(), "{'path':'/p','users':2,'duration':'1s'}");
    m_http.on("/lab/x", HostileServer::answer("{\"mode\":\"CP\",\"staleness_bound_ms\":5000}"));
    m_http.on("/lab/x/choices?action=mode&argument=mode", HostileServer::answer("{\"choices\":[]}"));
    m_http.on("/lab/x/mode", HostileServer::answer("{\"mode\":\"AP\"}"));
    add(u"lab"_s, url("/lab/x"), "{'do':'mode','body':{'mode':'AP'}}");
    add(u"lab"_s, url("/lab/x"), "{'do':'overview','at':'/mode'}");
    add(u"process"_s, {}, "{'path':'touch','arguments':['" + m_folder.filePath(u"made"_s).toUtf8() + "']}");
}

void EveryTarget::addActuatorRows()
{
    m_http.on("/actuator/caches", HostileServer::answer("{\"cacheManagers\":{\"one\":{\"caches\":{\"prices\":{}}}}}"));
    m_http.on("/actuator/caches/prices", HostileServer::answer("", "", "204 No Content"));
    m_http.on("/actuator/metrics/cache.size", HostileServer::answer("", "", "404 Not Found"));
    add(u"actuator-cache"_s, url(""), "{'cache':'prices'}");
    add(u"actuator-cache"_s, url(""), "{'do':'read','cache':'prices'}");
    m_http.on("/actuator/circuitbreakers",
              HostileServer::answer("{\"circuitBreakers\":{\"a\":{\"state\":\"CLOSED\"}}}"));
    m_http.on("/actuator/circuitbreakers/a", HostileServer::answer("{\"currentState\":\"FORCED_OPEN\"}"));
    add(u"actuator-breaker"_s, url(""), "{'breaker':'a','state':'FORCE_OPEN'}");
    // Whatever else is written beside it.
    add(u"actuator-breaker"_s, url(""), "{'do':'read','breaker':'a','state':'FORCE_OPEN'}");
}

void EveryTarget::addCaddyRows()
{
    const QByteArray config = "{'apps':{'http':{'servers':{'web':{'listen':[':80']}}}}}";
    m_http.on("/caddy/id/rp/upstreams", HostileServer::answer("[{\"dial\":\"a:1\"}]", "ETag: \"1\"\r\n"));
    m_http.on("/caddy/reverse_proxy/upstreams", HostileServer::answer("[]"));
    m_http.on("/caddy/metrics", HostileServer::answer("# nothing\n"));
    m_http.on("/caddy/config/", HostileServer::answer(QByteArray(config).replace('\'', '"'), "ETag: \"1\"\r\n"));
    add(u"caddy"_s, url("/caddy"), "{'do':'upstreams','id':'rp','upstreams':['b:2']}");
    add(u"caddy"_s, url("/caddy"), "{'do':'load','config':" + QByteArray(config).replace(":80", ":81") + "}");
    add(u"caddy"_s, url("/caddy"), "{'do':'health','id':'rp','upstreams':['b:2']}");
}

void EveryTarget::addEtcdRows()
{
    const QByteArray second = m_secondMember.url("").toEncoded();
    const QByteArray members = "{\"members\":[{\"ID\":\"1\",\"name\":\"n1\",\"clientURLs\":[\""
        + m_http.url("").toEncoded() + "\"]},{\"ID\":\"2\",\"name\":\"n2\",\"clientURLs\":[\"" + second + "\"]}]}";
    const auto status = [](const QByteArray &id) {
        return HostileServer::answer("{\"header\":{\"member_id\":\"" + id + "\"},\"leader\":\"1\"}");
    };
    m_http.on("/v3/cluster/member/list", HostileServer::answer(members));
    m_http.on("/v3/maintenance/status", status("1"));
    m_secondMember.on("/v3/maintenance/status", status("2"));
    m_http.on("/v3/maintenance/transfer-leadership", HostileServer::answer("{}"));
    add(u"etcd"_s, url(""), "{'do':'transfer-leadership'}");
    add(u"etcd"_s, url(""), "{'do':'leader','to':'n2'}");
}

void EveryTarget::addVarnishRows()
{
    for (const QByteArray &path : {"/a", "/"}) {
        m_http.on(path, HostileServer::answer("a", "X-Varnish: 9 5\r\nAge: 30\r\n"));
    }
    add(u"varnish"_s, url(""), "{'do':'purge','path':'/a'}");
    add(u"varnish"_s, url(""), "{'do':'ban','expr':'obj.http.x-url ~ a','path':'/a'}");
    add(u"varnish"_s, url(""), "{'do':'xkey','key':'k','path':'/a'}");
    add(u"varnish"_s, url(""), "{'do':'softpurge','key':'k','path':'/a'}");
    add(u"varnish"_s, url(""), "{'do':'lookup','path':'/a'}");
    add(u"varnish"_s, m_varnish.tcp(), "{'do':'use','vcl':'v2'}");
    add(u"varnish"_s, m_varnish.tcp(), "{'do':'vcls','vcl':'v2'}");
    add(u"varnish"_s, m_varnish.tcp(), "{'do':'backends','backend':'v1.one','health':'sick'}");
    add(u"varnish"_s, m_varnish.tcp(), "{'do':'health','backend':'v1.one','health':'sick'}");
}

void EveryTarget::addSocketRows()
{
    m_http.on("/haproxy?stats;csv", HostileServer::answer(recorded(u"stats.csv"_s)));
    m_http.on("/haproxy?stats", HostileServer::answer("", "Location: /haproxy?stats;st=DONE\r\n", "303 See Other"));
    const QByteArray state = "{'do':'state','backend':'st','server':'t1','state':'drain'}";
    add(u"haproxy"_s, m_haproxy.tcp(), state);
    add(u"haproxy"_s, m_haproxy.local(), state, u" by a Unix socket"_s);
    add(u"haproxy"_s, url("/haproxy?stats"), state, u" by the page"_s);
    add(u"haproxy"_s, m_haproxy.tcp(), "{'do':'weight','backend':'st','server':'t1','weight':5}");
    const QByteArray servers = "{'do':'servers','backend':'st','server':'t1','state':'drain','weight':5}";
    add(u"haproxy"_s, m_haproxy.tcp(), servers);
    add(u"haproxy"_s, m_haproxy.local(), servers, u" by a Unix socket"_s);
    add(u"haproxy"_s, url("/haproxy?stats"), servers, u" by the page"_s);
}

void EveryTarget::addRedisRows()
{
    add(u"redis"_s, m_master.address(), "{'do':'delete','key':'k1'}");
    add(u"redis"_s, m_master.address(), "{'do':'delete-pattern','pattern':'k*'}");
    add(u"redis"_s, m_master.address(), "{'do':'failover'}");
    add(u"redis"_s, m_sentinel.address(), "{'do':'sentinel-failover','master':'shop'}");
    add(u"redis"_s, m_master.address(), "{'do':'role','key':'k1'}");
    add(u"redis"_s, m_sentinel.address(), "{'do':'role','master':'shop'}", u" of a Sentinel"_s);
}

fleet::Fleet EveryTarget::fleet() const
{
    fleet::Fleet fleet;
    fleet.environments = {{.name = u"lab"_s, .confirm = fleet::Environment::Confirm::Click}};
    fleet.services = {{.name = u"loaded"_s, .environment = u"lab"_s, .instances = {m_loaded.url("")}}};
    return fleet;
}

qsizetype EveryTarget::asked() const
{
    qsizetype asked = 0;
    for (const HostileServer *const server : {&m_http, &m_loaded, &m_secondMember}) {
        asked += server->requests().size();
    }
    for (const FakeRedis *const server : {&m_master, &m_replica, &m_sentinel}) {
        asked += qsizetype(server->commands().size());
    }
    return asked + m_haproxy.lines().size() + m_varnish.lines().size();
}

QStringList EveryTarget::changes() const
{
    QStringList changes;
    for (const HostileServer *const server : {&m_http, &m_secondMember}) {
        for (const QByteArray &head : server->requests()) {
            changes += looks(head) && !head.contains("Override") ? QStringList() : QStringList(QString::fromUtf8(head));
        }
    }
    for (const QByteArray &head : m_loaded.requests()) {
        changes += QString::fromUtf8(head); // a load burdens, whatever it asks for
    }
    for (const FakeRedis *const server : {&m_master, &m_replica, &m_sentinel}) {
        for (const QByteArrayList &words : server->commands()) {
            changes += looks(words) ? QStringList() : QStringList(QString::fromUtf8(words.join(' ')));
        }
    }
    for (const TextServer *const server : {&m_haproxy, &m_varnish}) {
        for (const QByteArray &line : server->lines()) {
            const bool looking =
                line.startsWith("show ") || line.startsWith("vcl.list") || line.startsWith("backend.list");
            changes += looking ? QStringList() : QStringList(QString::fromUtf8(line));
        }
    }
    if (QFile::exists(m_folder.filePath(u"made"_s))) {
        changes += u"a file was made"_s;
    }
    return changes;
}

} // namespace readyroom::test
