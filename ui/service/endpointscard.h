// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/endpointmodel.h"

#include <QWidget>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::service {

/// The endpoints of the service with their last answers.
class EndpointsCard final : public QWidget {
    Q_OBJECT
public:
    explicit EndpointsCard(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setService(const fleet::ServiceStatus &service) { m_model.update(service); }
    void setNow(Timestamp now) { m_model.setNow(now); }

private:
    items::EndpointModel m_model;
};

} // namespace readyroom::service
