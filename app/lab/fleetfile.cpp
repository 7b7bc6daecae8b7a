// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/fleetfile.h"

#include "app/lab/drills.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

/// `yaml` that many columns further right.
QString indented(const QString &yaml, int columns)
{
    QString text;
    for (const QString &line : yaml.split(u'\n', Qt::SkipEmptyParts)) {
        text += QString(columns, u' ') + line + u'\n';
    }
    return text;
}

} // namespace

QString fleetText(const std::vector<FleetEntry> &services, const QString &control, const QStringList &drills)
{
    QString text = u"# The demo fleet of Readyroom. It lives as long as the readyroom-lab that wrote this file.\n"
                   "# control: %1\n"
                   "environments:\n"
                   "  production: {confirm: type-name, arm_for: 10m}\n"
                   "  staging: {confirm: click}\n"
                   "defaults: {every: 1s, timeout: 1s}\n"
                   "services:\n"_s.arg(control);
    for (const FleetEntry &service : services) {
        text += u"  - name: %1\n    environment: %2\n    owner: %3\n"_s.arg(service.name, service.environment,
                                                                            service.owner);
        text += u"    instances: [\"%1\"]\n"_s.arg(service.instances.join(u"\", \""_s));
        for (const QString &endpoint : service.endpoints) {
            text += u"    %1\n"_s.arg(endpoint);
        }
        text += u"    lab: \"%1/lab/%2\"\n"_s.arg(control, service.name);
        if (!service.profile.isEmpty()) {
            text += u"    profile: %1\n"_s.arg(service.profile);
        }
        if (!service.actions.isEmpty()) {
            text += u"    actions:\n"_s + indented(service.actions, 6);
        }
    }
    if (!drills.isEmpty()) {
        text += u"drills:\n"_s;
        for (const QString &path : drills) {
            text += u"  - \"%1\"\n"_s.arg(path);
        }
    }
    return text;
}

std::expected<void, QString> writeFleet(const QString &path, const std::vector<FleetEntry> &services,
                                        const QString &control)
{
    const QFileInfo fleet(path);
    const QString folder = fleet.completeBaseName() + u".drills"_s;
    if (!fleet.absoluteDir().mkpath(folder)) {
        return std::unexpected(u"The folder %1 for drills cannot be made beside the fleet file."_s.arg(folder));
    }
    QStringList drills;
    for (const LabDrill &drill : labDrills(services, control)) {
        drills.append(folder + u'/' + drill.name + u".json"_s);
        const QByteArray json = QJsonDocument(drill.experiment).toJson();
        if (auto written = writeWhole(fleet.absoluteDir().filePath(drills.back()), QString::fromUtf8(json)); !written) {
            return written;
        }
    }
    return writeWhole(path, fleetText(services, control, drills));
}

std::expected<void, QString> writeWhole(const QString &path, const QString &text)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0 || !file.commit()) {
        return std::unexpected(u"The file %1 cannot be written: %2."_s.arg(path, file.errorString()));
    }
    return {};
}

} // namespace readyroom::lab
