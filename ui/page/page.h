// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/command.h"

#include <QWidget>

#include <vector>

namespace readyroom::page {

/// One page of the window. It works (queries, ticks) only while it is visible.
class Page : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    /// What the palette offers while this page is shown.
    [[nodiscard]] virtual std::vector<Command> commands() { return {}; }
};

} // namespace readyroom::page
