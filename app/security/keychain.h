// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/security/secret.h"
#include "models/ports/error.h"

#include <QCoroTask>
#include <QString>

#include <stop_token>

namespace readyroom::security {

/// Entries of Readyroom in the keychain belong to this service (in the Secret Service: the attribute `server`).
inline constexpr QLatin1StringView keychainService("readyroom");

/// Reads the entry `name` from the desktop's keychain (Secret Service or KWallet, by QtKeychain); the desktop may ask
/// the person to unlock it, so this takes as long as that takes. Await it on any thread with an event loop: QtKeychain
/// itself works on the main thread. Nothing is ever read from plain files instead. Errors: Kind::Config when there is
/// no such entry, Kind::Io when the keychain cannot be read (with a sentence that says what to do), Kind::Cancelled.
[[nodiscard]] QCoro::Task<Result<Secret>> readKeychain(QString name, std::stop_token stop = {});

} // namespace readyroom::security
