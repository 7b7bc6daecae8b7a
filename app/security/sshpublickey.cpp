// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/sshpublickey.h"

#include <QCryptographicHash>
#include <QList>
#include <QtEndian>

namespace readyroom::security {

using namespace Qt::StringLiterals;

namespace {

/// Takes the parts of the wire format of SSH (RFC 4251, section 5) one after the other.
class WireReader final {
public:
    explicit WireReader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] std::optional<QByteArrayView> bytes(qsizetype count)
    {
        if (m_bytes.size() < count) {
            return std::nullopt;
        }
        const QByteArrayView taken = m_bytes.first(count);
        m_bytes = m_bytes.sliced(count);
        return taken;
    }

    [[nodiscard]] std::optional<quint32> number()
    {
        const auto taken = bytes(sizeof(quint32));
        return taken ? std::optional(qFromBigEndian<quint32>(taken->data())) : std::nullopt;
    }

    [[nodiscard]] std::optional<QByteArrayView> string()
    {
        const auto length = number();
        return length ? bytes(*length) : std::nullopt;
    }

private:
    QByteArrayView m_bytes;
};

std::optional<QByteArray> decoded(const QByteArray &base64)
{
    const auto result = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    return result ? std::optional(*result) : std::nullopt;
}

} // namespace

std::optional<SshPublicKey> publicKeyFromLine(QByteArrayView line)
{
    const QByteArray text = line.toByteArray().trimmed();
    const QList<QByteArray> words = text.split(' ');
    if (words.size() < 2 || words[0].contains("-cert-v")) {
        return std::nullopt;
    }
    const std::optional<QByteArray> blob = decoded(words[1]);
    const auto type = blob ? WireReader(*blob).string() : std::nullopt;
    if (!type || *type != words[0]) {
        return std::nullopt;
    }
    return SshPublicKey{.type = words[0],
                        .blob = *blob,
                        .comment = QString::fromUtf8(text.sliced(words[0].size() + 1 + words[1].size()).trimmed())};
}

QByteArray lineOf(const SshPublicKey &key)
{
    return key.type + ' ' + key.blob.toBase64() + '\n';
}

QString keyFingerprint(QByteArrayView blob)
{
    const QByteArray digest = QCryptographicHash::hash(blob.toByteArray(), QCryptographicHash::Sha256);
    return u"SHA256:"_s + QString::fromLatin1(digest.toBase64(QByteArray::OmitTrailingEquals));
}

std::optional<SshSignatureClaims> signatureClaims(QByteArrayView armored)
{
    constexpr QByteArrayView begin("-----BEGIN SSH SIGNATURE-----");
    constexpr QByteArrayView end("-----END SSH SIGNATURE-----");
    const QByteArray text = armored.toByteArray().trimmed();
    if (!text.startsWith(begin) || !text.endsWith(end) || text.size() < begin.size() + end.size()) {
        return std::nullopt;
    }
    const std::optional<QByteArray> blob =
        decoded(text.sliced(begin.size()).chopped(end.size()).replace('\n', "").replace('\r', ""));
    if (!blob) {
        return std::nullopt;
    }
    WireReader reader(*blob);
    const auto magic = reader.bytes(6);
    const auto version = magic && *magic == "SSHSIG" ? reader.number() : std::nullopt;
    const auto key = version == 1U ? reader.string() : std::nullopt;
    const auto nameSpace = key ? reader.string() : std::nullopt;
    if (!nameSpace) {
        return std::nullopt;
    }
    return SshSignatureClaims{.keyBlob = key->toByteArray(), .nameSpace = QString::fromUtf8(*nameSpace)};
}

} // namespace readyroom::security
