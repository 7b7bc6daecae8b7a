// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/healthmodel.h"

#include <QWidget>

class QTreeView;

namespace readyroom::widgets {
class Card;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::service {

/// The health components of every instance, as a tree that is as high as what it shows.
class HealthCard final : public QWidget {
    Q_OBJECT
public:
    explicit HealthCard(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setService(const fleet::ServiceStatus &service);
    [[nodiscard]] bool isEmpty() const { return m_model.rowCount() == 0; }

private:
    void unfold();
    void fit();

    items::HealthModel m_model;
    widgets::Card *m_card = nullptr;
    QTreeView *m_tree = nullptr;
};

} // namespace readyroom::service
