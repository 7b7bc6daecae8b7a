// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/sshprogram.h"

#include "app/async/completion.h"

#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTimer>

#include <csignal>
#include <sys/types.h>
#include <unistd.h>

namespace readyroom::security {

using namespace Qt::StringLiterals;

namespace {

constexpr int killTime = 2000; ///< ms, for the kernel to take a killed process away

QProcessEnvironment environment()
{
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    all.insert(u"LC_ALL"_s, u"C"_s);
    // Without it OpenSSH asks only where there is an X display.
    all.insert(u"SSH_ASKPASS_REQUIRE"_s, hasAskpass() ? u"force"_s : u"never"_s);
    return all;
}

void prepare(QProcess &process, const SshRun &run)
{
    process.setProcessEnvironment(environment());
    process.setStandardInputFile(run.input.isEmpty() ? QProcess::nullDevice() : run.input);
    process.setChildProcessModifier([] { ::setsid(); });
}

/// With its whole session, which may have an askpass program in it.
void killAll(QProcess &process)
{
    if (const auto leader = static_cast<pid_t>(process.processId()); leader > 0) {
        ::kill(-leader, SIGKILL);
        process.kill();
        process.waitForFinished(killTime);
    }
}

Result<void> findProgram(const SshRun &run)
{
    if (QStandardPaths::findExecutable(run.program).isEmpty()) {
        return failure(
            Error::Kind::Io,
            u"The program %1 is missing; install OpenSSH's client (openssh-client in Debian)."_s.arg(run.program));
    }
    if (!run.input.isEmpty() && !QFileInfo(run.input).isReadable()) {
        return failure(Error::Kind::Io, u"The file %1 cannot be read."_s.arg(run.input));
    }
    return {};
}

} // namespace

bool hasAskpass()
{
    if (qgetenv("SSH_ASKPASS_REQUIRE") == "never") {
        return false;
    }
    const QString named = qEnvironmentVariable("SSH_ASKPASS");
    if (!named.isEmpty()) {
        return QFileInfo(named).isExecutable();
    }
    const bool hasDisplay = !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
    return hasDisplay && QFileInfo(u"/usr/bin/ssh-askpass"_s).isExecutable();
}

QCoro::Task<Result<SshOutput>> runSsh(SshRun run, std::stop_token stop)
{
    if (const Result<void> found = findProgram(run); !found) {
        co_return std::unexpected(found.error());
    }
    auto [promise, completion] = async::makeCompletion<int>();
    QProcess process;
    QTimer deadline;
    prepare(process, run);
    deadline.setSingleShot(true);
    QObject::connect(&process, &QProcess::finished, &process, [&](int code, QProcess::ExitStatus status) {
        promise.set(status == QProcess::NormalExit
                        ? Result<int>(code)
                        : failure(Error::Kind::Io, u"The program %1 was killed."_s.arg(run.program)));
    });
    QObject::connect(&process, &QProcess::errorOccurred, &process, [&](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            promise.set(failure(Error::Kind::Io,
                                u"The program %1 cannot be started: %2."_s.arg(run.program, process.errorString())));
        }
    });
    QObject::connect(&deadline, &QTimer::timeout, &process, [&] {
        promise.set(
            failure(Error::Kind::Timeout,
                    u"The program %1 has not ended within %2 seconds."_s.arg(run.program).arg(toSeconds(run.timeout))));
    });
    const std::stop_callback onStop(stop, [&] { promise.set(std::unexpected(async::cancelledError())); });
    process.start(run.program, run.arguments);
    deadline.start(run.timeout);
    const Result<int> exitCode = co_await completion;
    process.disconnect();
    if (!exitCode) {
        killAll(process);
        co_return std::unexpected(exitCode.error());
    }
    co_return SshOutput{.exitCode = *exitCode,
                        .out = process.readAllStandardOutput(),
                        .said = QString::fromUtf8(process.readAllStandardError())};
}

} // namespace readyroom::security
