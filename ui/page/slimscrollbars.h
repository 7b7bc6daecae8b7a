// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractScrollArea;

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::page {

/// Gives an area scroll bars without arrows or frame, in the colours of the theme, and keeps them so.
void slimScrollBars(QAbstractScrollArea &area, const widgets::ThemeSource &themes);

} // namespace readyroom::page
