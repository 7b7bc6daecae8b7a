// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sshkit.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

namespace readyroom::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000; ///< ms

void forget(const char *variable)
{
    qunsetenv(variable);
}

QString readText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

SshKit::SshKit()
{
    for (const char *variable : {"SSH_AUTH_SOCK", "SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "DISPLAY", "WAYLAND_DISPLAY"}) {
        forget(variable);
    }
    const QString runtime = path(u"run"_s);
    QDir().mkpath(runtime);
    QFile::setPermissions(runtime, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    qputenv("XDG_RUNTIME_DIR", runtime.toUtf8());
}

SshKit::~SshKit()
{
    forget("SSH_AUTH_SOCK");
    forget("SSH_ASKPASS");
    if (m_agent.state() != QProcess::NotRunning) {
        m_agent.kill();
        m_agent.waitForFinished();
    }
}

QString SshKit::makeKey(const QString &name, const QString &passphrase) const
{
    const QString file = path(name);
    const Ran made =
        run(u"ssh-keygen"_s,
            {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, passphrase, u"-C"_s, name + u"@example.org"_s, u"-f"_s, file});
    return made.exitCode == 0 ? file : QString();
}

QString SshKit::publicKey(const QString &name) const
{
    return readText(path(name + u".pub"_s)).section(u' ', 0, 1);
}

QString SshKit::write(const QString &name, const QByteArray &content) const
{
    QFile file(path(name));
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName() : QString();
}

QString SshKit::allow(const QStringList &lines) const
{
    QString text = lines.join(u'\n') + u'\n';
    static const QRegularExpression placeholder(u"\\{(\\w+)\\}"_s);
    for (auto match = placeholder.match(text); match.hasMatch(); match = placeholder.match(text)) {
        text.replace(match.captured(0), publicKey(match.captured(1)));
    }
    return write(u"allowed_signers"_s, text.toUtf8());
}

void SshKit::useAskpass(const QString &passphrase) const
{
    const QString program =
        write(u"askpass"_s,
              "#!/bin/sh\necho \"$1\" >> '" + path(u"asked"_s).toUtf8() + "'\necho '" + passphrase.toUtf8() + "'\n");
    QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    qputenv("SSH_ASKPASS", program.toUtf8());
}

QString SshKit::asked() const
{
    return readText(path(u"asked"_s));
}

bool SshKit::startAgent()
{
    const QString socket = path(u"agent"_s);
    m_agent.start(u"ssh-agent"_s, {u"-D"_s, u"-a"_s, socket});
    if (!m_agent.waitForStarted() || !QTest::qWaitFor([&] { return QFileInfo::exists(socket); }, patience)) {
        return false;
    }
    qputenv("SSH_AUTH_SOCK", socket.toUtf8());
    return true;
}

bool SshKit::addToAgent(const QString &keyFile, const QString &passphrase) const
{
    useAskpass(passphrase);
    qputenv("SSH_ASKPASS_REQUIRE", "force");
    const Ran added = run(u"ssh-add"_s, {u"-q"_s, keyFile});
    forget("SSH_ASKPASS");
    forget("SSH_ASKPASS_REQUIRE");
    return added.exitCode == 0;
}

SshKit::Ran SshKit::run(const QString &program, const QStringList &arguments, const QString &input,
                        const QString &folder)
{
    QProcess process;
    process.setStandardInputFile(input.isEmpty() ? QProcess::nullDevice() : input);
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    if (!process.waitForFinished(patience) || process.exitStatus() != QProcess::NormalExit) {
        return {.out = {}, .error = process.errorString()};
    }
    return {.exitCode = process.exitCode(),
            .out = QString::fromUtf8(process.readAllStandardOutput()),
            .error = QString::fromUtf8(process.readAllStandardError())};
}

} // namespace readyroom::test
