// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"

#include <QObject>

class QWidget;

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::readinessui {

/// Asks for what a signature needs, and has it made.
class SignOff final : public QObject {
    Q_OBJECT
public:
    /// `port` and `window`, over which the dialog opens, outlive it.
    SignOff(const widgets::ThemeSource &themes, ReadinessPort &port, QWidget *window);

    /// `view` has an assessment.
    void ask(const std::shared_ptr<const ReadinessView> &view, Timestamp now);

Q_SIGNALS:
    void signedAs(const QString &role, const QString &file);

private:
    const widgets::ThemeSource &m_themes;
    ReadinessPort &m_port;
    QWidget *m_window;
};

} // namespace readyroom::readinessui
