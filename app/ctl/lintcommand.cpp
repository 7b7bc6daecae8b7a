// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/lint.h"
#include "app/ctl/commands.h"

namespace readyroom::ctl {

Result<Exit> lint(const LintArguments &arguments)
{
    QByteArray findings;
    for (const QString &file : arguments.files) {
        for (const Error &error : config::lint(file)) {
            if (error.kind == Error::Kind::Io) {
                return std::unexpected(error);
            }
            findings += config::toText(error).toUtf8() + '\n';
        }
    }
    if (const Result<void> printed = print(findings); !printed) {
        return std::unexpected(printed.error());
    }
    return findings.isEmpty() ? Exit::Fine : Exit::Findings;
}

} // namespace readyroom::ctl
