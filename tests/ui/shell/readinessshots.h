// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakereadiness.h"
#include "ui/shell/mainwindow.h"

#include <QSize>

#include <functional>

/// A state of the readiness page that the gallery takes a picture of.
struct ReadinessShot {
    QString name;
    readyroom::fakes::SampleReadiness sample = readyroom::fakes::learnify();
    QSize size = {1440, 900};
    /// Before the page is opened.
    std::function<void(readyroom::fakes::FakeReadiness &)> setUp = {};
    /// Brings the page into the state that is pictured.
    std::function<void(readyroom::shell::MainWindow &, readyroom::fakes::FakeReadiness &)> prepare = {};
    bool armed = false; ///< the environment of the sample is
    const char *dialog = nullptr; ///< this one is pictured instead of the window
};

[[nodiscard]] std::vector<ReadinessShot> readinessShots();
