// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/resumer.h"
#include "models/ports/error.h"

#include <QtGlobal>

#include <coroutine>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace readyroom::async {

/// What a Completion yields when nobody can complete it any more, or the caller withdrew.
[[nodiscard]] inline Error cancelledError()
{
    return {Error::Kind::Cancelled, QStringLiteral("The request was withdrawn before it finished"), {}, {}};
}

namespace detail {

template<typename T> struct CompletionState {
    std::mutex mutex;
    std::optional<Result<T>> result;
    std::coroutine_handle<> waiting;
    std::shared_ptr<const Resumer> wayBack;

    bool set(Result<T> value)
    {
        const std::scoped_lock lock(mutex);
        if (result) {
            return false;
        }
        result.emplace(std::move(value));
        if (waiting) {
            wayBack->post(std::exchange(waiting, {}));
        }
        return true;
    }
};

} // namespace detail

template<typename T> class Promise;
template<typename T> class Completion;
template<typename T> [[nodiscard]] std::pair<Promise<T>, Completion<T>> makeCompletion();

/// The giving end of a Completion. May be used on any thread; the first result wins and later ones are dropped.
/// Destroyed without a result, it completes with Kind::Cancelled: an awaiting coroutine is never forgotten.
template<typename T> class Promise final {
public:
    Promise(Promise &&) noexcept = default;
    Promise &operator=(Promise &&) = delete;
    ~Promise()
    {
        if (m_state) {
            m_state->set(std::unexpected(cancelledError()));
        }
    }

    /// False when there was a result already.
    bool set(Result<T> result) const { return m_state->set(std::move(result)); }

private:
    friend std::pair<Promise<T>, Completion<T>> makeCompletion<T>();
    explicit Promise(std::shared_ptr<detail::CompletionState<T>> state)
        : m_state(std::move(state))
    {
    }
    std::shared_ptr<detail::CompletionState<T>> m_state;
};

/// A value that comes once, awaited by one coroutine. The coroutine resumes on the thread that awaits, from its event
/// loop, never from inside the call that completes; awaiting what is complete already does not suspend.
template<typename T> class [[nodiscard]] Completion final {
public:
    Completion(Completion &&) noexcept = default;
    Completion &operator=(Completion &&) = delete;
    ~Completion() = default;

    [[nodiscard]] bool await_ready() const
    {
        const std::scoped_lock lock(m_state->mutex);
        return m_state->result.has_value();
    }

    bool await_suspend(std::coroutine_handle<> handle)
    {
        const std::scoped_lock lock(m_state->mutex);
        if (m_state->result) {
            return false;
        }
        Q_ASSERT_X(!m_state->waiting, "Completion", "awaited twice");
        m_state->wayBack = Resumer::ofThisThread();
        m_state->waiting = handle;
        return true;
    }

    Result<T> await_resume()
    {
        const std::scoped_lock lock(m_state->mutex);
        return std::move(*m_state->result);
    }

private:
    friend std::pair<Promise<T>, Completion<T>> makeCompletion<T>();
    explicit Completion(std::shared_ptr<detail::CompletionState<T>> state)
        : m_state(std::move(state))
    {
    }
    std::shared_ptr<detail::CompletionState<T>> m_state;
};

template<typename T> std::pair<Promise<T>, Completion<T>> makeCompletion()
{
    auto state = std::make_shared<detail::CompletionState<T>>();
    return {Promise<T>(state), Completion<T>(state)};
}

} // namespace readyroom::async
