// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>

namespace readyroom::test {

/// The demo fleet as a child, steered over its control port. Ends with this object, and with the test.
class LabServer final {
public:
    /// Starts it and waits until its caches are warm and it has written `fleet`; an empty text, or what went wrong.
    [[nodiscard]] QString start(const QString &fleet);
    /// Where the faults of latency-optimizer are ordered.
    [[nodiscard]] QString faults() const { return m_control + QStringLiteral("/lab/latency-optimizer/fault"); }
    /// Asks it to end; true when it has.
    [[nodiscard]] bool stop();

private:
    QProcess m_process;
    QString m_control;
};

} // namespace readyroom::test
