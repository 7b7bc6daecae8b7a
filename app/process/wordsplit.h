// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QString>
#include <QStringList>

namespace readyroom::process {

/// The words of a command line as a POSIX shell quotes them ('…', "…", \), and nothing else of a shell: where one
/// would do more than that (a pipe, a redirection, a variable, a pattern, a second command), it is Kind::Config with a
/// sentence, because a word that is passed on as it stands would mean something else. So is a quote without its end.
[[nodiscard]] Result<QStringList> splitWords(const QString &line);

} // namespace readyroom::process
