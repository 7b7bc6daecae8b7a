// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/fleetmodel.h"
#include "models/items/fleetsortmodel.h"
#include "ui/fleet/fleetsparklines.h"
#include "ui/page/page.h"
#include "ui/page/pagecontext.h"

#include <QTimer>

class QStackedWidget;
class QVBoxLayout;

namespace readyroom::page {
class EmptyState;
}
namespace readyroom::widgets {
class ElidedLabel;
class SearchField;
class SegmentedControl;
} // namespace readyroom::widgets

namespace readyroom::fleetui {

class FleetView;
class StateCounter;

/// Is anything wrong, where, since when: a tile per service.
class FleetPage final : public page::Page {
    Q_OBJECT
public:
    explicit FleetPage(const page::PageContext &context, QWidget *parent = nullptr);

    [[nodiscard]] std::vector<page::Command> commands() override;
    [[nodiscard]] items::FleetModel &services() { return m_services; }

Q_SIGNALS:
    void serviceChosen(const QString &environment, const QString &name);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildHead(QVBoxLayout &layout);
    void takeSnapshot();
    void tick();
    void refreshSparklines();
    void showOnly(std::optional<fleet::ServiceState> state);
    void refreshEmptyState();
    void choose(const QModelIndex &index);

    page::PageContext m_context;
    items::FleetModel m_services;
    items::FleetSortModel m_shown;
    FleetSparklines m_sparklines;
    QTimer m_second;
    widgets::ElidedLabel *m_sentence = nullptr;
    widgets::SearchField *m_filter = nullptr;
    widgets::SegmentedControl *m_grouping = nullptr;
    widgets::SegmentedControl *m_order = nullptr;
    std::vector<StateCounter *> m_counters;
    QStackedWidget *m_stack = nullptr;
    FleetView *m_view = nullptr;
    page::EmptyState *m_empty = nullptr;
};

} // namespace readyroom::fleetui
