// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/caplab/link.h"
#include "app/lab/caplab/replication.h"
#include "app/lab/caplab/sessions.h"

#include <string_view>
#include <thread>

namespace readyroom::lab {

/// The keys and values of cap-lab, in one of two modes.
///
/// CP: every read and write goes to the primary, a write returns when the follower has it too; without the primary
/// there is no answer. AP: reads are answered by the follower beside the service, unless it is staler than the bound or
/// the session wrote something younger (then by the primary), and without the primary by the follower however stale it
/// is; writes that the primary cannot take are accepted by the follower and handed back later. Thread-safe.
class Register final {
public:
    enum class Mode { CP, AP };
    enum class Status {
        Ok,
        Stale, ///< answered beyond the bound of staleness, or accepted by the follower alone
        Failed,
        Rejected, ///< not tried: the breaker is open
        Full ///< too many keys
    };
    struct Settings {
        Mode mode = Mode::CP;
        std::chrono::milliseconds stalenessBound{5000};
        bool operator==(const Settings &) const = default;
    };
    struct Answer {
        Status status = Status::Ok;
        Versioned value = {};
        bool fromFollower = false;
    };

    Register(MetricsRegistry &metrics, Randomness &random, std::stop_token stop);

    /// Begins with `count` keys, "key-0" and so on, at both.
    void fill(std::size_t count);
    /// `session` may be empty. In each mode a session that wrote a key never reads an older value of it.
    [[nodiscard]] Answer read(const std::string &session, const std::string &key);
    [[nodiscard]] Answer write(const std::string &session, const std::string &key, std::string value);
    /// Carries what was written from the one to the other; for a thread of its own. One journey.
    void replicate();

    void set(Settings settings);
    [[nodiscard]] Settings settings() const;
    [[nodiscard]] Link &link() { return m_link; }
    [[nodiscard]] const Replication &replication() const { return m_replication; }

    /// "CP", "AP".
    [[nodiscard]] static const char *modeName(Mode mode);

private:
    [[nodiscard]] Answer readPrimary(const std::string &key);
    [[nodiscard]] Answer readNear(const std::string &session, const std::string &key, std::chrono::milliseconds bound);
    [[nodiscard]] Answer accepted(Status status, const std::string &session, const std::string &key,
                                  std::optional<std::uint64_t> version);

    Randomness &m_random;
    std::stop_token m_stop;
    Link m_link;
    Replication m_replication;
    Sessions m_sessions;
    mutable std::mutex m_mutex;
    Settings m_settings;
    Counter &m_handedBack;
    Counter &m_redirected;
};

} // namespace readyroom::lab
