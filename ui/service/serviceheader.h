// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"

#include <QWidget>

namespace readyroom::widgets {
class AgeLabel;
class ElidedLabel;
class StateBadge;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::service {

/// State, name, where it runs and who owns it, age of its numbers.
class ServiceHeader final : public QWidget {
    Q_OBJECT
public:
    explicit ServiceHeader(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setService(const fleet::ServiceStatus &service);
    void setNow(Timestamp now);

private:
    widgets::StateBadge *m_state = nullptr;
    widgets::ElidedLabel *m_name = nullptr;
    widgets::ElidedLabel *m_where = nullptr;
    widgets::ElidedLabel *m_word = nullptr;
    widgets::AgeLabel *m_age = nullptr;
};

} // namespace readyroom::service
