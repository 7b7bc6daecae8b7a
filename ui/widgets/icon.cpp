// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/icon.h"

#include "ui/widgets/svgiconengine.h"

using namespace Qt::StringLiterals;

// A static library's resources are linked only when somebody asks for them; Q_INIT_RESOURCE must stand outside any
// namespace.
static void initIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace readyroom::widgets {

namespace {

QString fileOf(Symbol symbol)
{
    switch (symbol) {
    case Symbol::Fleet:
        return u"fleet"_s;
    case Symbol::Service:
        return u"service"_s;
    case Symbol::Lock:
        return u"lock"_s;
    case Symbol::Unlock:
        return u"unlock"_s;
    case Symbol::Search:
        return u"search"_s;
    case Symbol::Pause:
        return u"pause"_s;
    case Symbol::Play:
        return u"play"_s;
    case Symbol::Copy:
        return u"copy"_s;
    case Symbol::Refresh:
        return u"refresh"_s;
    case Symbol::Expand:
        return u"expand"_s;
    case Symbol::Save:
        return u"save"_s;
    case Symbol::Zoom:
        return u"zoom"_s;
    case Symbol::Close:
        return u"close"_s;
    case Symbol::ChevronDown:
        return u"chevron-down"_s;
    case Symbol::ChevronRight:
        return u"chevron-right"_s;
    case Symbol::Table:
        return u"table"_s;
    case Symbol::Journal:
        return u"journal"_s;
    case Symbol::Readiness:
        return u"readiness"_s;
    case Symbol::Drills:
        return u"drills"_s;
    case Symbol::Verify:
        return u"verify"_s;
    }
    return {};
}

} // namespace

QIcon icon(Symbol symbol, const QColor &colour, const QColor &disabled)
{
    initIcons();
    QColor faint = disabled;
    if (!faint.isValid()) {
        faint = colour;
        faint.setAlphaF(0.4F);
    }
    return QIcon(new SvgIconEngine(u":/readyroom/icons/"_s + fileOf(symbol) + u".svg"_s, colour, faint));
}

QIcon applicationIcon()
{
    initIcons();
    return QIcon(new SvgIconEngine(u":/readyroom/icons/readyroom.svg"_s, {}, {}));
}

} // namespace readyroom::widgets
