// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/comparisonmodel.h"

#include "models/drills/run.h"

#include <QWidget>

namespace readyroom::page {
class TableView;
}
namespace readyroom::widgets {
class Card;
class ThemeSource;
class WrappedLabel;
} // namespace readyroom::widgets

namespace readyroom::drillsui {

/// Before and after, so far or for good, and how sure the difference is.
class ComparisonCard final : public QWidget {
    Q_OBJECT
public:
    explicit ComparisonCard(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setRun(const drills::Run &run);

private:
    items::ComparisonModel m_cells;
    widgets::Card *m_card = nullptr;
    page::TableView *m_table = nullptr;
    widgets::WrappedLabel *m_words = nullptr;
};

} // namespace readyroom::drillsui
