// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/profilefile.h"

#include "app/config/profilereader.h"
#include "app/config/textfile.h"
#include "models/journal/sha256.h"

#include <QStandardPaths>

static void initializeProfiles()
{
    // Resources of a static library are only there once somebody asks for them, outside of any namespace.
    Q_INIT_RESOURCE(readyroom_config);
}

namespace readyroom::config {

using namespace Qt::StringLiterals;

Loaded<readiness::Profile> loadProfile(const QString &path)
{
    initializeProfiles();
    const auto text = readTextFile(path);
    if (!text) {
        return std::unexpected(text.error());
    }
    return loadProfileText(*text, path);
}

Loaded<readiness::Profile> loadProfileText(const QByteArray &text, const QString &file)
{
    const auto document = YamlDocument::parse(text, file);
    if (!document) {
        return std::unexpected(document.error());
    }
    Complaints complaints(file);
    readiness::Profile profile = ProfileReader(*document, complaints).read();
    if (!complaints.empty()) {
        return std::unexpected(complaints.take());
    }
    profile.file = file;
    profile.sha256 = journal::sha256(text).toHex();
    return profile;
}

QStringList builtInProfiles()
{
    return {u"latency-optimizer"_s, u"bagtrack"_s, u"learnify-api"_s,
            u"resilient-client"_s,  u"cap-lab"_s,  u"service-default"_s};
}

bool isProfileName(const QString &nameOrPath)
{
    return !nameOrPath.contains(u'/') && !nameOrPath.endsWith(".yaml"_L1) && !nameOrPath.endsWith(".yml"_L1);
}

QString profilePath(const QString &nameOrPath)
{
    initializeProfiles();
    if (!isProfileName(nameOrPath)) {
        return nameOrPath;
    }
    if (builtInProfiles().contains(nameOrPath)) {
        return u":/readyroom/profiles/"_s + nameOrPath + u".yaml"_s;
    }
    return ownProfileFolder() + u'/' + nameOrPath + u".yaml"_s;
}

QString ownProfileFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/readyroom/profiles"_s;
}

} // namespace readyroom::config
