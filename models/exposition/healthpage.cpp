// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exposition/healthpage.h"

#include "models/exposition/generated.h"

#include <cmath>

namespace readyroom::exposition {

using namespace Qt::StringLiterals;

void HealthPageBuilder::addWhole(fleet::HealthComponent whole, const Content &content)
{
    if (!content.isSuccess() && whole.value != 0.0) { // unknown counts too: the status knows more than an odd word
        whole.value = 0.0;
        whole.detail = u"answered %1"_s.arg(statusText(content.status()));
    }
    add(std::move(whole));
}

bool HealthPageBuilder::add(fleet::HealthComponent component)
{
    if (component.path.size() > maxDepth || isFull()) {
        return false;
    }
    if (!component.path.isEmpty()) {
        const QString last = component.path.last();
        for (int copy = 2; m_taken.contains(component.path.join(u'/')); ++copy) {
            component.path.last() = u"%1 (%2)"_s.arg(last).arg(copy);
        }
        m_taken.insert(component.path.join(u'/'));
    }
    m_components.push_back(std::move(component));
    return true;
}

Page HealthPageBuilder::finish()
{
    Page page;
    for (const fleet::HealthComponent &component : m_components) {
        if (std::isnan(component.value)) {
            continue; // unknown is a gap, not a number that would spoil every average
        }
        addSample(page, "service:health", {{"component", component.path.join(u'/').toUtf8()}}, component.value);
    }
    page.health = std::move(m_components);
    return page;
}

} // namespace readyroom::exposition
