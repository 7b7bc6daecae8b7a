// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/ports/time.h"
#include "models/promql/ast.h"
#include "models/rules/annotation.h"
#include "models/series/labels.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <variant>
#include <vector>

/// Prometheus rule files as values (https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/).
namespace readyroom::rules {

/// Stores the result of `expr` as the series `record`.
struct RecordingRule {
    QByteArray record; ///< metric name, e.g. service:request_rate
    QString text; ///< the expression as written
    promql::ExprPtr expr; ///< never null
    series::Labels labels = {}; ///< set on every result, winning over its own
    SourcePosition where = {}; ///< of the expression

    bool operator==(const RecordingRule &) const = default;
};

/// Turns every element of the result of `expr` into an alert.
struct AlertingRule {
    QString alert; ///< name, the label `alertname`
    QString text; ///< the expression as written
    promql::ExprPtr expr; ///< never null
    Duration hold{0}; ///< `for:` how long the expression must hold before the alert fires
    Duration keepFiringFor{0}; ///< how long a firing alert outlives its expression
    QMap<QString, Annotation> labels = {}; ///< templates; win over the result's own labels
    QMap<QString, Annotation> annotations = {};
    SourcePosition where = {}; ///< of the expression

    bool operator==(const AlertingRule &) const = default;
};

using Rule = std::variant<RecordingRule, AlertingRule>;

/// Rules that are evaluated together, in order.
struct RuleGroup {
    QString name;
    Duration interval{0}; ///< 0: whoever evaluates decides
    std::vector<Rule> rules = {};

    bool operator==(const RuleGroup &) const = default;
};

/// Turns one exporter's names into the normalised signals (`service:*`). It applies to the services whose pages expose
/// the metric `detect`.
struct SignalMap {
    QString name; ///< as in `signals:` of a fleet file
    QString title; ///< for people
    QByteArray detect; ///< metric name
    int order = 0; ///< of two maps that give one signal for one service, the lower wins
    std::vector<RecordingRule> rules = {};

    bool operator==(const SignalMap &) const = default;
};

} // namespace readyroom::rules
