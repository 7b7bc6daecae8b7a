// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/legendmodel.h"

#include <QTableView>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::charts {

/// The legend as a table; as high as its rows, up to five of them.
class LegendTable final : public QTableView {
    Q_OBJECT
public:
    LegendTable(const widgets::ThemeSource &themes, QWidget *parent);

    void setRows(std::vector<LegendTableRow> rows);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void traceToggled(const QString &name, bool shown);

private:
    void applyTheme();

    const widgets::ThemeSource &m_themes;
    LegendModel *m_model = nullptr;
};

} // namespace readyroom::charts
