// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/varnishprocess.h"

#include <QFile>
#include <QProcess>

namespace readyroom::test {

using namespace Qt::StringLiterals;

namespace {

const QString helpful = uR"(
  if (req.method == "PURGE") {
    if (req.http.xkey-purge) {
      set req.http.n = xkey.purge(req.http.xkey-purge);
      return (synth(700));
    }
    if (req.http.xkey-softpurge) {
      set req.http.n = xkey.softpurge(req.http.xkey-softpurge);
      return (synth(200, "Invalidated " + req.http.n + " objects"));
    }
    return (purge);
  }
  if (req.method == "BAN") {
    if (std.ban(req.http.X-Ban-Expr)) { return (synth(200, "Ban added")); }
    return (synth(400, std.ban_error()));
  }
)"_s;
const QString closed = uR"(
  if (req.method != "GET") { return (synth(405, "Not allowed.")); }
)"_s;

} // namespace

VarnishProcess::VarnishProcess(quint16 originPort, quint16 sparePort, Manners manners)
    : m_originPort(originPort)
    , m_sparePort(sparePort)
    , m_manners(manners)
    , m_port(freePort())
    , m_adminPort(freePort())
{
}

QString VarnishProcess::vcl(const QString &version) const
{
    const QString rules = m_manners == Manners::Helpful ? helpful : m_manners == Manners::Closed ? closed : QString();
    return uR"(vcl 4.1;
import directors;
import std;
import xkey;
backend origin { .host = "127.0.0.1"; .port = "%1"; }
backend spare { .host = "127.0.0.1"; .port = "%2"; }
sub vcl_init {
  new any = directors.fallback();
  any.add_backend(origin);
  any.add_backend(spare);
}
sub vcl_recv {
  set req.backend_hint = any.backend();
%3
}
sub vcl_backend_response {
  set beresp.ttl = 1h;
  set beresp.grace = 1h;
  set beresp.http.x-url = bereq.url;
}
sub vcl_deliver { set resp.http.X-Version = "%4"; }
sub vcl_synth {
  if (resp.status == 700) {
    set resp.status = 200;
    set resp.http.Content-Type = "application/json";
    synthetic({"{"n":"} + req.http.n + "}");
    return (deliver);
  }
}
)"_s.arg(m_originPort)
        .arg(m_sparePort)
        .arg(rules, version);
}

QString VarnishProcess::write(const QString &name, const QString &text) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0) {
        return {};
    }
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return file.fileName();
}

QString VarnishProcess::start()
{
    const QString file = write(u"boot.vcl"_s, vcl(u"boot"_s));
    (void)write(u"secret"_s, u"a secret of this test\n"_s);
    // Not everybody has /usr/sbin in the PATH.
    m_process =
        std::make_unique<ServerProcess>(u"/usr/sbin/varnishd"_s,
                                        QStringList{u"-F"_s, u"-n"_s, m_folder.filePath(u"work"_s), u"-j"_s, u"none"_s,
                                                    u"-a"_s, u"127.0.0.1:%1"_s.arg(m_port), u"-T"_s, admin(), u"-S"_s,
                                                    secret(), u"-f"_s, file, u"-s"_s, u"malloc,32m"_s});
    return m_process->start(m_port);
}

QString VarnishProcess::load(const QString &name) const
{
    const QString file = write(name + u".vcl"_s, vcl(name));
    const QString said = ask({u"vcl.load"_s, name, file});
    return said.trimmed();
}

QString VarnishProcess::ask(const QStringList &command) const
{
    QProcess program;
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.start(u"varnishadm"_s, QStringList{u"-T"_s, admin(), u"-S"_s, secret()} + command);
    return program.waitForFinished(20'000) ? QString::fromUtf8(program.readAll()) : program.errorString();
}

} // namespace readyroom::test
