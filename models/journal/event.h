// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"

#include <QJsonObject>
#include <QString>
#include <QStringView>

#include <optional>
#include <span>

namespace readyroom::journal {

/// What happened. The words of eventKindName() are part of the hashed record: they may be added to, never changed.
enum class EventKind {
    Started, ///< a program began to poll; detail: program, version, fleet
    ServiceState, ///< a service's first state, or a transition; detail: from (absent the first time), to, reasons
    BreakerState, ///< detail: breaker, instance, from (absent the first time), to
    EndpointFailed, ///< detail: instance, endpoint, path, error, status, request_id (where they are known)
    EndpointRecovered, ///< detail: instance, endpoint, path, outage_s
    FleetReloaded, ///< detail: file, sha256
    Acknowledged, ///< a person took note of a trouble; detail: rule, note
    Armed, ///< detail: until, how ("typed", "clicked", "--arm")
    Disarmed, ///< detail: why ("operator", "time", "lock", "suspend", "quit")
    Refused, ///< the arming gate let an action not pass; detail: action, why
    Action, ///< one step of an action; detail: action, step, instance, outcome
    Drill, ///< detail: title, status, deviated
    SignOff, ///< detail: profile, verdict, role, sha256
    Incident, ///< detail: severity, phase
    Note, ///< a person wrote something down
    ReadinessDecision, ///< about an item of a profile; detail: profile, item, what, and by what was decided
    Evidence, ///< an active item was measured; detail: profile, item, outcome, observed, target, sha256, expires
    Assessment ///< a profile was judged; detail: profile, verdict, score, items
};

/// "service_state", "endpoint_failed", …
[[nodiscard]] QString eventKindName(EventKind kind);
[[nodiscard]] std::optional<EventKind> eventKindFromName(QStringView name);
/// All of them, in the order of the enumeration.
[[nodiscard]] std::span<const EventKind> allEventKinds();

/// Who was at the keyboard, as far as this machine knows.
struct Operator {
    QString user; ///< of the operating system
    QString host;
    QString keyFingerprint = {}; ///< "SHA256:…" of the SSH key used for signing, when one is configured
    bool operator==(const Operator &) const = default;
};

/// One thing that happened. A value; nothing in it may be a secret.
struct Event {
    EventKind kind = EventKind::Note;
    Timestamp at{}; ///< UTC
    Operator by = {};
    QString service = {}; ///< empty: of no service
    QString environment = {};
    QString text = {}; ///< one plain sentence without full stop, for people
    QJsonObject detail = {}; ///< by kind, see above; numbers are finite
    bool operator==(const Event &) const = default;
};

} // namespace readyroom::journal
