// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/textfield.h"

namespace readyroom::page {

TextField::TextField(int lines, QWidget *parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setFixedHeight(fontMetrics().lineSpacing() * lines + 14);
}

} // namespace readyroom::page
