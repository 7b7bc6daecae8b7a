// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/process/program.h"
#include "app/security/redactor.h"
#include "models/ports/error.h"

#include <QJsonObject>
#include <QString>

namespace readyroom::actions {

/// The program that `path` and `arguments` of `command` name, with `env` and `timeout` of `arguments`, the provider's.
/// Its path is absolute. Kind::Config with a sentence: there is no such program, or an argument makes no sense.
[[nodiscard]] Result<process::Program> programFrom(const QJsonObject &command, const QJsonObject &arguments);

/// What is started, exactly: variables of `env`, the program and its arguments, one a line. Secrets are blotted out.
[[nodiscard]] QString programText(const process::Program &program, const QJsonObject &env,
                                  const security::Redactor &redactor);
/// The same as a line for a POSIX shell; a secret is $SECRET.
[[nodiscard]] QString programLine(const process::Program &program, const QJsonObject &env,
                                  const security::Redactor &redactor);

} // namespace readyroom::actions
