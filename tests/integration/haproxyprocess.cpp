// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/haproxyprocess.h"

#include <QFile>
#include <QLocalSocket>

namespace readyroom::test {

using namespace Qt::StringLiterals;

HaproxyProcess::HaproxyProcess(std::vector<Backend> backends)
    : m_backends(std::move(backends))
    , m_port(freePort())
    , m_socketPort(freePort())
{
}

QString HaproxyProcess::configuration() const
{
    QString text = uR"(global
  stats socket ipv4@127.0.0.1:%1 level admin
  stats socket %2 mode 600 level admin
  stats socket %3 mode 600 level user
  nbthread 1
defaults
  mode http
  timeout connect 1s
  timeout client 5s
  timeout server 5s
  default-server check inter 200ms fastinter 100ms downinter 200ms fall 2 rise 2
frontend front
  bind 127.0.0.1:%4
  stats enable
  stats uri /stats
  stats admin if { path_beg /stats }
  use_backend look if { path_beg /look }
  default_backend %5
backend look
  stats enable
  stats uri /look
)"_s.arg(m_socketPort)
                       .arg(unixSocket(), userSocket())
                       .arg(m_port)
                       .arg(m_backends.front().name);
    for (const Backend &backend : m_backends) {
        text += u"backend %1\n  balance %2\n  option httpchk GET /health\n"_s.arg(backend.name, backend.balance);
        for (const Server &server : backend.servers) {
            text += u"  server %1 127.0.0.1:%2 weight %3%4\n"_s.arg(server.name)
                        .arg(server.port)
                        .arg(server.weight)
                        .arg(server.backup ? u" backup"_s : QString());
        }
    }
    return text;
}

QString HaproxyProcess::start()
{
    QFile file(m_folder.filePath(u"haproxy.cfg"_s));
    if (!file.open(QIODevice::WriteOnly)) {
        return file.errorString();
    }
    file.write(configuration().toUtf8());
    file.close();
    // Not everybody has /usr/sbin in the PATH.
    m_process =
        std::make_unique<ServerProcess>(u"/usr/sbin/haproxy"_s, QStringList{u"-db"_s, u"-f"_s, file.fileName()});
    return m_process->start(m_port);
}

QString HaproxyProcess::page() const
{
    return u"http://127.0.0.1:%1/stats"_s.arg(m_port);
}

QString HaproxyProcess::readOnlyPage() const
{
    return u"http://127.0.0.1:%1/look"_s.arg(m_port);
}

QString HaproxyProcess::tcpSocket() const
{
    return u"127.0.0.1:%1"_s.arg(m_socketPort);
}

QString HaproxyProcess::ask(const QString &command) const
{
    QLocalSocket socket;
    socket.connectToServer(unixSocket());
    socket.write(command.toUtf8() + '\n');
    QByteArray reply;
    while (socket.waitForReadyRead(5000)) {
        reply += socket.readAll();
    }
    return QString::fromUtf8(reply);
}

QString HaproxyProcess::stateOf(const QString &backend, const QString &server) const
{
    for (const QString &line : ask(u"show servers state "_s + backend).split(u'\n')) {
        const QStringList fields = line.split(u' ');
        if (fields.value(3) == server) {
            return fields.mid(5, 3).join(u' ');
        }
    }
    return {};
}

} // namespace readyroom::test
