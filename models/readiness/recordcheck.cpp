// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/recordcheck.h"

#include "models/journal/timetext.h"
#include "models/readiness/recordparts.h"

#include <QSet>

#include <algorithm>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> refused(QLatin1StringView sentence, const QString &subject)
{
    return failure(Error::Kind::Parse, partWords(sentence, subject));
}

bool isDigest(const QByteArray &hex)
{
    constexpr qsizetype digits = 64;
    return hex.isEmpty() || (hex.size() == digits && std::ranges::all_of(hex, [](char c) {
                                 return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                             }));
}

bool hasSpelling(std::optional<Timestamp> at)
{
    return !at || journal::timeText(*at);
}

bool hasSpellings(const Document::ItemRecord &item)
{
    return hasSpelling(item.takenAt) && hasSpelling(item.expires)
        && hasSpelling(item.waiver ? std::optional(item.waiver->expires) : std::nullopt);
}

Result<void> checkItem(const Document::ItemRecord &item)
{
    if (item.id.isEmpty()) {
        return refused("An item of the record has no id."_L1, {});
    }
    if (!severityFromName(item.severity)) {
        return refused("The item %1 of the record has a severity that there is not."_L1, item.id);
    }
    if (!isDigest(item.rawSha256) || !isDigest(item.keptSha256)) {
        return refused("A digest of the item %1 of the record is not a SHA-256 in lower-case hex."_L1, item.id);
    }
    if (!hasSpellings(item)) {
        return refused("A time of the item %1 of the record is not within the years 0 to 9999."_L1, item.id);
    }
    return {};
}

Result<void> checkRoles(const QStringList &roles)
{
    QSet<QString> seen;
    for (const QString &role : roles) {
        if (!isRoleName(role)) {
            return refused("The record names the role \"%1\"; a role has only a-z, 0-9 and -."_L1, role);
        }
        if (seen.contains(role)) {
            return refused("The record names the role %1 twice."_L1, role);
        }
        seen += role;
    }
    return {};
}

} // namespace

Result<void> checkRecord(const Document &document)
{
    if (document.profile.isEmpty()) {
        return refused("The record does not say which profile it is about."_L1, {});
    }
    if (!hasSpelling(document.at)) {
        return refused("The time of the record is not within the years 0 to 9999."_L1, {});
    }
    if (!isDigest(document.profileSha256)) {
        return refused("The digest of the profile in the record is not a SHA-256 in lower-case hex."_L1, {});
    }
    if (document.applicable < 0 || document.unknown < 0) {
        return refused("A count in the record is negative."_L1, {});
    }
    QSet<QString> categories;
    for (const Document::CategoryRecord &category : document.categories) {
        if (category.name.isEmpty() || categories.contains(category.name)) {
            return refused("The record has a category without a name, or twice: \"%1\"."_L1, category.name);
        }
        categories += category.name;
    }
    QSet<QString> ids;
    for (const Document::ItemRecord &item : document.items) {
        if (const Result<void> checked = checkItem(item); !checked) {
            return checked;
        }
        if (ids.contains(item.id)) {
            return refused("The record has the item %1 twice."_L1, item.id);
        }
        ids += item.id;
    }
    return checkRoles(document.roles);
}

bool isRoleName(QStringView name)
{
    constexpr qsizetype longest = 64;
    return !name.isEmpty() && name.size() <= longest && !name.startsWith(u'-')
        && std::ranges::all_of(
            name, [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-'; });
}

} // namespace readyroom::readiness
