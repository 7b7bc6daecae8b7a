// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/event.h"

namespace readyroom::storage {

/// The account this program runs under, the name of this machine, and the fingerprint of the SSH key whose public half
/// the environment variable READYROOM_SSH_KEY names as a file. Without that, or when it holds no key, no fingerprint: a
/// key is configured, not guessed.
[[nodiscard]] journal::Operator localOperator();

/// "SHA256:…" as `ssh-keygen -l` prints it, of one line of a public key file (`ssh-ed25519 AAAA… comment`); empty when
/// that is none.
[[nodiscard]] QString sshFingerprint(QByteArrayView publicKey);

} // namespace readyroom::storage
