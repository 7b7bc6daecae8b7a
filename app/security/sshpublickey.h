// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace readyroom::security {

/// A public key of OpenSSH.
struct SshPublicKey {
    QByteArray type; ///< "ssh-ed25519"
    QByteArray blob; ///< as in RFC 4253, section 6.6
    QString comment = {};
    bool operator==(const SshPublicKey &) const = default;
};

/// Reads a line "TYPE BASE64 [COMMENT]", as it stands in id_ed25519.pub and as `ssh-add -L` prints it. Absent for
/// anything else, and for certificates, which sign nothing by themselves.
[[nodiscard]] std::optional<SshPublicKey> publicKeyFromLine(QByteArrayView line);
/// The reverse, without the comment.
[[nodiscard]] QByteArray lineOf(const SshPublicKey &key);

/// "SHA256:…" as OpenSSH shows it: base64 without padding.
[[nodiscard]] QString keyFingerprint(QByteArrayView blob);

/// What a signature (PROTOCOL.sshsig) says of itself. Nothing here is verified: for sentences only.
struct SshSignatureClaims {
    QByteArray keyBlob;
    QString nameSpace;
    bool operator==(const SshSignatureClaims &) const = default;
};
/// Of an armored signature; absent when it is none.
[[nodiscard]] std::optional<SshSignatureClaims> signatureClaims(QByteArrayView armored);

} // namespace readyroom::security
