// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/load/loadclient.h"
#include "app/monitor/timesource.h"
#include "app/security/arminggate.h"
#include "tests/support/await.h"

#include <QUrl>

#include <functional>
#include <memory>
#include <stop_token>

namespace readyroom::test {

/// Where a load may run: something is armed.
struct LoadStage {
    security::ArmingGate gate{std::make_shared<const monitor::SystemTime>()};

    LoadStage()
    {
        gate.setEnvironments({{.name = QStringLiteral("lab"), .confirm = fleet::Environment::Confirm::Click}});
        (void)gate.arm(QStringLiteral("lab"), {.how = ArmingConfirmation::How::Clicked});
    }
    security::Permit permit() { return *gate.permit(QStringLiteral("lab"), QStringLiteral("load")); }

    Outcome<Result<load::Report>> start(load::Plan plan, std::function<void(load::Progress)> progress = {},
                                        std::stop_token stop = {})
    {
        return outcomeOf(load::run(std::move(plan), permit(), {}, std::move(progress), std::move(stop)));
    }
    Result<load::Report> run(load::Plan plan, std::function<void(load::Progress)> progress = {},
                             std::stop_token stop = {})
    {
        return await(load::run(std::move(plan), permit(), {}, std::move(progress), std::move(stop)));
    }
};

/// A GET that may take long.
inline http::Request patientGet(const QUrl &url)
{
    http::Request request;
    request.url = url;
    request.timeout = std::chrono::seconds{30};
    return request;
}

} // namespace readyroom::test
