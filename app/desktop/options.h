// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "ui/shell/pageaddress.h"

#include <QSize>
#include <QStringList>

#include <chrono>
#include <optional>

namespace readyroom::desktop {

/// What the command line of `readyroom` asks for.
struct Options {
    enum class ThemeChoice { Desktop, Light, Dark };

    QString fleetFile = {};
    bool demo = false;
    shell::PageAddress page = {};
    ThemeChoice theme = ThemeChoice::Desktop;
    std::optional<QSize> size = {}; ///< absent: as in the last run, or 1440x900
    QString screenshot = {}; ///< a file to write a picture of the window to, and then to end
    std::chrono::milliseconds after{0}; ///< from the first answers to the picture
    bool timings = false; ///< report start-up time and the longest gap of the event loop on standard error
    bool help = false;
    bool version = false;

    bool operator==(const Options &) const = default;

    static constexpr QSize defaultSize{1440, 900};
};

/// Reads the arguments without the program's name. Fails with Kind::Config and one sentence.
[[nodiscard]] Result<Options> parseOptions(const QStringList &arguments);
/// What `--help` prints.
[[nodiscard]] QString usage();

} // namespace readyroom::desktop
