// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/credentials.h"

#include "app/async/completion.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace readyroom::monitor {

namespace {

constexpr Duration keychainPause{60'000};

bool usesKeychain(const fleet::Service &service)
{
    return std::ranges::any_of(std::array{service.auth.bearer, service.auth.password, service.tls.keySecret},
                               [](const auto &ref) { return ref && ref->from == fleet::SecretRef::From::Keychain; });
}

} // namespace

struct Credentials::State {
    struct Service {
        std::optional<http::Credentials> known;
        std::optional<Error> refused; ///< until `retryAt`
        MonotonicTime retryAt{};
        bool fetching = false;
        std::vector<async::Promise<http::Credentials>> waiting;
    };

    security::Vault vault;
    const TimeSource &time;
    std::vector<Service> services;
};

Credentials::Credentials(const fleet::Fleet &fleet, const security::Vault &vault, const TimeSource &time)
    : m_fleet(fleet)
    , m_state(std::make_shared<State>(vault, time, std::vector<State::Service>(fleet.services.size())))
{
}

Credentials::~Credentials() = default;

QCoro::Task<Result<http::Credentials>> Credentials::of(std::size_t index, std::stop_token stop)
{
    const std::shared_ptr<State> state = m_state;
    const fleet::Service &service = m_fleet.services[index];
    const bool asksPerson = usesKeychain(service);
    State::Service &entry = state->services[index];
    if (entry.known) {
        co_return *entry.known;
    }
    if (entry.refused && state->time.monotonic() < entry.retryAt) {
        co_return std::unexpected(*entry.refused);
    }
    if (entry.fetching) {
        auto [promise, completion] = async::makeCompletion<http::Credentials>();
        entry.waiting.push_back(std::move(promise));
        co_return co_await completion;
    }
    entry.fetching = true;
    Result<http::Credentials> result = co_await fetch(state, service.auth, service.tls, std::move(stop));
    entry.fetching = false;
    entry.refused.reset();
    if (result) {
        entry.known = *result;
    } else if (asksPerson && result.error().kind != Error::Kind::Cancelled) {
        entry.refused = result.error();
        entry.retryAt = state->time.monotonic() + keychainPause;
    }
    for (const auto &promise : std::exchange(entry.waiting, {})) {
        promise.set(result);
    }
    co_return result;
}

QCoro::Task<Result<http::Credentials>> Credentials::fetch(std::shared_ptr<State> state, fleet::Auth auth,
                                                          fleet::Tls tls, std::stop_token stop)
{
    using Shape = security::Vault::Shape;
    http::Credentials credentials;
    credentials.user = auth.user.value_or(QString());
    if (auth.bearer) {
        Result<security::Secret> token = co_await state->vault.resolve(*auth.bearer, Shape::Line, stop);
        if (!token) {
            co_return std::unexpected(std::move(token).error());
        }
        credentials.bearer = std::move(token->bytes);
    }
    if (auth.password) {
        Result<security::Secret> password = co_await state->vault.resolve(*auth.password, Shape::Line, stop);
        if (!password) {
            co_return std::unexpected(std::move(password).error());
        }
        credentials.password = QString::fromUtf8(password->bytes);
    }
    if (tls.keySecret) {
        Result<security::Secret> key = co_await state->vault.resolve(*tls.keySecret, Shape::Pem, stop);
        if (!key) {
            co_return std::unexpected(std::move(key).error());
        }
        credentials.clientKey = std::move(key->bytes);
    }
    co_return credentials;
}

void Credentials::forget(std::size_t service)
{
    m_state->services.at(service).known.reset();
}

} // namespace readyroom::monitor
