// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/fleetfile.h"

#include <QSaveFile>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

QString fleetText(const std::vector<FleetEntry> &services, const QString &control)
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
    }
    return text;
}

std::expected<void, QString> writeWhole(const QString &path, const QString &text)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0 || !file.commit()) {
        return std::unexpected(u"The fleet file %1 cannot be written: %2."_s.arg(path, file.errorString()));
    }
    return {};
}

} // namespace readyroom::lab
