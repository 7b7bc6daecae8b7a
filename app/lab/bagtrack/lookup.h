// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/bagtrack/store.h"
#include "app/lab/loader.h"

namespace readyroom::lab {

class Randomness;

/// One of the caches of bagtrack, and how it is filled: a statement of about 450 ms, then 200 ms for making objects of
/// rows. Thread-safe.
class Lookup final {
public:
    struct Kind {
        const char *name;
        std::chrono::seconds ttl;
        std::string (BagTable::*text)(const std::string &key) const;
    };
    /// A key, and how long ago it was loaded.
    using Warmth = std::pair<std::string, std::chrono::milliseconds>;

    Lookup(Kind kind, Store &store, Randomness &random, std::stop_token stop);

    /// 404 when there is no such thing, 503 when the database cannot be asked.
    [[nodiscard]] Loader::Answer get(const std::string &key) { return m_loader.get(key); }
    /// Reads all of them with one statement, as a service does that fills its caches before it opens. False when the
    /// database cannot be asked.
    bool warm(const std::vector<Warmth> &keys);

    [[nodiscard]] const Kind &kind() const { return m_kind; }
    [[nodiscard]] Cache &cache() { return m_cache; }
    [[nodiscard]] Loader &loader() { return m_loader; }

private:
    [[nodiscard]] FreshOrStatus load(const std::string &key);
    [[nodiscard]] Fresh fresh(const std::string &key) const;

    Kind m_kind;
    Store &m_store;
    Randomness &m_random;
    std::stop_token m_stop;
    Cache m_cache;
    Loader m_loader;
};

} // namespace readyroom::lab
