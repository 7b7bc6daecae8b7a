// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"

#include <QWidget>

namespace readyroom::page {
class EmptyState;
}

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::service {

/// Stands where the charts would for a service that answers, but has none of the endpoints it is asked for: says so,
/// and what to do.
class NotExposedCard final : public QWidget {
    Q_OBJECT
public:
    explicit NotExposedCard(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setService(const fleet::ServiceStatus &service);
    /// Every endpoint answers 404 and none is required; false before the first answers.
    [[nodiscard]] static bool isFor(const fleet::ServiceStatus &service);

private:
    page::EmptyState *m_text = nullptr;
};

} // namespace readyroom::service
