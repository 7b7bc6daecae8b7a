// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/httporder.h"
#include "app/actions/provider.h"
#include "app/actions/world.h"

#include <QJsonObject>

namespace readyroom::actions {

/// Any request by HTTP: that of Chaos Toolkit, with what is needed to trust it (docs/actions.md). A request to an
/// instance of the fleet carries the headers and credentials that the fleet file gives it, and its TLS settings, of
/// which an experiment cannot loosen any; a request elsewhere carries nothing of them.
///
/// A probe follows redirects; what changes something takes one for an answer, because the permit was for this address.
/// With `if_match` the preview reads the tag, which goes out as If-Match, so that of two operators at once the second
/// is told. Without `verify` nobody knows whether it was done.
///
/// State of a preview: {"etag"}.
class Http final : public Provider {
public:
    /// `world` outlives this.
    explicit Http(World &world)
        : m_world(world)
    {
    }

    [[nodiscard]] QString name() const override;
    /// {status, headers, body}, whatever the status.
    [[nodiscard]] QCoro::Task<Result<QJsonValue>> read(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<drills::Preview>> preview(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Outcome> run(drills::Act act, drills::Preview preview, security::Permit permit,
                                                   std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Verification> verify(drills::Act act, drills::Preview preview,
                                                           drills::Outcome outcome, Duration within,
                                                           std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> choices(drills::Act act, QString argument,
                                                                           std::stop_token stop) override;

private:
    [[nodiscard]] QCoro::Task<Result<http::Request>> request(HttpOrder order, std::stop_token stop);
    /// A GET or HEAD; asked again as often as the order says when no answer came.
    [[nodiscard]] QCoro::Task<http::Response> fetch(HttpOrder order, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<drills::Preview>> withTag(drills::Preview preview, HttpOrder order,
                                                               drills::Act act, std::stop_token stop);
    [[nodiscard]] QCoro::Task<drills::Verification> look(drills::Act act, HttpOrder order, std::stop_token stop);

    World &m_world;
};

} // namespace readyroom::actions
