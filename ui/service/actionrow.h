// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillsport.h"

#include <QWidget>

namespace readyroom::widgets {
class ElidedLabel;
class StateBadge;
class TextButton;
class ThemeSource;
class WrappedLabel;
} // namespace readyroom::widgets

namespace readyroom::service {

/// The button of one action, how it went the last time, and why it suggests itself.
class ActionRow final : public QWidget {
    Q_OBJECT
public:
    explicit ActionRow(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    /// `running`: a run of it is under way.
    void setEntry(const DrillEntry &entry, bool running, Timestamp now);
    [[nodiscard]] const QString &name() const { return m_name; }

Q_SIGNALS:
    void clicked();

private:
    QString m_name;
    widgets::TextButton *m_button = nullptr;
    widgets::StateBadge *m_state = nullptr;
    widgets::ElidedLabel *m_result = nullptr;
    widgets::WrappedLabel *m_why = nullptr;
};

} // namespace readyroom::service
