// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/profilenames.h"

namespace readyroom::config {

ProfileNames namesOf(const std::vector<readiness::Category> &categories)
{
    ProfileNames names;
    for (const readiness::Category &category : categories) {
        names.categories << category.name;
        for (const readiness::Item &item : category.items) {
            if (!names.ids.contains(item.id)) {
                names.ids << item.id;
            }
            for (const QString &tag : item.tags) {
                if (!names.tags.contains(tag)) {
                    names.tags << tag;
                }
                names.idsOfTag[tag] << item.id;
            }
        }
    }
    return names;
}

} // namespace readyroom::config
