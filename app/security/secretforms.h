// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace readyroom::security {

/// One spelling of a secret to look for.
struct SecretForm {
    QByteArray text;
    /// A piece of base64: the characters around it hold the rest of the secret, so the whole word goes.
    bool isBase64 = false;
    bool operator==(const SecretForm &) const = default;
};

/// Every spelling of `secret` that a text may hold; the longest first, so that none leaves a tail of another.
[[nodiscard]] std::vector<SecretForm> secretForms(QByteArrayView secret);

/// A character of either alphabet of base64; its padding is none.
[[nodiscard]] bool isBase64Character(char c);

} // namespace readyroom::security
