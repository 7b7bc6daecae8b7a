// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/vault.h"

#include "app/async/pool.h"
#include "app/security/localsecrets.h"

#include <algorithm>
#include <utility>

namespace readyroom::security {

using namespace Qt::StringLiterals;
using From = fleet::SecretRef::From;

namespace {

QString placeOf(const fleet::SecretRef &ref)
{
    switch (ref.from) {
    case From::Env:
        return u"the variable "_s + ref.name;
    case From::File:
        return u"the file "_s + ref.name;
    case From::Keychain:
        return u"the keychain entry "_s + ref.name;
    }
    return {};
}

Result<Secret> shaped(Secret secret, const fleet::SecretRef &ref, Vault::Shape shape)
{
    if (shape == Vault::Shape::Pem) {
        if (!secret.bytes.contains("-----BEGIN ")) {
            return failure(Error::Kind::Config, u"The secret in %1 is not a private key in PEM."_s.arg(placeOf(ref)));
        }
        return secret;
    }
    // A line break inside would end the header it is put into.
    if (std::ranges::any_of(secret.bytes, [](char c) { return c == '\r' || c == '\n' || c == '\0'; })) {
        return failure(Error::Kind::Config, u"The secret in %1 has more than one line."_s.arg(placeOf(ref)));
    }
    return secret;
}

} // namespace

Vault::Vault(const Redactor &redactor, ReadKeychain keychain)
    : m_redactor(redactor)
    , m_keychain(std::move(keychain))
{
}

QCoro::Task<Result<Secret>> Vault::resolve(fleet::SecretRef ref, Shape shape, std::stop_token stop) const
{
    // The vault may go before the keychain answers.
    Redactor redactor = m_redactor;
    Result<Secret> secret;
    switch (ref.from) {
    case From::Env:
        secret = secretFromEnvironment(ref.name);
        break;
    case From::File: {
        // May be on a network that hangs.
        auto reading =
            async::runOnPool(*QThreadPool::globalInstance(), [path = ref.name] { return secretFromFile(path); });
        secret = co_await std::move(reading);
        break;
    }
    case From::Keychain: {
        auto reading = m_keychain(ref.name, std::move(stop));
        secret = co_await std::move(reading);
        break;
    }
    }
    if (!secret) {
        co_return secret;
    }
    redactor.add(secret->bytes);
    co_return shaped(*std::move(secret), ref, shape);
}

} // namespace readyroom::security
