// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

#include <vector>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::page {

/// A table inside a card: as high as its rows, hairlines between them, columns in fixed proportions so that nothing
/// moves when values change. The page scrolls, not the table.
class TableView final : public QTableView {
    Q_OBJECT
public:
    /// A column takes `pixels`, and of what is left `share` parts.
    struct ColumnWidth {
        int pixels = 0;
        int share = 0;
    };

    explicit TableView(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    void setColumnWidths(std::vector<ColumnWidth> widths);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void applyWidths();

    std::vector<ColumnWidth> m_widths;
};

} // namespace readyroom::page
