// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QByteArrayView>
#include <QString>

/// What ssh-keygen says, in sentences for the user.
namespace readyroom::security {

/// Why it did not sign; `said` is its standard error.
[[nodiscard]] Error signingError(const QString &said, const QString &keyFile, bool couldAsk);

/// Why a signature does not hold for `nameSpace`. `said` is what ssh-keygen answered last.
[[nodiscard]] Error verifyingError(const QString &said, QByteArrayView signature, const QString &nameSpace,
                                   const QString &allowedSigners);

} // namespace readyroom::security
