// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"
#include "ui/readiness/itemaction.h"

#include <QObject>

class QWidget;

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::readinessui {

/// Asks for what a decision about an item needs, and has it journaled.
class ItemDecisions final : public QObject {
    Q_OBJECT
public:
    /// `port` and `window`, over which the dialogs open, outlive it.
    ItemDecisions(const widgets::ThemeSource &themes, ReadinessPort &port, QWidget *window);

    /// `action` is not Run. `item` is of what is open.
    void ask(const readiness::AssessedItem &item, ItemAction action, Timestamp now);

Q_SIGNALS:
    /// `what` is a whole sentence.
    void decided(const QString &item, const QString &what);
    void failed(const QString &problem);

private:
    template<typename Dialog> void openDialog(Dialog *dialog, const QString &done);
    void decide(const readiness::Decision &decision, const QString &done);

    const widgets::ThemeSource &m_themes;
    ReadinessPort &m_port;
    QWidget *m_window;
};

} // namespace readyroom::readinessui
