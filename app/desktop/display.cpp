// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/display.h"

#include <QtGlobal>

namespace readyroom::desktop {

using namespace Qt::StringLiterals;

std::optional<QString> missingDisplay()
{
    for (const char *variable : {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"}) {
        if (!qEnvironmentVariableIsEmpty(variable)) {
            return std::nullopt;
        }
    }
    return u"There is no display: neither WAYLAND_DISPLAY nor DISPLAY is set. Log in to a desktop, or set "
           "QT_QPA_PLATFORM=offscreen and ask for a picture with --screenshot FILE."_s;
}

} // namespace readyroom::desktop
