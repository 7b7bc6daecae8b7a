// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/armingport.h"
#include "models/ports/drillsport.h"

#include <QWidget>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::drillsui {

class NoticeCard;

/// What must not be forgotten: runs whose rollbacks are owed, and what somebody forced and is still in force. Each can
/// be taken back here, once its environment is armed.
class Unforgotten final : public QWidget {
    Q_OBJECT
public:
    /// `port` outlives this.
    Unforgotten(const widgets::ThemeSource &themes, DrillsPort &port, QWidget *parent = nullptr);

    /// Without it nothing can be taken back. Outlives this.
    void attachArming(ArmingPort &arming);
    void refresh(Timestamp now);

Q_SIGNALS:
    void undoRequested(const QString &run);
    void runChosen(const QString &run);
    void armRequested(const QString &environment);

private:
    [[nodiscard]] QString actionText(const QString &environment, const QString &word) const;
    [[nodiscard]] bool isArmed(const QString &environment) const;
    void act(const QString &run, const QString &environment);
    void showOwed(Timestamp now);
    void showOverrides(Timestamp now);

    DrillsPort &m_port;
    ArmingPort *m_arming = nullptr;
    NoticeCard *m_owed = nullptr;
    NoticeCard *m_overrides = nullptr;
};

} // namespace readyroom::drillsui
