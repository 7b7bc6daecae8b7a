// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillsport.h"

#include <QWidget>

class QHBoxLayout;

namespace readyroom::widgets {
class ElidedLabel;
class StatusStrip;
class ThemeSource;
class WrappedLabel;
} // namespace readyroom::widgets

namespace readyroom::drillsui {

/// What an action or drill is: title, kind and place, description, why it suggests itself, what is wrong with its file.
class DrillHead final : public QWidget {
    Q_OBJECT
public:
    explicit DrillHead(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setEntry(const DrillEntry &entry, Timestamp now);
    /// Takes ownership; right of the title.
    void addButton(QWidget *button);

private:
    QHBoxLayout *m_row = nullptr;
    widgets::WrappedLabel *m_title = nullptr;
    widgets::ElidedLabel *m_where = nullptr;
    widgets::WrappedLabel *m_description = nullptr;
    widgets::StatusStrip *m_suggested = nullptr;
};

} // namespace readyroom::drillsui
