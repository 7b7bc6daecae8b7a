// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/pages.h"

namespace readyroom::report {

void Pages::gap(double height)
{
    if (m_y > 0.0) {
        m_y += height;
    }
}

void Pages::keep(double height)
{
    if (m_y > 0.0 && height > room()) {
        turn();
    }
}

void Pages::turn()
{
    m_pages.emplace_back();
    m_y = 0.0;
}

} // namespace readyroom::report
