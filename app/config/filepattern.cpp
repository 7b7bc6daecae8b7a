// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/filepattern.h"

#include <QFileInfo>

namespace readyroom::config {

using namespace Qt::StringLiterals;

QStringList filesMatching(const QDir &folder, const YamlNode &node, const QString &pattern, const QString &kind,
                          Complaints &complaints)
{
    const QFileInfo info(QDir::cleanPath(folder.absoluteFilePath(pattern)));
    const auto isWild = [](const QString &text) { return text.contains(u'*') || text.contains(u'?'); };
    if (isWild(info.absolutePath())) {
        complaints.at(node, u"Only the last part of the path of %1s may contain \"*\" or \"?\"."_s.arg(kind));
        return {};
    }
    if (isWild(info.fileName())) {
        QStringList paths;
        for (const QString &name : info.absoluteDir().entryList({info.fileName()}, QDir::Files, QDir::Name)) {
            paths << info.absoluteDir().absoluteFilePath(name);
        }
        return paths;
    }
    if (!info.isFile()) {
        complaints.at(node, u"There is no %1 %2."_s.arg(kind, info.absoluteFilePath()), Error::Kind::Io);
        return {};
    }
    return {info.absoluteFilePath()};
}

} // namespace readyroom::config
