// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/targetlabels.h"

#include <algorithm>

namespace readyroom::series {

Labels withTargetLabels(const Labels &scraped, const Labels &target)
{
    Labels out = scraped;
    std::vector<Label> clashing;
    for (const Label &label : target) {
        if (const QByteArray existing = scraped.value(label.name); !existing.isEmpty()) {
            clashing.push_back({label.name, existing});
        }
        out.set(label.name, label.value);
    }
    // Shorter names first, as Prometheus: `exported_job` of the page must find its name taken by the renamed `job`.
    // Names of one length keep their order: ties are broken by name, which is the order of the target's labels.
    std::ranges::sort(clashing, [](const Label &a, const Label &b) {
        return a.name.size() != b.name.size() ? a.name.size() < b.name.size() : a.name < b.name;
    });
    for (const Label &label : clashing) {
        QByteArray name = label.name;
        do {
            name.prepend("exported_");
        } while (out.contains(name));
        out.set(name, label.value);
    }
    return out;
}

} // namespace readyroom::series
