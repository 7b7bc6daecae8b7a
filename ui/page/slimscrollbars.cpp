// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/slimscrollbars.h"

#include "ui/widgets/themesource.h"

#include <QAbstractScrollArea>
#include <QScrollBar>

namespace readyroom::page {

using namespace Qt::StringLiterals;

void slimScrollBars(QAbstractScrollArea &area, const widgets::ThemeSource &themes)
{
    const auto apply = [&area, &themes] {
        const paint::Theme &theme = themes.theme();
        const QString sheet =
            u"QScrollBar { background: transparent; border: none; margin: 0 }"
            "QScrollBar:vertical { width: 10px } QScrollBar:horizontal { height: 10px }"
            "QScrollBar::handle { background: %1; border-radius: 3px; margin: 2px }"
            "QScrollBar::handle:vertical { min-height: 32px } QScrollBar::handle:horizontal { min-width: 32px }"
            "QScrollBar::handle:hover, QScrollBar::handle:pressed { background: %2 }"
            "QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0 }"
            "QScrollBar::add-page, QScrollBar::sub-page { background: transparent }"_s.arg(
                paint::mixed(theme.background, theme.mutedText, 0.35).name(), theme.mutedText.name());
        area.verticalScrollBar()->setStyleSheet(sheet);
        area.horizontalScrollBar()->setStyleSheet(sheet);
    };
    QObject::connect(&themes, &widgets::ThemeSource::changed, &area, apply);
    apply();
}

} // namespace readyroom::page
