// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/parser.h"
#include "models/promql/value.h"
#include "models/rules/rule.h"

/// Short ways to write rules and results in tests.
namespace fixture {

inline readyroom::rules::Annotation annotation(const char *text)
{
    const auto parsed = readyroom::rules::Annotation::parse(QString::fromUtf8(text));
    if (!parsed) {
        qFatal("bad template in a test: %s", text);
    }
    return *parsed;
}

inline readyroom::promql::ExprPtr expression(const char *text)
{
    const auto parsed = readyroom::promql::parse(QString::fromUtf8(text));
    if (!parsed) {
        qFatal("bad expression in a test: %s", text);
    }
    return *parsed;
}

inline readyroom::rules::AlertingRule alerting(const char *name, const char *severity, readyroom::Duration hold,
                                               const char *reason, const char *expr = "up == 0")
{
    readyroom::rules::AlertingRule rule;
    rule.alert = QString::fromUtf8(name);
    rule.text = QString::fromUtf8(expr);
    rule.expr = expression(expr);
    rule.hold = hold;
    rule.labels.insert(QStringLiteral("severity"), annotation(severity));
    rule.annotations.insert(QStringLiteral("reason"), annotation(reason));
    return rule;
}

inline readyroom::rules::RecordingRule recording(const char *name, const char *expr,
                                                 readyroom::series::Labels labels = {})
{
    return {name, QString::fromUtf8(expr), expression(expr), std::move(labels), {}};
}

inline readyroom::promql::VectorSample sample(readyroom::series::Labels labels, double value)
{
    return {std::move(labels), 0, value};
}

inline readyroom::Timestamp at(int seconds)
{
    return readyroom::fromMillis(1'700'000'000'000 + seconds * 1000LL);
}

} // namespace fixture
