// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace readyroom::async {

/// Lets the system take back what OpenSSL holds when the process ends. By itself OpenSSL frees it in an exit handler,
/// that of threads which are just ending, too, and these free it a second time: QThread::wait() returns before the C
/// library is done with a thread. Counts only before the first use of OpenSSL, libcurl or libpq, so at the start of
/// main(). See OPENSSL_INIT_NO_ATEXIT in OPENSSL_init_crypto(3).
void leaveOpenSslToTheSystem();

} // namespace readyroom::async
