// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QWidget>

#include <vector>

class QHBoxLayout;

namespace readyroom::widgets {
class ElidedLabel;
class IconButton;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::charts {

class LegendEntry;

/// What the header and the table say about one trace.
struct LegendRow {
    QString name;
    paint::ToneColours colours = {};
    bool shown = true;
    QString value = {}; ///< last value, or the one under the crosshair
};

/// Title and subtitle at the left, the legend row and the button of the legend table at the right.
class ChartHeader final : public QWidget {
    Q_OBJECT
public:
    ChartHeader(const widgets::ThemeSource &themes, QWidget *parent);

    void setTitle(const QString &title);
    void setSubtitle(const QString &subtitle);
    [[nodiscard]] QString title() const;
    /// Takes ownership; left of the legend row.
    void addWidget(QWidget *widget);
    void setRows(const std::vector<LegendRow> &rows);
    void setTableShown(bool shown);

Q_SIGNALS:
    void traceToggled(const QString &name, bool shown);
    void tableToggled(bool shown);

private:
    const widgets::ThemeSource &m_themes;
    QHBoxLayout *m_layout = nullptr;
    QHBoxLayout *m_entryLayout = nullptr;
    widgets::ElidedLabel *m_title = nullptr;
    widgets::ElidedLabel *m_subtitle = nullptr;
    widgets::IconButton *m_tableButton = nullptr;
    std::vector<LegendEntry *> m_entries;
};

} // namespace readyroom::charts
