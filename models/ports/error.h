// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <expected>

namespace readyroom {

/// A place in a text that a person wrote: a fleet file, a rule file, an expression, a metrics page.
struct SourcePosition {
    QString file; ///< empty when the text has no file (a command-line expression, a page)
    int line = 0; ///< 1-based; 0 means "no position"
    int column = 0; ///< 1-based, in characters (code points)

    [[nodiscard]] bool isValid() const { return line > 0; }
    bool operator==(const SourcePosition &) const = default;
};

/// Why something could not be done. `kind` drives behaviour, `message` is one whole sentence for the user,
/// `detail` is for the log only. Neither may hold a secret.
struct Error {
    enum class Kind {
        Parse, ///< the text is not what it claims to be
        Config, ///< the user's configuration is wrong
        Timeout, ///< a deadline passed
        Dns, ///< the name could not be resolved
        Connect, ///< the peer could not be reached
        Tls, ///< certificate or handshake
        Http, ///< the peer broke the protocol, or answered with a status that means failure
        TooLarge, ///< a byte, header or sample cap was hit
        NotExposed, ///< an optional endpoint answered 404
        Limit, ///< a resource limit of our own (samples, memory, redirects)
        Cancelled, ///< the caller withdrew the request
        Io, ///< a file or database of this machine
        Unsupported ///< understood, but deliberately not offered
    };

    Kind kind = Kind::Parse;
    QString message;
    QString detail = {};
    SourcePosition where = {};

    bool operator==(const Error &) const = default;
};

template<typename T> using Result = std::expected<T, Error>;

/// Shorthand for the error path of a function that returns Result.
[[nodiscard]] inline std::unexpected<Error> failure(Error::Kind kind, QString message, QString detail = {})
{
    return std::unexpected(Error{kind, std::move(message), std::move(detail), {}});
}

} // namespace readyroom
