// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/experiment.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <expected>
#include <vector>

namespace readyroom::drills {

/// Reads one experiment, once: what stands around its activities, which activityreader.h reads.
class ExperimentReader final {
public:
    explicit ExperimentReader(const QJsonObject &json);
    [[nodiscard]] std::expected<Experiment, std::vector<Problem>> read();

private:
    void readTexts();
    void refuseWhatIsNotOffered();
    void readConfiguration();
    void readSecrets();
    void readActivities();
    void readHypothesis();
    void readRuntime();
    void readExtensions();
    void readOurs(const QJsonObject &ours, const QString &pointer);
    void readMeasure(const QJsonValue &json, const QString &pointer);
    void checkEnvironmentValue(const QJsonObject &value, const QString &pointer);
    [[nodiscard]] QString text(const QJsonObject &json, const QString &key, const QString &pointer);
    [[nodiscard]] Duration duration(const QJsonValue &json, const QString &pointer, Duration least, Duration most);
    void problem(const QString &pointer, const QString &sentence);

    QJsonObject m_json;
    Experiment m_experiment;
    std::vector<Problem> m_problems;
};

} // namespace readyroom::drills
