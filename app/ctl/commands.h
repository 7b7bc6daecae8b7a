// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/arguments.h"

#include <QCoroTask>

#include <stop_token>

namespace readyroom::ctl {

/// What a command ends with, as documented in readyroomctl(1). A failure is exit code 2 and its sentence. A requested
/// stop (SIGINT, SIGTERM) ends a watch with Fine and any other command with Kind::Cancelled.
enum class Exit { Fine = 0, Findings = 1, Conditional = 3 };

[[nodiscard]] QCoro::Task<Result<Exit>> status(StatusArguments arguments, std::stop_token stop);
[[nodiscard]] QCoro::Task<Result<Exit>> query(QueryArguments arguments, std::stop_token stop);
[[nodiscard]] Result<Exit> lint(const LintArguments &arguments);
/// GO is Fine, NO-GO Findings.
[[nodiscard]] QCoro::Task<Result<Exit>> gate(GateArguments arguments, std::stop_token stop);

/// What `journal list|verify|export` does with a store, which must outlive it.
[[nodiscard]] QCoro::Task<Result<Exit>> journalCommand(JournalStore &store, JournalArguments arguments, Timestamp now,
                                                       std::stop_token stop);
/// The same with the journal file that is asked for, which is only read.
[[nodiscard]] QCoro::Task<Result<Exit>> journalFile(JournalArguments arguments, std::stop_token stop);

/// Whether the signatures of a sign-off hold and nothing of it was changed; tells all that it finds.
[[nodiscard]] QCoro::Task<Result<Exit>> signOffVerify(SignOffArguments arguments, std::stop_token stop);

/// Runs a drill or a button, shows what one would do, or lists them. Of a run: Fine when it completed and did not
/// deviate, Findings when it did not and everything was put back, Conditional when something could not be put back. A
/// requested stop aborts the run, and the command ends after its rollbacks.
[[nodiscard]] QCoro::Task<Result<Exit>> drill(DrillArguments arguments, std::stop_token stop);

/// Writes to standard output and flushes. Kind::Io when nobody reads it any more.
[[nodiscard]] Result<void> print(const QByteArray &text);
/// Says a sentence on standard error, after the name of the program.
void warn(const QString &sentence);

} // namespace readyroom::ctl
