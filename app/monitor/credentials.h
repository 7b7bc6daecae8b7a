// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/request.h"
#include "app/security/vault.h"
#include "models/fleet/fleet.h"
#include "models/ports/error.h"
#include "models/ports/timesource.h"

#include <QCoroTask>

#include <cstddef>
#include <memory>
#include <stop_token>

namespace readyroom::monitor {

/// The resolved secrets of each service: fetched when first needed, kept until forgotten. Lives on one thread.
class Credentials final {
public:
    /// `fleet` and `time` outlive this.
    Credentials(const fleet::Fleet &fleet, const security::Vault &vault, const TimeSource &time);
    ~Credentials();
    Credentials(const Credentials &) = delete;
    Credentials &operator=(const Credentials &) = delete;

    /// What to send to the instances of services[service]. At once when it is known; else it is fetched once, however
    /// many ask meanwhile. Fails as Vault::resolve() does. A failure of the keychain is kept for a minute, since every
    /// attempt may put a question before the person; other failures are not kept. Kind::Cancelled when stopped.
    [[nodiscard]] QCoro::Task<Result<http::Credentials>> of(std::size_t service, std::stop_token stop);
    /// They were refused: fetch them anew, since a token in a file may have been renewed.
    void forget(std::size_t service);

private:
    struct State;
    static QCoro::Task<Result<http::Credentials>> fetch(std::shared_ptr<State> state, fleet::Auth auth, fleet::Tls tls,
                                                        std::stop_token stop);

    const fleet::Fleet &m_fleet;
    std::shared_ptr<State> m_state; ///< shared with what is being fetched
};

} // namespace readyroom::monitor
