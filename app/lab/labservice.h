// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/choice.h"
#include "app/lab/httpfwd.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace readyroom::lab {

/// What the fleet file says about a service.
struct FleetEntry {
    QString name;
    QString environment;
    QString owner;
    QStringList instances; ///< base URLs
    QStringList endpoints; ///< YAML lines, e.g. "health: {path: /health}"
    QString profile = {}; ///< of readiness; empty: none
    QString actions = {}; ///< YAML list as below "actions:", each line ended; empty: none
};

/// One service of the demo fleet. Opened and warmed once; control() may be called by several threads at a time.
class LabService {
public:
    LabService() = default;
    virtual ~LabService() = default;
    LabService(const LabService &) = delete;
    LabService &operator=(const LabService &) = delete;

    [[nodiscard]] virtual QString name() const = 0;
    /// Opens the ports. False when none can be had.
    [[nodiscard]] virtual bool open() = 0;
    /// Blocks until the service is as it shall be found, then lets its traffic run.
    virtual void warmUpAndRun() = 0;
    /// Valid after open().
    [[nodiscard]] virtual FleetEntry fleetEntry() const = 0;
    [[nodiscard]] virtual QJsonObject overview() = 0;
    /// Answers `METHOD /lab/<name>/<action>`. False when there is no such action for that method.
    [[nodiscard]] virtual bool control(const QString &action, const httplib::Request &request,
                                       httplib::Response &response) = 0;
    /// What `argument` of the order `action` may be right now; nothing when that cannot be told.
    [[nodiscard]] virtual std::optional<std::vector<LabChoice>> choices(const QString &action, const QString &argument)
    {
        Q_UNUSED(action)
        Q_UNUSED(argument)
        return std::nullopt;
    }
};

} // namespace readyroom::lab
