// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/textfile.h"

#include "app/config/yaml.h"

#include <QFile>
#include <QFileInfo>

namespace readyroom::config {

using namespace Qt::StringLiterals;

Loaded<QByteArray> readTextFile(const QString &path)
{
    const auto failed = [&path](const QString &why) {
        return std::unexpected(
            Errors{{Error::Kind::Io, u"This file cannot be read: %1."_s.arg(why), {}, {path, 0, 0}}});
    };
    if (QFileInfo(path).isDir()) {
        return failed(u"it is a folder"_s);
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failed(file.errorString());
    }
    QByteArray text = file.read(maxYamlBytes + 1);
    if (file.error() != QFileDevice::NoError) {
        return failed(file.errorString());
    }
    return text;
}

} // namespace readyroom::config
