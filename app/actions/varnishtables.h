// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace readyroom::actions {

/// What Varnish's admin socket lists in JSON: an array of a version, the words of the command, the time, and then what
/// was asked for. Each fails with Kind::Http and a sentence when it is not that.

/// Of `vcl.list -j`.
struct VarnishVcl {
    QString name;
    bool active = false;
    QString state = {}; ///< "auto", "warm", "cold" or "label"; a cold one cannot be used
    QString temperature = {};
    bool operator==(const VarnishVcl &) const = default;
};
[[nodiscard]] Result<std::vector<VarnishVcl>> varnishVclsFrom(const QByteArray &json);

/// Of `backend.list -j`, which lists those of the active VCL.
struct VarnishBackend {
    QString name; ///< "boot.origin"
    QString forced; ///< "probe", "healthy" or "sick"; without a probe it is "healthy" where nothing is forced
    bool probed = false;
    bool probeSaysSick = false;
    bool isDirector = false; ///< spreads requests over others

    /// Requests are sent to it.
    [[nodiscard]] bool isHealthy() const { return forced == u"healthy" || (forced != u"sick" && !probeSaysSick); }
    /// What `backend.set_health` says for it: "auto", "healthy" or "sick".
    [[nodiscard]] QString health() const;
    bool operator==(const VarnishBackend &) const = default;
};
[[nodiscard]] Result<std::vector<VarnishBackend>> varnishBackendsFrom(const QByteArray &json);

/// Of `ban.list -j`, newest first.
struct VarnishBan {
    double time = 0.0; ///< seconds since the Unix epoch
    QString expression;
    bool completed = false;
    bool operator==(const VarnishBan &) const = default;
};
[[nodiscard]] Result<std::vector<VarnishBan>> varnishBansFrom(const QByteArray &json);

} // namespace readyroom::actions
