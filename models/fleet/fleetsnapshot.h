// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/endpoint.h"
#include "models/ports/time.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace readyroom::fleet {

/// State of a service: the worst active state rule, see resources/rules/state.yaml. Ordered from calm to trouble.
enum class ServiceState { Ok, Unknown, Asleep, Warning, Critical };

/// What the last polls of an endpoint say about the endpoint itself.
enum class EndpointState {
    Pending, ///< not answered yet
    Ok, ///< answered and understood
    Failed, ///< transport, status or content is wrong; `error` says what
    NotExposed, ///< 404 on an endpoint that is not `required`
    Stale ///< was ok, and no answer for more than two intervals and a timeout
};

enum class BreakerState { Closed, Open, HalfOpen, ForcedOpen, Disabled, MetricsOnly, Unknown };

/// Words of the JSON of `readyroomctl status`: ok, warning, critical, unknown, asleep.
[[nodiscard]] QString serviceStateName(ServiceState state);
/// ok, failed, not_exposed, stale; pending is written as "pending".
[[nodiscard]] QString endpointStateName(EndpointState state);
/// closed, open, half_open, forced_open, disabled, metrics_only, unknown: also the `state` label of
/// service:breaker_state.
[[nodiscard]] QString breakerStateName(BreakerState state);
[[nodiscard]] BreakerState breakerStateFromName(QStringView name);

/// One node of a health answer, in the order of the answer. Depth comes from the path.
struct HealthComponent {
    QStringList path; ///< {"broker", "us1"}
    QString status; ///< as the endpoint words it: UP, pass, OUT_OF_SERVICE
    double value = 0; ///< 1 up, 0.5 degraded, 0 down; NaN unknown
    QString detail = {}; ///< short plain text for people, e.g. "H2", "46 GB free"; empty when nothing was told

    /// An unknown value equals itself, else such a component would seem to change with every snapshot.
    bool operator==(const HealthComponent &o) const
    {
        return path == o.path && status == o.status && detail == o.detail
            && (value == o.value || (value != value && o.value != o.value));
    }
};

struct EndpointStatus {
    EndpointId id;
    EndpointState state = EndpointState::Pending;
    int status = 0; ///< last HTTP status; 0 when no answer came
    QString error = {}; ///< one sentence; empty when ok
    QByteArray requestId = {}; ///< the X-Request-ID of the poll that `error` is about, to find it in the server's log
    std::optional<Timestamp> lastAnswer = {}; ///< of the last good answer
    std::optional<Timestamp> lastAttempt = {}; ///< start of the last finished poll
    std::optional<Timestamp> nextAttempt = {}; ///< when it is polled again
    double seconds = -1; ///< how long the last poll took; negative: never polled
    int samples = 0; ///< of the last good answer
    QString format = {}; ///< detected format in words: "Prometheus text", "Actuator", "status code"
    bool required = false;
    std::vector<HealthComponent> health = {}; ///< health endpoints only
    bool operator==(const EndpointStatus &) const = default;
};

struct InstanceStatus {
    QString instance; ///< host:port
    bool up = false; ///< at least one endpoint answered at its last poll
    std::vector<EndpointStatus> endpoints;
    bool operator==(const InstanceStatus &) const = default;
};

struct BreakerStatus {
    QString breaker;
    QString instance;
    BreakerState state = BreakerState::Unknown;
    std::optional<Timestamp> since = {}; ///< when this program first saw this state
    bool operator==(const BreakerStatus &) const = default;
};

/// Normalised signals of one service at the moment of the snapshot; absent means missing, never zero.
struct ServiceSignals {
    std::optional<double> requestRate = {}; ///< per second
    std::optional<double> errorRatio = {}; ///< 0…1
    std::optional<double> latencyMeanSeconds = {};
    QMap<QString, double> latencySeconds = {}; ///< by quantile, keys "0.5", "0.95", "0.99"
    QMap<QString, double> cacheHitRatio = {}; ///< by cache, 0…1
    std::vector<BreakerStatus> breakers = {};
    bool operator==(const ServiceSignals &) const = default;
};

/// One reason for a state, from the rule that fires.
struct StateReason {
    QString rule; ///< name of the rule
    ServiceState severity = ServiceState::Ok;
    QString text; ///< whole sentence without full stop, for people
    std::optional<Timestamp> since = {}; ///< when the rule became active
    bool operator==(const StateReason &) const = default;
};

struct ServiceStatus {
    QString name;
    QString environment;
    QString owner;
    ServiceState state = ServiceState::Unknown;
    std::optional<Timestamp> stateSince = {};
    std::vector<StateReason> reasons = {}; ///< worst first; also why a service is unknown
    QStringList contradictions = {}; ///< "UP but breaker payments OPEN", "instances disagree"
    std::vector<InstanceStatus> instances = {};
    ServiceSignals signals_ = {};
    bool operator==(const ServiceStatus &) const = default;
};

/// Everything the Fleet and Service pages and `readyroomctl status` show, apart from charts. A value; crosses threads.
struct FleetSnapshot {
    Timestamp at{};
    std::vector<ServiceStatus> services; ///< in fleet-file order
    QString notice = {}; ///< e.g. "This workstation's own network is out; judgement is suspended."
    bool complete = false; ///< every endpoint has answered, or failed at least twice
    bool operator==(const FleetSnapshot &) const = default;
};

} // namespace readyroom::fleet
