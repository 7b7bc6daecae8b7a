// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace readyroom::lab {

/// Decides when the process shall end: on SIGTERM or SIGINT, and when the process that started it has ended.
///
/// The parent is watched through a pidfd, not PR_SET_PDEATHSIG, which would fire when the *thread* that started this
/// process ends. Create it on the main thread before any other thread, which then inherit the blocked signals.
class Lifetime final {
public:
    enum class Parent { Watch, Ignore };
    explicit Lifetime(Parent parent);
    ~Lifetime();
    Lifetime(const Lifetime &) = delete;
    Lifetime &operator=(const Lifetime &) = delete;

    /// Waits until it is time to end. Returns at once when the parent is gone already.
    void wait() const;

private:
    int m_signals = -1;
    int m_parent = -1;
    bool m_orphaned = false;
};

} // namespace readyroom::lab
