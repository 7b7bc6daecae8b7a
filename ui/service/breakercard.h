// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/breakerboardmodel.h"

#include <QWidget>

namespace readyroom::page {
class TableView;
}
namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::service {

/// The breakers of the service, per instance.
class BreakerCard final : public QWidget {
    Q_OBJECT
public:
    explicit BreakerCard(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setService(const fleet::ServiceStatus &service);
    void setNow(Timestamp now) { m_model.setNow(now); }
    [[nodiscard]] bool isEmpty() const { return m_model.rowCount() == 0; }

private:
    items::BreakerBoardModel m_model;
    page::TableView *m_table = nullptr;
};

} // namespace readyroom::service
