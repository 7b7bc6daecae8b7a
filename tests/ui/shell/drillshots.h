// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakedrills.h"
#include "ui/shell/mainwindow.h"

#include <QSize>

#include <functional>

/// A state of the page of drills, or of the buttons of a service, that the gallery takes a picture of.
struct DrillShot {
    QString name;
    std::vector<readyroom::DrillEntry> entries = readyroom::fakes::sampleEntries();
    readyroom::shell::PageAddress page = {readyroom::shell::PageAddress::Kind::Drills};
    QSize size = {1440, 900};
    /// Before the window is made.
    std::function<void(readyroom::fakes::FakeDrills &)> setUp = {};
    /// Brings the page into the state that is pictured.
    std::function<void(readyroom::shell::MainWindow &, readyroom::fakes::FakeDrills &)> prepare = {};
    QString armed = {}; ///< environment
    const char *dialog = nullptr; ///< this one is pictured instead of the window
};

[[nodiscard]] std::vector<DrillShot> drillShots();
