// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/armingport.h"
#include "models/ports/readinessport.h"

#include <QObject>

#include <optional>
#include <stop_token>

namespace readyroom::readinessui {

/// Has active evidence collected, one run at a time.
class EvidenceRunner final : public QObject {
    Q_OBJECT
public:
    /// `port` outlives it.
    explicit EvidenceRunner(ReadinessPort &port, QObject *parent = nullptr);
    /// Ends a run that is under way.
    ~EvidenceRunner() override;

    /// Without it nothing can be run. Outlives this.
    void attachArming(ArmingPort &arming);
    /// Why nothing can be run for this view, in the words of a button; empty: it can.
    [[nodiscard]] QString whyNot(const ReadinessView &view) const;
    /// Ids of the items whose evidence is collected only on request.
    [[nodiscard]] static QStringList activeItems(const readiness::Assessment &assessment);

    /// Does nothing while a run is under way.
    void start(const QStringList &items);
    void abort();
    [[nodiscard]] bool isRunning() const { return m_stop.has_value(); }
    [[nodiscard]] bool isAborting() const { return m_stop && m_stop->stop_requested(); }
    [[nodiscard]] const QStringList &items() const { return m_items; }

Q_SIGNALS:
    /// What is under way, or what may be.
    void changed();
    /// `problem` is one sentence; empty when everything was collected, or when a person ended it (`aborted`).
    void finished(const QString &problem, bool aborted);

private:
    ReadinessPort &m_port;
    ArmingPort *m_arming = nullptr;
    QStringList m_items;
    std::optional<std::stop_source> m_stop;
};

} // namespace readyroom::readinessui
