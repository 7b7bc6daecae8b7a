// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/security/redactor.h"
#include "models/ports/error.h"

#include <QString>

#include <cstddef>
#include <memory>

namespace spdlog {
class logger;
}

namespace readyroom::logs {

struct LogLimits {
    std::size_t bytes = std::size_t{5} * 1024 * 1024; ///< of one file; a line that does not fit begins the next
    std::size_t files = 5; ///< of one log, the current one included
};

/// $XDG_STATE_HOME/readyroom, or ~/.local/state/readyroom (XDG Base Directory Specification 0.8).
[[nodiscard]] QString logFolder();

/// Opens FOLDER/NAME.log for JSON lines without secrets; older files are NAME.1.log, NAME.2.log, … The folder is made
/// with mode 0700, files have 0600. Where another process writes to NAME.log already, NAME-2.log (…) is taken, because
/// two processes cannot rotate one file. Each line is on its way to the disk when the call that logged it returns.
/// Fails with Kind::Io and a sentence; a program then runs on without a log. Later failures (a full disk) lose lines
/// and nothing else.
[[nodiscard]] Result<std::shared_ptr<spdlog::logger>>
openLog(const QString &folder, const QString &name, const security::Redactor &redactor, LogLimits limits = {});
/// The same for a file that a person named.
[[nodiscard]] Result<std::shared_ptr<spdlog::logger>>
openLogFile(const QString &file, const security::Redactor &redactor, LogLimits limits = {});

} // namespace readyroom::logs
