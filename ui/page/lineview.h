// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/linemodel.h"
#include "ui/page/quietlistview.h"

#include <vector>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::page {

class LineDelegate;

/// A short list in a card: as high as its rows, so that the card scrolls and not the list. A row is chosen by a click
/// or Enter.
class LineView final : public QuietListView {
    Q_OBJECT
public:
    LineView(const widgets::ThemeSource &themes, const QString &accessibleName, QWidget *parent = nullptr);

    void setLines(std::vector<items::Line> lines);
    [[nodiscard]] const items::LineModel &lines() const { return m_lines; }
    [[nodiscard]] LineDelegate &delegate() { return *m_delegate; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {64, sizeHint().height()}; }

Q_SIGNALS:
    void chosen(const QString &key);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void fit();

    items::LineModel m_lines;
    LineDelegate *m_delegate = nullptr;
};

} // namespace readyroom::page
