// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"
#include "models/promql/ast.h"
#include "models/readiness/threshold.h"
#include "models/readiness/unit.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

/// What a profile says an item is proved by. Reading and validating the YAML is app/config's work, collecting is that
/// of app/evidence.
namespace readyroom::readiness {

/// The value of a PromQL expression over the series of the service. No result, NaN and a history shorter than `holdFor`
/// are unknown; of several series the worst counts.
struct QueryEvidence {
    QString expr;
    promql::ExprPtr parsed; ///< of `expr`; narrowed to the service when `scope` says so
    Threshold pass;
    std::optional<Threshold> partial = {};
    Duration holdFor{0}; ///< `for:`; the threshold must have held for this long, at each evaluation of the history
    Unit unit = Unit::None;
    enum class Scope { Service, Fleet };
    Scope scope = Scope::Service;
};

/// The service's health endpoint, or one component of it. Passes when every instance says up, is partial when one is
/// degraded, fails when one is down or answers 404.
struct HealthEvidence {
    QString component = {}; ///< empty: the whole
};

/// Headers of an answer. With `present`: how many of the names are there. With `name`: whether it is there, matches and
/// is unique over `answers` answers.
struct HeaderEvidence {
    QString path = QStringLiteral("/");
    QStringList present = {};
    QString name = {};
    QString matches = {}; ///< RE2, anchored; empty: any value
    bool unique = false;
    int answers = 1; ///< 1 … 20, how many answers are asked for
};

/// What the handshake shows. A service without TLS fails.
struct TlsEvidence {
    int minVersion = 12; ///< 10, 11, 12, 13
    int minDays = 14; ///< until the leaf certificate expires
};

/// One GET, its status and, when `pointer` is given, what stands there in the JSON body.
struct HttpEvidence {
    QString path;
    std::vector<int> status = {200};
    QString pointer = {}; ///< RFC 6901
    std::optional<Threshold> number = {}; ///< of the value at `pointer`
    std::optional<QString> text =
        {}; ///< the value at `pointer` must be this text (true, false and null as JSON writes them)
};

/// Active: `requests` GETs in a row by one client must bring at least one `expect`, and the first must not.
struct RateLimitEvidence {
    QString path;
    int requests = 60; ///< 2 … 10,000
    int expect = 429;
    QString clientHeader = {}; ///< a header that carries a client key, a new one for each run; empty: none
};

/// Active: `users` concurrent users, each one request after the other, for `duration`.
struct LoadEvidence {
    QString path;
    int users = 50; ///< 1 … 500
    Duration duration{std::chrono::seconds{10}}; ///< 1 s … 10 min
    QString clientHeader = {}; ///< as above, one key for each user
    enum class Figure { Mean, P50, P95, P99, Success, Throughput }; ///< seconds; success 0 … 1; answers a second
    struct Limit {
        Figure figure = Figure::P95;
        Threshold pass;
        std::optional<Threshold> partial = {};
        bool operator==(const Limit &) const = default;
    };
    std::vector<Limit> limits; ///< not empty; the worst counts
};

/// A drill of this name that ended well, in the journal, no older than `maxAge`.
struct DrillEvidence {
    QString drill;
    Duration maxAge{std::chrono::days{90}};
};

/// Active: a program with its arguments, never a shell. Passes when it ends with `exitCode` and, when given, what it
/// prints on standard output matches.
struct CommandEvidence {
    QStringList command; ///< not empty
    int exitCode = 0;
    QString matches = {}; ///< RE2, anywhere in the output
    Duration timeout{std::chrono::seconds{60}};
};

/// The line rate of a Cobertura file. `file` is absolute (a profile's relative path is resolved beside the profile).
struct CoverageEvidence {
    QString file;
    Threshold pass; ///< of the percentage, 0 … 100
    std::optional<Threshold> partial = {};
};

/// A person or a report says so.
struct AttestEvidence {
    enum class Says { Pass, Partial, Fail };
    Says says = Says::Pass;
    QString by;
    QString statement;
    QString link = {}; ///< a document, section or URL; shown, never fetched
    Timestamp date{};
    std::optional<Timestamp> expires = {};
};

using EvidenceSpec =
    std::variant<QueryEvidence, HealthEvidence, HeaderEvidence, TlsEvidence, HttpEvidence, RateLimitEvidence,
                 LoadEvidence, DrillEvidence, CommandEvidence, CoverageEvidence, AttestEvidence>;

/// "query", "health", "header", "tls", "http", "rate_limit", "load", "drill", "command", "coverage", "attest".
[[nodiscard]] QString evidenceKindName(const EvidenceSpec &spec);
/// Runs only on request and armed: rate_limit, load, command.
[[nodiscard]] bool isActive(const EvidenceSpec &spec);

} // namespace readyroom::readiness
