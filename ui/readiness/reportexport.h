// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"

#include <QObject>

class QWidget;

namespace readyroom::readinessui {

/// Asks in which format and where to a report of this moment is written, and has it written.
class ReportExport final : public QObject {
    Q_OBJECT
public:
    /// `port` and `window`, over which the dialogs open, outlive it.
    ReportExport(ReadinessPort &port, QWidget *window);

    /// Offers the formats beneath a button.
    void offer(QWidget &button);
    void ask(ReportFormat format);
    [[nodiscard]] static const std::vector<ReportFormat> &formats();

Q_SIGNALS:
    void started();
    /// `problem` is one sentence, empty when the file was written.
    void finished(const QString &file, const QString &problem);

private:
    ReadinessPort &m_port;
    QWidget *m_window;
};

} // namespace readyroom::readinessui
