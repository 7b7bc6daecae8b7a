// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace readyroom::page {

/// A list view that marks nothing as current until a person comes by keyboard; a stock one does whenever it gets the
/// focus.
class QuietListView : public QListView {
    Q_OBJECT
public:
    using QListView::QListView;

protected:
    void focusInEvent(QFocusEvent *event) override;
};

} // namespace readyroom::page
