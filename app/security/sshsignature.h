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

/// The key pairs in `folder`, which is ~/.ssh, and then what the agent holds besides; for these a file of the public
/// key is kept in the runtime folder of this account. Certificates are left out. An agent that does not answer has no
/// keys.
[[nodiscard]] QCoro::Task<Result<std::vector<SigningKey>>> signingKeys(QString folder, std::stop_token stop = {});
/// "SHA256:…" of a key file. Kind::Config when it is none.
[[nodiscard]] QCoro::Task<Result<QString>> fingerprintOf(QString keyFile, std::stop_token stop = {});

/// Signs the file, as `ssh-keygen -Y sign -n readyroom-<role> -f keyFile`, into `signatureFile`, which must not exist.
/// A key with a passphrase needs an agent that holds it or an askpass program (SSH_ASKPASS); without them Kind::Config
/// says so, because nothing is ever asked on a terminal. Kind::Config, too, when the key cannot sign, with a sentence;
/// Kind::Io when ssh-keygen is missing or a file cannot be read or written; Kind::Timeout when nobody has typed the
/// passphrase or touched the token within three minutes.
[[nodiscard]] QCoro::Task<Result<void>> sign(QString file, QString role, QString keyFile, QString signatureFile,
                                             std::stop_token stop = {});

/// Whose signature it is: the first principal of the allowed-signers file who may sign in this namespace now.
/// Kind::Config with a sentence when the signature does not hold, is of another namespace, or of nobody who is allowed.
/// Kind::Io when ssh-keygen is missing or a file cannot be read: then nothing is known of the signature.
[[nodiscard]] QCoro::Task<Result<QString>> verify(QString file, QString role, QString signatureFile,
                                                  QString allowedSigners, std::stop_token stop = {});

} // namespace readyroom::security
