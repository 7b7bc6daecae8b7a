// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Before <coroutine>: moc cannot read the <concepts> of libstdc++ 12 unless another header has set libstdc++ up.
#include <QtGlobal>

#include <coroutine>
#include <memory>

class QObject;

namespace readyroom::async {

/// Resumes coroutines on one thread through its event loop. Holding the object keeps the way back open even while the
/// thread ends; what is posted to a thread whose event loop is over never runs.
class Resumer final {
public:
    /// The one of the calling thread.
    [[nodiscard]] static std::shared_ptr<const Resumer> ofThisThread();

    Resumer();
    ~Resumer();
    Resumer(const Resumer &) = delete;
    Resumer &operator=(const Resumer &) = delete;

    /// Resumes `handle` from the event loop of the thread this belongs to. Callable from any thread.
    void post(std::coroutine_handle<> handle) const;

private:
    std::unique_ptr<QObject> m_receiver;
};

} // namespace readyroom::async
