// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/postgresserver.h"

#include "tests/integration/serverprocess.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <csignal>
#include <pwd.h>
#include <unistd.h>

namespace readyroom::test {

using namespace Qt::StringLiterals;

namespace {

const QString programs = u"/usr/lib/postgresql/15/bin/"_s;

bool isRoot()
{
    return ::geteuid() == 0;
}

} // namespace

PostgresServer::PostgresServer() = default;

PostgresServer::~PostgresServer()
{
    if (m_process && m_process->state() != QProcess::NotRunning) {
        thaw();
        ::kill(static_cast<pid_t>(m_process->processId()), SIGINT); // fast shutdown
        if (!m_process->waitForFinished(5000)) {
            kill();
        }
    }
}

QStringList PostgresServer::asUser(const QString &program, const QStringList &arguments) const
{
    // The signal at the death of the parent is forgotten when the user changes, so it is asked for behind that.
    QStringList command{u"setpriv"_s, u"--pdeathsig"_s, u"KILL"_s};
    if (isRoot()) {
        command += {u"--reuid=postgres"_s, u"--regid=postgres"_s, u"--clear-groups"_s};
    }
    return command + QStringList{programs + program} + arguments;
}

QString PostgresServer::run(QStringList command)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(u"/"_s);
    const QString program = command.takeFirst();
    process.start(program, command);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0) {
        return program + u' ' + command.join(u' ') + u": "_s + process.errorString() + u'\n'
            + QString::fromUtf8(process.readAll());
    }
    return {};
}

QString PostgresServer::init()
{
    if (!QFile::exists(programs + u"postgres"_s)) {
        return u"%1postgres is missing; on Debian it is in the package postgresql-15."_s.arg(programs);
    }
    if (isRoot()) {
        const passwd *const user = ::getpwnam("postgres");
        if (!user || ::chown(QFile::encodeName(m_dir.path()).constData(), user->pw_uid, user->pw_gid) != 0) {
            return u"There is no user postgres to run the server as."_s;
        }
    }
    const QString failed = run(asUser(u"initdb"_s,
                                      {u"-D"_s, m_dir.filePath(u"data"_s), u"--auth=trust"_s, u"--username=postgres"_s,
                                       u"--no-sync"_s, u"-E"_s, u"UTF8"_s, u"--locale=C"_s}));
    if (!failed.isEmpty()) {
        return failed;
    }
    m_port = freePort();
    if (const QString error = start(); !error.isEmpty()) {
        return error;
    }
    (void)sql(u"CREATE DATABASE journal"_s);
    return {};
}

QString PostgresServer::start()
{
    QString said;
    const QDeadlineTimer deadline(30'000);
    while (!deadline.hasExpired()) {
        m_process = std::make_unique<QProcess>();
        m_process->setProcessChannelMode(QProcess::MergedChannels);
        m_process->setWorkingDirectory(u"/"_s);
        QStringList command = asUser(u"postgres"_s,
                                     {u"-D"_s, m_dir.filePath(u"data"_s), u"-p"_s, QString::number(m_port), u"-c"_s,
                                      u"listen_addresses=127.0.0.1"_s, u"-c"_s,
                                      u"unix_socket_directories="_s + m_dir.path(), u"-c"_s, u"shared_buffers=16MB"_s});
        const QString program = command.takeFirst();
        m_process->start(program, command);
        while (!deadline.hasExpired() && !m_process->waitForFinished(50)) {
            if (run(asUser(u"pg_isready"_s, {u"-q"_s, u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_port)}))
                    .isEmpty()) {
                return {};
            }
        }
        said = QString::fromUtf8(m_process->readAll()).right(2000);
    }
    return u"PostgreSQL did not start: "_s + said;
}

void PostgresServer::kill()
{
    m_process->kill();
    m_process->waitForFinished();
}

void PostgresServer::signalAll(int signal) const
{
    const auto parent = QString::number(m_process->processId());
    static const QRegularExpression number(u"^[0-9]+$"_s);
    for (const QString &pid : QDir(u"/proc"_s).entryList(QDir::Dirs).filter(number)) {
        QFile stat(u"/proc/"_s + pid + u"/stat"_s);
        // "pid (name) state parent …"
        if (stat.open(QIODevice::ReadOnly)
            && QString::fromUtf8(stat.readAll()).section(u')', -1).section(u' ', 2, 2) == parent) {
            ::kill(pid.toInt(), signal);
        }
    }
    ::kill(static_cast<pid_t>(m_process->processId()), signal);
}

void PostgresServer::freeze()
{
    signalAll(SIGSTOP);
}

void PostgresServer::thaw()
{
    signalAll(SIGCONT);
}

fleet::StoreAddress PostgresServer::address(const QString &user) const
{
    return {.user = user, .host = u"127.0.0.1"_s, .port = m_port, .database = u"journal"_s};
}

QString PostgresServer::sql(const QString &statement) const
{
    QProcess psql;
    psql.setWorkingDirectory(u"/"_s);
    psql.start(programs + u"psql"_s,
               {u"-XAtq"_s, u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_port), u"-U"_s, u"postgres"_s, u"-d"_s,
                statement.startsWith("CREATE DATABASE"_L1) ? u"postgres"_s : u"journal"_s, u"-c"_s, statement});
    if (!psql.waitForFinished(20'000) || psql.exitCode() != 0) {
        qWarning("%s", psql.readAllStandardError().constData());
        return {};
    }
    return QString::fromUtf8(psql.readAllStandardOutput()).trimmed();
}

} // namespace readyroom::test
