// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/choice.h"

namespace readyroom::lab {

using namespace Qt::StringLiterals;

QJsonObject choicesReport(const std::vector<LabChoice> &choices)
{
    QJsonArray list;
    for (const LabChoice &choice : choices) {
        list.append(QJsonObject{{u"value"_s, choice.value},
                                {u"label"_s, choice.label.isEmpty() ? choice.value : choice.label},
                                {u"current"_s, choice.current}});
    }
    return {{u"choices"_s, list}};
}

} // namespace readyroom::lab
