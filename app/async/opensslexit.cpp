// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/opensslexit.h"

#include <openssl/crypto.h>

namespace readyroom::async {

void leaveOpenSslToTheSystem()
{
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
}

} // namespace readyroom::async
