// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace readyroom::actions {

/// What an operator can set of a server.
enum class HaproxyMode { Ready, Drain, Maint };
/// "ready", "drain", "maint": as HAProxy wants them.
[[nodiscard]] QString haproxyModeName(HaproxyMode mode);
[[nodiscard]] std::optional<HaproxyMode> haproxyModeFromName(QStringView name);

/// One server of one backend.
struct HaproxyServer {
    /// Of `srv_admin_state`, management guide of HAProxy 2.6, §9.3 "show servers state".
    enum Admin : std::uint32_t {
        ForcedMaint = 0x01,
        InheritedMaint = 0x02,
        ConfiguredMaint = 0x04,
        ForcedDrain = 0x08,
        InheritedDrain = 0x10,
        UnresolvedMaint = 0x20,
    };

    QString backend;
    QString name;
    QString address = {}; ///< "10.0.0.1:8080"; empty: not told, as to a page without `stats show-legends`
    std::uint32_t admin = 0; ///< as far as the statistics page tells, where only that is read
    std::optional<int> operation = {}; ///< srv_op_state: 0 stopped, 1 starting, 2 running, 3 stopping
    int weight = 0; ///< as configured or set, 0 … 256
    std::optional<int> initialWeight = {}; ///< the statistics page does not tell it
    std::optional<int> sessions = {}; ///< open now
    bool backup = false; ///< takes traffic only when no other does
    QString status =
        {}; ///< of the statistics: "UP", "UP 1/2", "DOWN", "MAINT", "MAINT (via be/s1)", "DRAIN", "no check"

    [[nodiscard]] HaproxyMode mode() const;
    /// Drained or in maintenance, for whatever reason.
    [[nodiscard]] bool isHeldBack() const;
    /// Its health checks say so; a server in maintenance is not checked.
    [[nodiscard]] bool isDown() const;
    /// It may be given traffic: up, or not checked, neither drained nor in maintenance, and of some weight.
    [[nodiscard]] bool isUsable() const;
    /// "be/s1".
    [[nodiscard]] QString path() const { return backend + u'/' + name; }
    bool operator==(const HaproxyServer &) const = default;
};

struct HaproxyBackend {
    QString name;
    QString algorithm = {}; ///< "roundrobin", "static-rr", …; empty: not told
    std::vector<HaproxyServer> servers = {};

    /// Null for an unknown name.
    [[nodiscard]] const HaproxyServer *server(const QString &name) const;
    [[nodiscard]] QStringList serverNames() const;
    bool operator==(const HaproxyBackend &) const = default;
};

/// What HAProxy tells of its backends; those without servers are left out.
struct HaproxyState {
    std::vector<HaproxyBackend> backends;

    /// Null for an unknown name.
    [[nodiscard]] const HaproxyBackend *backend(const QString &name) const;
    [[nodiscard]] QStringList backendNames() const;
    bool operator==(const HaproxyState &) const = default;
};

/// Asks for what haproxyStateFromReply() reads. One line without its end.
[[nodiscard]] QByteArray haproxyStateCommand();
/// The reply to haproxyStateCommand(): `show servers state` (version 1) and `show stat`, each ended by an empty line.
/// Kind::Http with a sentence when it is not that, or is not whole; what HAProxy said instead is in the sentence.
[[nodiscard]] Result<HaproxyState> haproxyStateFromReply(const QByteArray &reply);
/// From the CSV of the statistics (`show stat`, or "<page>;csv"). Modes are taken from the status column, which does
/// not tell who forced them.
[[nodiscard]] Result<HaproxyState> haproxyStateFromCsv(const QByteArray &csv);

} // namespace readyroom::actions
