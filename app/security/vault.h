// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/security/keychain.h"
#include "app/security/redactor.h"
#include "models/fleet/fleet.h"

#include <QCoroTask>

#include <functional>
#include <stop_token>

namespace readyroom::security {

/// Fetches the secrets that a fleet file names, and makes each known to the redactor before anybody sees it. Keeps
/// none.
class Vault final {
public:
    enum class Shape {
        Line, ///< goes into a header, so a line break is refused
        Pem ///< a private key
    };
    using ReadKeychain = std::function<QCoro::Task<Result<Secret>>(QString name, std::stop_token stop)>;

    explicit Vault(const Redactor &redactor = {}, ReadKeychain keychain = &readKeychain);

    /// Await it on any thread with an event loop. A file is read on a thread of the global pool; errors are those of
    /// secretFromEnvironment(), secretFromFile() and readKeychain(), and Kind::Config when the secret has another
    /// shape. No error holds the secret.
    [[nodiscard]] QCoro::Task<Result<Secret>> resolve(fleet::SecretRef ref, Shape shape,
                                                      std::stop_token stop = {}) const;

    [[nodiscard]] const Redactor &redactor() const { return m_redactor; }

private:
    Redactor m_redactor;
    ReadKeychain m_keychain;
};

} // namespace readyroom::security
