// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/evidence.h"
#include "models/readiness/evidencespec.h"

#include <QByteArray>
#include <QProcessEnvironment>

namespace readyroom::evidence {

/// What a program did that has ended by itself.
struct CommandResult {
    int exitCode = 0;
    QByteArray output = {}; ///< standard output, capped
    QByteArray errors = {}; ///< standard error, capped
};

[[nodiscard]] readiness::Evidence judgeCommand(const readiness::CommandEvidence &spec, const CommandResult &result);

/// What a program gets of our environment: where it finds things and how it speaks (PATH, HOME, USER, LANG, LC_*, TZ,
/// TMPDIR, XDG_*, KUBECONFIG, SSL_CERT_*, proxies). Everything else stays here, secrets that `env:` names among it.
[[nodiscard]] QProcessEnvironment commandEnvironment(const QProcessEnvironment &ours);

} // namespace readyroom::evidence
