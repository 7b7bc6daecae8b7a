// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/experiment.h"

#include <QHash>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace readyroom::drills {

/// Reads the activities of one experiment. What is wrong is added to the problems given.
class ActivityReader final {
public:
    ActivityReader(const QJsonObject &experiment, std::vector<Problem> &problems);

    enum class Place { Hypothesis, Method, Rollbacks };
    /// A list of activities, those that could be read; `pointer` leads to it.
    [[nodiscard]] std::vector<Activity> list(const QJsonValue &json, const QString &pointer, Place place);

private:
    void collectNames(const QJsonValue &json);
    [[nodiscard]] std::optional<QJsonObject> resolved(const QJsonObject &json, const QString &pointer);
    [[nodiscard]] std::optional<Activity> read(const QJsonObject &json, const QString &pointer, Place place);
    [[nodiscard]] bool readType(const QJsonObject &json, const QString &pointer, Place place, Activity &into);
    void readProvider(const QJsonObject &json, const QString &pointer, Activity &into);
    void checkUse(const QString &pointer, const Activity &activity);
    void readTolerance(const QJsonObject &json, const QString &pointer, Place place, Activity &into);
    void readPauses(const QJsonObject &json, const QString &pointer, Activity &into);
    [[nodiscard]] Duration pause(const QJsonValue &json, const QString &pointer);
    void readBackground(const QJsonObject &json, const QString &pointer, Activity &into);
    void readSecrets(const QJsonValue &json, const QString &pointer, Activity &into);
    void problem(const QString &pointer, const QString &sentence);

    std::vector<Problem> &m_problems;
    QHash<QString, QJsonObject> m_named; ///< for `ref`
    QStringList m_secretGroups;
};

} // namespace readyroom::drills
