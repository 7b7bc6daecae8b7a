// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/profile.h"

namespace readyroom::readiness {

std::vector<const Item *> Profile::items() const
{
    std::vector<const Item *> all;
    for (const Category &category : categories) {
        for (const Item &item : category.items) {
            all.push_back(&item);
        }
    }
    return all;
}

const Item *Profile::item(QStringView id) const
{
    for (const Category &category : categories) {
        for (const Item &item : category.items) {
            if (item.id == id) {
                return &item;
            }
        }
    }
    return nullptr;
}

} // namespace readyroom::readiness
