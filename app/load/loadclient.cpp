// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load/loadclient.h"

#include "app/async/completion.h"
#include "app/load/connectionroom.h"
#include "app/load/loadthread.h"
#include "app/load/progressboard.h"

#include <QCoreApplication>
#include <QTimer>

#include <memory>

namespace readyroom::load {

namespace {

constexpr Duration progressInterval{100};
/// Beside the connections: of the thread itself.
constexpr int ownFiles = 16;

std::unexpected<Error> refused(const char *sentence)
{
    return failure(Error::Kind::Config, QCoreApplication::translate("readyroom::load", sentence));
}

Result<void> check(const Plan &plan)
{
    constexpr int mostUsers = 500;
    if (plan.requests.empty()) {
        return refused(QT_TRANSLATE_NOOP("readyroom::load", "A load needs something to ask for"));
    }
    if (plan.users < 1 || plan.users > mostUsers) {
        return refused(QT_TRANSLATE_NOOP("readyroom::load", "A load has 1 to 500 users"));
    }
    if (plan.duration <= Duration::zero() || plan.maxRequests == 0) {
        return refused(QT_TRANSLATE_NOOP("readyroom::load", "A load takes some time and some requests"));
    }
    return makeRoomForConnections(2 * plan.users + ownFiles);
}

} // namespace

QCoro::Task<Result<Report>> run(Plan plan, security::Permit permit, security::Redactor redactor,
                                std::function<void(Progress)> progress, std::stop_token stop)
{
    if (Result<void> sound = check(plan); !sound) {
        co_return std::unexpected(std::move(sound.error()));
    }
    if (stop.stop_requested()) {
        co_return std::unexpected(async::cancelledError());
    }
    if (Result<void> allowed = permit.check(); !allowed) {
        co_return std::unexpected(std::move(allowed.error()));
    }
    const auto board = std::make_shared<ProgressBoard>();
    const auto tell = std::make_shared<const std::function<void(Progress)>>(std::move(progress));
    auto [promise, completion] = async::makeCompletion<Report>();
    LoadThread thread(std::move(plan), std::move(permit), std::move(redactor), std::move(stop), *board,
                      std::move(promise));
    QTimer timer;
    if (*tell) {
        // The functor owns what it uses: what it calls may end the load, and with it this frame.
        QObject::connect(&timer, &QTimer::timeout, &timer, [board, tell] {
            if (const std::optional<Progress> latest = board->take()) {
                (*tell)(*latest);
            }
        });
        timer.start(progressInterval);
    }
    thread.start();
    Result<Report> report = co_await completion;
    timer.stop();
    thread.wait();
    co_return report;
}

} // namespace readyroom::load
