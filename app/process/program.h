// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/security/permit.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QByteArray>
#include <QCoroTask>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <stop_token>

/// Programs of this machine: started without a shell, bounded in time and output, and ended with all they started.
namespace readyroom::process {

/// One program and what it is given. Standard input is empty.
struct Program {
    QString path; ///< looked for in PATH unless there is a slash in it
    QStringList arguments = {}; ///< as they are
    QProcessEnvironment environment = {}; ///< all of it; see passedOn()
    Duration timeout{std::chrono::seconds{60}};
};

/// What a program did that has ended by itself.
struct ProgramResult {
    int exitCode = 0;
    QByteArray output = {}; ///< standard output, its first 64 KiB
    QByteArray errors = {}; ///< standard error, likewise
};

/// What a program gets of our environment: where it finds things and how it speaks (PATH, HOME, USER, LANG, LC_*, TZ,
/// TMPDIR, XDG_*, KUBECONFIG, SSL_CERT_*, proxies). Everything else stays here, secrets that `env:` names among it.
[[nodiscard]] QProcessEnvironment passedOn(const QProcessEnvironment &ours);

/// Runs a program in a session of its own. It is killed with everything that it has started at its timeout
/// (Kind::Timeout) and when a stop is requested (Kind::Cancelled). Kind::Io with a sentence when it cannot be started
/// or was killed; an exit code other than 0 is no error. The permit is looked at as the last thing before it starts;
/// when it is void, Kind::Unsupported. Await it on any thread with an event loop.
///
/// `started`, when given, becomes true with the program, and is used before the task completes only.
[[nodiscard]] QCoro::Task<Result<ProgramResult>> run(Program program, security::Permit permit, std::stop_token stop,
                                                     bool *started = nullptr);

/// The same without a permit, for what its author has declared to change nothing: a dry run, or a look at what was
/// done.
[[nodiscard]] QCoro::Task<Result<ProgramResult>> look(Program program, std::stop_token stop);

} // namespace readyroom::process
