// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace readyroom::page {

/// Some lines of text that a person writes; Tab leaves it.
class TextField final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit TextField(int lines, QWidget *parent = nullptr);

    /// Without what surrounds it.
    [[nodiscard]] QString text() const { return toPlainText().trimmed(); }
};

} // namespace readyroom::page
