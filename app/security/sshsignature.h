// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QByteArray>
#include <QCoroTask>
#include <QString>

#include <stop_token>
#include <vector>

/// OpenSSH signatures (PROTOCOL.sshsig of OpenSSH), made and checked by ssh-keygen, so that keys in files, in an agent
/// and on hardware tokens all work, and anybody can check them without Readyroom.
namespace readyroom::security {

/// "readyroom-<role>", which the option namespaces= of an allowed-signers file ties a key to.
[[nodiscard]] QString signatureNamespace(const QString &role);

struct SigningKey {
    QString file; ///< as ssh-keygen -f takes it: a private key, or a public key whose private one an agent has
    QString comment;
    QString fingerprint; ///< "SHA256:…"
    bool operator==(const SigningKey &) const = default;
};

/// The key pairs in ~/.ssh and what the agent holds.
[[nodiscard]] QCoro::Task<Result<std::vector<SigningKey>>> signingKeys(QString folder, std::stop_token stop = {});
[[nodiscard]] QCoro::Task<Result<QString>> fingerprintOf(QString keyFile, std::stop_token stop = {});

/// Signs the file, as `ssh-keygen -Y sign -n readyroom-<role> -f keyFile`, into `signatureFile`, which must not exist.
/// A key with a passphrase needs an agent or an askpass program (SSH_ASKPASS); without them Kind::Config says so.
[[nodiscard]] QCoro::Task<Result<void>> sign(QString file, QString role, QString keyFile, QString signatureFile,
                                             std::stop_token stop = {});

/// Whose signature it is: the first principal of the allowed-signers file that may sign in this namespace. Kind::Config
/// with a sentence when the signature does not hold, is of another namespace, or of nobody who is allowed.
[[nodiscard]] QCoro::Task<Result<QString>> verify(QString file, QString role, QString signatureFile,
                                                  QString allowedSigners, std::stop_token stop = {});

} // namespace readyroom::security
