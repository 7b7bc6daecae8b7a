// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/adminapi.h"
#include "app/actions/provider.h"
#include "app/actions/world.h"

#include <QJsonObject>

namespace readyroom::actions {

/// Caddy by its admin API (caddyserver.com/docs/api). `do`:
///
/// - upstreams: PATCH /id/<id>/upstreams with the addresses to use from now on;
/// - load: POST /config/ with a whole configuration, from `config` or the JSON file `file`. That is what POST /load
///   does, which pays no regard to If-Match, though (seen with 2.6.2);
/// - health, which only reads: caddy::healthJson().
///
/// The first two carry the tag of the preview as If-Match, so that of two operators at once the second is told and
/// changes nothing. Caddy sends the tag behind the body, as a trailer. Its answer to an empty body is 200 and a server
/// without any configuration, so an empty body is never sent.
///
/// State of a preview: {"before", "wanted": upstreams or configuration, "etag"}.
class Caddy final : public Provider {
public:
    /// `world` outlives this.
    explicit Caddy(World &world);

    [[nodiscard]] QString name() const override;
    [[nodiscard]] QCoro::Task<Result<QJsonValue>> read(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<drills::Preview>> preview(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Outcome> run(drills::Act act, drills::Preview preview, security::Permit permit,
                                                   std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Verification> verify(drills::Act act, drills::Preview preview,
                                                           drills::Outcome outcome, Duration within,
                                                           std::stop_token stop) override;
    /// Of `id` and `upstreams`.
    [[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> choices(drills::Act act, QString argument,
                                                                           std::stop_token stop) override;

private:
    [[nodiscard]] QCoro::Task<Result<drills::Preview>> previewUpstreams(drills::Act act, AdminCall call,
                                                                        std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<drills::Preview>> previewLoad(drills::Act act, AdminCall call,
                                                                   std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> wantedConfig(QJsonObject arguments) const;
    [[nodiscard]] QCoro::Task<QStringList> warningsAbout(AdminCall call, QStringList dials, std::stop_token stop);
    [[nodiscard]] QCoro::Task<drills::Verification> look(AdminCall call, QJsonValue wanted, Duration left,
                                                         std::stop_token stop);

    World &m_world;
    AdminApi m_api;
};

} // namespace readyroom::actions
