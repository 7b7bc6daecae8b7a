// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tones.h"

namespace readyroom::page {

using paint::Tone;

Tone toneOf(items::LineState state)
{
    switch (state) {
    case items::LineState::Plain:
        return Tone::Neutral;
    case items::LineState::Good:
        return Tone::Ok;
    case items::LineState::Doubtful:
        return Tone::Warning;
    case items::LineState::Bad:
        return Tone::Critical;
    case items::LineState::Unknown:
        break;
    }
    return Tone::Unknown;
}

} // namespace readyroom::page
