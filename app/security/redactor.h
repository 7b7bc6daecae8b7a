// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <cstddef>
#include <memory>

namespace readyroom::security {

/// Knows every secret that was resolved in this process and replaces it by "•••" in any text, in whatever form it
/// stands there: as it is, inside JSON or percent-encoded text, or inside base64 (RFC 4648, both alphabets) at any
/// offset, as in `Authorization: Basic`. A handle: copies share what they know. May be used from any thread.
///
/// A secret of fewer than leastLength bytes is not looked for: it occurs in ordinary words, and blotting it out
/// everywhere would both ruin the text and give the secret away by its gaps. Within a pair of user and password it is
/// still found.
class Redactor final {
public:
    static constexpr qsizetype leastLength = 4; ///< bytes

    Redactor();

    /// False when the secret is too short to be looked for. Of a secret of several lines (a key in PEM) each line of
    /// its body is looked for, too.
    bool add(QByteArrayView secret);
    /// The two halves of `Authorization: Basic` (RFC 7617): the password alone, and the pair.
    bool addBasic(const QString &user, const QString &password);

    [[nodiscard]] QByteArray redacted(QByteArray text) const;
    [[nodiscard]] QString redacted(const QString &text) const;
    [[nodiscard]] Error redacted(Error error) const;

    /// Secrets known so far.
    [[nodiscard]] std::size_t size() const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace readyroom::security
