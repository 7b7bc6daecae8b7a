// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace readyroom::security {

/// The principals that an allowed-signers file (ssh-keygen(1), "ALLOWED SIGNERS") names, in its order and each once, at
/// most a hundred: whom to ask ssh-keygen about. Whether one may sign is for ssh-keygen alone to say.
[[nodiscard]] QStringList principalsOf(const QByteArray &allowedSigners);

} // namespace readyroom::security
