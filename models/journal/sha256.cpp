// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/sha256.h"

#include <openssl/evp.h>

namespace readyroom::journal {

namespace {

constexpr qsizetype hashLength = 32;

/// Fetched once: each implicit fetch takes longer than hashing an entry.
const EVP_MD *algorithm()
{
    static const EVP_MD *const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return fetched;
}

} // namespace

QByteArray sha256(QByteArrayView bytes)
{
    QByteArray hash(hashLength, Qt::Uninitialized);
    const EVP_MD *const md = algorithm();
    if (!md
        || EVP_Digest(bytes.data(), static_cast<std::size_t>(bytes.size()),
                      reinterpret_cast<unsigned char *>(hash.data()), nullptr, md, nullptr)
            != 1) {
        // Nothing that rests on a hash may go on with a wrong one.
        qFatal("OpenSSL's libcrypto does not offer SHA-256.");
    }
    return hash;
}

} // namespace readyroom::journal
