// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace readyroom::journal {

/// SHA-256 by OpenSSL's libcrypto (docs/decisions/0008); 32 bytes.
[[nodiscard]] QByteArray sha256(QByteArrayView bytes);

} // namespace readyroom::journal
