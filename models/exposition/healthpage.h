// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/exposition/content.h"
#include "models/exposition/page.h"

#include <QSet>

namespace readyroom::exposition {

/// Collects the components of a health answer and makes a page of them. The first component added is the whole, with an
/// empty path.
class HealthPageBuilder {
public:
    /// Components deeper or more than these are left out: a health answer is for people, and remote text is hostile.
    static constexpr qsizetype maxDepth = 8;
    static constexpr std::size_t maxComponents = 1000;

    /// Adds the whole. A status of the 4xx or 5xx class means down, whatever the words of the body say.
    void addWhole(fleet::HealthComponent whole, const Content &content);
    [[nodiscard]] bool isFull() const { return m_components.size() >= maxComponents; }
    /// False when the component was left out. A path that is taken already gets " (2)", " (3)", … at its end.
    bool add(fleet::HealthComponent component);
    /// One sample `service:health` per component whose status is known.
    [[nodiscard]] Page finish();

private:
    QSet<QString> m_taken;
    std::vector<fleet::HealthComponent> m_components;
};

} // namespace readyroom::exposition
