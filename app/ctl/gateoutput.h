// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>

#include <optional>

namespace readyroom::ctl {

/// The report of `readyroomctl gate`: text for a terminal, or in a format. PDF needs a QGuiApplication, and is
/// Kind::Unsupported in a build without the window.
[[nodiscard]] Result<QByteArray> gateOutput(const ReadinessView &view, std::optional<ReportFormat> format);

/// Says on standard error what is measured on request, a line at most each second.
class RunReporter final : public QObject {
    Q_OBJECT
public:
    /// `readiness` outlives this.
    explicit RunReporter(ReadinessPort &readiness);

private:
    void report();

    ReadinessPort &m_readiness;
    QString m_item; ///< the one that was told of last
    QElapsedTimer m_last;
};

} // namespace readyroom::ctl
