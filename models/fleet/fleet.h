// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/endpoint.h"
#include "models/fleet/storeaddress.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <utility>
#include <vector>

/// What a fleet file may say, as values. Reading and validating the YAML is app/config's work.
namespace readyroom::fleet {

/// Format of an endpoint's answers. Auto: detected from the answer.
enum class Format { Auto, Status, Actuator, HealthJson, Prometheus, Resilience4j, Json };

/// JSON pointers (RFC 6901) that describe where a `kind: json` endpoint keeps its breakers or caches. `at` names an
/// array or an object; the others are relative to each of its elements. For an object an empty `name` means "the key is
/// the name".
struct JsonMapping {
    QString at;
    QString name;
    QString state; ///< breakers
    QString hits; ///< caches: a counter
    QString misses; ///< caches: a counter
    QString size; ///< caches: bytes, optional
    QString evictions; ///< caches: a counter, optional
    bool operator==(const JsonMapping &) const = default;
};

/// Where a secret comes from; never the secret itself.
struct SecretRef {
    enum class From { Env, File, Keychain };
    From from = From::Env;
    QString name; ///< of the variable, absolute path of the file, or name of the keychain entry
    bool operator==(const SecretRef &) const = default;
};

struct Auth {
    std::optional<SecretRef> bearer = {};
    std::optional<QString> user = {}; ///< basic
    std::optional<SecretRef> password = {};
    bool operator==(const Auth &) const = default;
};

struct Tls {
    QString ca = {}; ///< absolute paths, PEM; empty: the system's
    QString cert = {};
    QString key = {};
    std::optional<SecretRef> keySecret = {}; ///< the private key itself, in PEM, instead of `key`
    bool verify = true;
    bool operator==(const Tls &) const = default;
};

struct Endpoint {
    EndpointKind kind = EndpointKind::Health;
    QString path; ///< begins with "/"
    Format format = Format::Auto;
    JsonMapping json = {};
    Duration every{5000};
    Duration timeout{3000};
    std::size_t bodyLimit = 16U * 1024 * 1024; ///< bytes, decoded
    bool required = false;
    bool operator==(const Endpoint &) const = default;
};

struct Environment {
    enum class Confirm { TypeName, Click };
    QString name;
    Confirm confirm = Confirm::TypeName;
    Duration armFor{std::chrono::minutes{10}};
    bool operator==(const Environment &) const = default;
};

struct Service {
    QString name;
    QString environment = {};
    QString owner = {};
    QStringList dependsOn = {};
    std::vector<QUrl> instances; ///< base URLs, http or https
    std::vector<Endpoint> endpoints = {};
    std::vector<std::pair<QByteArray, QByteArray>> headers = {};
    Auth auth = {};
    Tls tls = {};
    QMap<QString, QString> selector = {}; ///< labels that pick this service's series in a remote source
    QString signalMap = QStringLiteral("auto");
    QString profile = {}; ///< of its readiness: the name of one that is found by name, or an absolute path
    QUrl lab = {}; ///< control address of the demo fleet's service
    SourcePosition where = {};
    bool operator==(const Service &) const = default;
};

struct Fleet {
    QString file; ///< where it was read from
    std::vector<Environment> environments;
    std::vector<Service> services;
    QStringList ruleFiles; ///< absolute paths
    std::optional<StoreAddress> store = {}; ///< the journal of a team; absent: this machine's only
    bool operator==(const Fleet &) const = default;
};

/// The `instance` label of a base URL: host:port, the scheme's default port filled in; IPv6 in brackets.
[[nodiscard]] QString instanceLabel(const QUrl &baseUrl);

} // namespace readyroom::fleet
