// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/security/permit.h"
#include "models/drills/act.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QCoroTask>
#include <QJsonValue>
#include <QString>

#include <functional>
#include <stop_token>
#include <vector>

/// How a button or a step of a drill acts: preview → run → verify, one provider for each kind of thing that is acted
/// on.
namespace readyroom::actions {

/// One kind of thing that can be acted on. Lives on the action thread and is used there only; coroutines may overlap.
/// Every step ends at its deadline, by itself; a requested stop ends it within 100 ms with Kind::Cancelled (an act that
/// was sent by then stays `sent`).
///
/// Nothing changes anything without a permit: run() looks at it as the last thing before it sends, by check(), and
/// preview(), read(), verify() and choices() only read.
class Provider {
public:
    Provider() = default;
    virtual ~Provider() = default;
    Provider(const Provider &) = delete;
    Provider &operator=(const Provider &) = delete;

    /// As drills::providerNames() has it.
    [[nodiscard]] virtual QString name() const = 0;

    /// What a probe yields: `act` only reads (drills::mayChange() says so), otherwise it is Kind::Config or
    /// Kind::Unsupported and nothing is sent. The output as a Chaos Toolkit journal has it. What is not known of is an
    /// error, never an output.
    [[nodiscard]] virtual QCoro::Task<Result<QJsonValue>> read(drills::Act act, std::stop_token stop) = 0;

    /// Reads what is there and tells what run() would do. Of a `do` that only reads it is Kind::Config, as is run().
    /// What cannot be asked is an error; what must not be done is among the refusals. Names that the target does not
    /// know (a server, a cache, a breaker) are refused here.
    [[nodiscard]] virtual QCoro::Task<Result<drills::Preview>> preview(drills::Act act, std::stop_token stop) = 0;

    /// Does it. `preview` is that of the same act, taken a moment ago; where the state has changed since so that the
    /// preview is no longer true, nothing is sent and the error is Kind::Config with a sentence. A void permit is
    /// Kind::Unsupported.
    [[nodiscard]] virtual QCoro::Task<drills::Outcome> run(drills::Act act, drills::Preview preview,
                                                           security::Permit permit, std::stop_token stop) = 0;

    /// Is called on the action thread, at most ten times a second, and not any more once the act has completed.
    using Telling = std::function<void(drills::Progress)>;
    /// As run(), and tells how it goes where an act takes its time. `telling` may be empty.
    [[nodiscard]] virtual QCoro::Task<drills::Outcome>
    runTelling(drills::Act act, drills::Preview preview, security::Permit permit, Telling telling, std::stop_token stop)
    {
        (void)telling;
        return run(std::move(act), std::move(preview), std::move(permit), std::move(stop));
    }

    /// Reads again until it shows what run() should have done, at most `within`. Also asked after an act whose answer
    /// never came. Unknown where the provider has nothing to read.
    [[nodiscard]] virtual QCoro::Task<drills::Verification> verify(drills::Act act, drills::Preview preview,
                                                                   drills::Outcome outcome, Duration within,
                                                                   std::stop_token stop) = 0;

    /// What the argument `argument` may be at `act.target` right now. Kind::Unsupported when that cannot be read.
    [[nodiscard]] virtual QCoro::Task<Result<std::vector<drills::Choice>>> choices(drills::Act act, QString argument,
                                                                                   std::stop_token stop) = 0;
};

} // namespace readyroom::actions
