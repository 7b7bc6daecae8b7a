// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillsport.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace readyroom::widgets {
class TextButton;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::service {

class ActionRow;

/// The buttons of a service: each leads to what it would do, where it can be run. Those that suggest themselves come
/// first.
class ActionsCard final : public QWidget {
    Q_OBJECT
public:
    /// `port` outlives this.
    ActionsCard(const widgets::ThemeSource &themes, DrillsPort &port, QWidget *parent = nullptr);

    void setService(const QString &environment, const QString &name);
    void setNow(Timestamp now);
    /// The service has no actions.
    [[nodiscard]] bool isEmpty() const;

Q_SIGNALS:
    /// A person wants to see an action before it is done.
    void chosen(const QString &service, const QString &name);
    /// isEmpty() may have changed.
    void changed();

private:
    void refresh();
    [[nodiscard]] std::vector<DrillEntry> actions() const;

    const widgets::ThemeSource &m_themes;
    DrillsPort &m_port;
    QString m_environment;
    QString m_service;
    Timestamp m_now{};
    bool m_all = false;
    std::vector<ActionRow *> m_rows;
    QWidget *m_content = nullptr;
    QVBoxLayout *m_column = nullptr;
    widgets::TextButton *m_more = nullptr;
};

} // namespace readyroom::service
