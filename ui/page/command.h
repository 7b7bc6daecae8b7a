// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QString>

#include <functional>

namespace readyroom::page {

/// Something a person can ask for from the command palette.
struct Command {
    QString title; ///< "Go to Fleet"; plain text
    QString context = {}; ///< said beside it in muted text: "production · payments"
    QKeySequence shortcut = {};
    std::function<void()> run;
};

} // namespace readyroom::page
