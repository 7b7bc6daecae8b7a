// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QByteArray>
#include <QCoroTask>
#include <QString>
#include <QStringList>

#include <stop_token>

namespace readyroom::security {

/// One run of a program of OpenSSH.
struct SshRun {
    QString program; ///< "ssh-keygen", "ssh-add": looked for in PATH
    QStringList arguments; ///< as they are, never through a shell
    QString input = {}; ///< a file for standard input; empty: nothing
    Duration timeout{std::chrono::seconds{20}};
};

struct SshOutput {
    int exitCode = 0;
    QByteArray out = {};
    QString said = {}; ///< on standard error, in English
};

/// Whether a program is there that asks for a passphrase: the one that SSH_ASKPASS names, or OpenSSH's own on a
/// display. SSH_ASKPASS_REQUIRE=never is heeded.
[[nodiscard]] bool hasAskpass();

/// Runs it in a session of its own, so that it cannot ask on the terminal, only through an askpass program. When time
/// is over or a stop is requested it is killed with all it has started. Kind::Io with a sentence when the program is
/// missing, Kind::Timeout, Kind::Cancelled; an exit code other than 0 is no error here. Await it on any thread with an
/// event loop.
[[nodiscard]] QCoro::Task<Result<SshOutput>> runSsh(SshRun run, std::stop_token stop = {});

} // namespace readyroom::security
