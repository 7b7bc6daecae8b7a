// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/alertstates.h"

#include <algorithm>
#include <map>
#include <utility>

namespace readyroom::rules {

using namespace Qt::StringLiterals;

namespace {

QMap<QString, QString> expanded(const AlertingRule &rule, const promql::VectorSample &sample)
{
    QMap<QString, QString> result;
    for (auto it = rule.annotations.cbegin(); it != rule.annotations.cend(); ++it) {
        result.insert(it.key(), it.value().expand(sample.labels, sample.v));
    }
    return result;
}

} // namespace

series::Labels alertLabels(const AlertingRule &rule, const promql::VectorSample &sample)
{
    series::Labels labels = sample.labels.without(series::metricNameLabel);
    for (auto it = rule.labels.cbegin(); it != rule.labels.cend(); ++it) {
        labels.set(it.key().toUtf8(), it.value().expand(sample.labels, sample.v).toUtf8());
    }
    labels.set(QByteArrayLiteral("alertname"), rule.alert.toUtf8());
    return labels;
}

Result<std::vector<AlertChange>> AlertStates::evaluate(const AlertingRule &rule, const promql::Vector &result,
                                                       Timestamp at)
{
    std::map<series::Labels, const promql::VectorSample *> active;
    for (const promql::VectorSample &sample : result) {
        const auto [entry, fresh] = active.emplace(alertLabels(rule, sample), &sample);
        if (!fresh) {
            return failure(Error::Kind::Config,
                           u"Rule %1 yields two alerts with the labels %2."_s.arg(
                               rule.alert, QString::fromUtf8(entry->first.toText())));
        }
    }

    std::vector<AlertChange> changes;
    std::vector<Alert> kept;
    kept.reserve(active.size());
    for (Alert &alert : m_alerts) {
        if (const auto found = active.find(alert.labels); found != active.end()) {
            alert.value = found->second->v;
            alert.annotations = expanded(rule, *found->second);
            alert.keepFiringSince.reset();
            active.erase(found);
            kept.push_back(std::move(alert));
            continue;
        }
        if (alert.phase == AlertPhase::Firing && rule.keepFiringFor > Duration{0}) {
            alert.keepFiringSince = alert.keepFiringSince.value_or(at);
            if (at - *alert.keepFiringSince < rule.keepFiringFor) {
                kept.push_back(std::move(alert));
                continue;
            }
        }
        const bool fired = alert.phase == AlertPhase::Firing;
        changes.push_back({fired ? AlertChange::What::Resolved : AlertChange::What::Dropped, std::move(alert)});
    }
    for (const auto &[labels, sample] : active) {
        kept.push_back({labels, expanded(rule, *sample), AlertPhase::Pending, sample->v, at, {}, {}});
        if (rule.hold > Duration{0}) {
            changes.push_back({AlertChange::What::Pending, kept.back()});
        }
    }
    std::ranges::sort(kept, {}, &Alert::labels);
    for (Alert &alert : kept) {
        if (alert.phase == AlertPhase::Pending && at - alert.activeAt >= rule.hold) {
            alert.phase = AlertPhase::Firing;
            alert.firedAt = at;
            changes.push_back({AlertChange::What::Firing, alert});
        }
    }
    m_alerts = std::move(kept);
    return changes;
}

void AlertStates::restore(series::Labels labels, Timestamp activeAt)
{
    const auto place = std::ranges::lower_bound(m_alerts, labels, {}, &Alert::labels);
    if (place != m_alerts.end() && place->labels == labels) {
        place->activeAt = std::min(place->activeAt, activeAt);
        return;
    }
    m_alerts.insert(place, Alert{std::move(labels), {}, AlertPhase::Pending, 0.0, activeAt, {}, {}});
}

} // namespace readyroom::rules
