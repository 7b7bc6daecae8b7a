// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/provider.h"

#include <QDir>
#include <QHash>
#include <QMutex>
#include <QStringList>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace readyroom::test {

/// How a target misbehaves when it is told to set a value.
enum class Fault {
    None,
    RefusesPreview, ///< the preview says that it must not be done
    NoPreview, ///< it cannot be asked
    Refused, ///< nothing was sent
    DoesNothing, ///< answers well, and does nothing
    LosesAnswer, ///< does it; the answer never comes
    LosesAnswerUnread, ///< the same, and nothing can be read after
    Unread, ///< answers well; nothing can be read after
    Hangs, ///< until it is stopped; done by then
    HangsForEver, ///< whatever is asked of it; done by then
    HangsInPreview,
    HangsInVerify
};

/// Targets that each hold a number, in a file of their own, so that another process finds what this one did.
class FakeTargets final {
public:
    using Moment = std::chrono::steady_clock::time_point;
    struct Call {
        QString what; ///< "read", "preview", "run", "verify"
        QString target;
        int value = 0;
        Moment at;
    };

    explicit FakeTargets(const QString &folder)
        : m_folder(folder)
    {
    }

    void set(const QString &target, int value);
    [[nodiscard]] int value(const QString &target) const;
    /// Of setting any value but `exceptTo`.
    void setFault(const QString &target, Fault fault, int exceptTo = -1);
    [[nodiscard]] Fault faultOf(const QString &target, int value) const;
    /// The next `times` readings, as a probe does, fail.
    void failReads(int times);
    [[nodiscard]] bool readFails() const;
    /// Whether this one fails.
    [[nodiscard]] bool takeReadError();
    /// Lets go what hangs for ever.
    void endHanging() { m_end.request_stop(); }
    [[nodiscard]] std::stop_token hangingEnds() const { return m_end.get_token(); }

    /// How often an act tells of itself before it has been sent; `done` counts up to 1.
    std::atomic<int> tellings = 0;
    /// Called on the thread of the provider, immediately before something is sent.
    std::function<void()> beforeRun = {};

    void note(const QString &what, const QString &target, int value);
    [[nodiscard]] std::vector<Call> calls(const QString &what) const;
    /// "a=1 b=1": the acts that were sent, in order.
    [[nodiscard]] QString sent() const;

private:
    struct Misbehaviour {
        Fault fault = Fault::None;
        int exceptTo = -1;
    };
    QDir m_folder;
    mutable QMutex m_mutex;
    QHash<QString, Misbehaviour> m_faults;
    std::stop_source m_end;
    int m_readErrors = 0;
    std::vector<Call> m_calls;
};

/// Stands in for the provider "http": {method: POST, set: number} sets it, and its undo sets back what was there. Read,
/// it yields {status: the number}.
[[nodiscard]] std::unique_ptr<actions::Provider> fakeHttp(std::shared_ptr<FakeTargets> targets);

} // namespace readyroom::test
