// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/sshsentences.h"

#include "app/security/sshpublickey.h"

#include <QStringList>

namespace readyroom::security {

using namespace Qt::StringLiterals;

namespace {

/// The last line that says something.
QString lastLine(const QString &said)
{
    const QStringList lines = said.split(u'\n', Qt::SkipEmptyParts);
    return lines.isEmpty() ? u"it does not say why"_s : lines.last().trimmed();
}

QString signingSentence(const QString &said, const QString &keyFile, bool couldAsk)
{
    if (said.contains("incorrect passphrase"_L1)) {
        return couldAsk ? u"The passphrase given for the key %1 is not the right one."_s.arg(keyFile)
                        : u"The key %1 has a passphrase and nothing can ask for it; load it into ssh-agent with "
                          u"ssh-add, or name an "
                          "askpass program in SSH_ASKPASS."_s.arg(keyFile);
    }
    if (said.contains("agent refused operation"_L1)) {
        return u"The ssh-agent refused to sign with the key %1."_s.arg(keyFile);
    }
    if (said.contains("are too open"_L1)) {
        return u"The private key %1 may be read by others, so ssh-keygen does not use it; make it yours alone with "
               "chmod 600."_s.arg(keyFile);
    }
    if (said.contains("No private key found"_L1)) {
        return u"The private key of %1 is neither beside it nor in an ssh-agent."_s.arg(keyFile);
    }
    if (said.contains("Couldn't load public key"_L1)) {
        return u"There is no key in the file %1."_s.arg(keyFile);
    }
    return u"ssh-keygen could not sign with the key %1: %2."_s.arg(keyFile, lastLine(said));
}

QString verifyingSentence(const QString &said, const SshSignatureClaims &claims, const QString &nameSpace,
                          const QString &allowedSigners)
{
    if (claims.nameSpace != nameSpace) {
        return u"The signature was made for \"%1\", not for \"%2\"."_s.arg(claims.nameSpace, nameSpace);
    }
    const QString key = keyFingerprint(claims.keyBlob);
    if (said.contains("incorrect signature"_L1)) {
        return u"The signature does not fit the file: one of the two was changed after signing."_s;
    }
    if (said.contains("not permitted for use in signature namespace"_L1)) {
        return u"The key %1 that signed may not sign for \"%2\", says %3."_s.arg(key, nameSpace, allowedSigners);
    }
    if (said.contains("has expired"_L1)) {
        return u"The key %1 that signed may no longer sign: its line in %2 has expired."_s.arg(key, allowedSigners);
    }
    if (said.contains("not yet valid"_L1)) {
        return u"The key %1 that signed may not sign yet, says %2."_s.arg(key, allowedSigners);
    }
    // "F:1: invalid key", "F:2: bad options: unknown key option"
    if (said.contains(": invalid "_L1) || said.contains(": bad "_L1)) {
        return u"The key %1 that signed is not found in %2, which has a line that ssh-keygen does not understand: "
               "%3."_s.arg(key, allowedSigners, said.split(u'\n').first().trimmed());
    }
    if (said.contains("No principal matched"_L1)) {
        return u"The key %1 that signed stands in no line of %2."_s.arg(key, allowedSigners);
    }
    return u"The signature does not hold: %1."_s.arg(lastLine(said));
}

} // namespace

Error signingError(const QString &said, const QString &keyFile, bool couldAsk)
{
    return {Error::Kind::Config, signingSentence(said, keyFile, couldAsk), said, {}};
}

Error verifyingError(const QString &said, QByteArrayView signature, const QString &nameSpace,
                     const QString &allowedSigners)
{
    const std::optional<SshSignatureClaims> claims = signatureClaims(signature);
    return {Error::Kind::Config,
            claims ? verifyingSentence(said, *claims, nameSpace, allowedSigners)
                   : u"This is not a signature of OpenSSH."_s,
            said,
            {}};
}

} // namespace readyroom::security
