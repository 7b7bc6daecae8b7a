// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evidence/active.h"
#include "app/evidence/evaluation.h"
#include "app/evidence/livecontext.h"
#include "app/security/arminggate.h"
#include "models/ports/readinessport.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QObject>
#include <QPointer>

#include <functional>
#include <stop_token>
#include <vector>

namespace readyroom::evidence {

/// Collects the evidence of one active item, on the evidence thread; collectActive() as a rule.
using CollectActive = std::function<QCoro::Task<readiness::Evidence>(
    readiness::EvidenceSpec spec, ActiveContext context, security::Permit permit, std::stop_token stop)>;

/// Runs active evidence on request: one item after the other, each with a permit of its own, on the evidence thread.
class ActiveRuns final : public QObject {
    Q_OBJECT
public:
    /// `gate` may be null, and `collect` empty: then nothing is measured. `gate` and `context` outlive this, and this
    /// outlives context.thread.
    ActiveRuns(const LiveContext &context, security::ArmingGate *gate, CollectActive collect,
               QObject *parent = nullptr);

    /// `service` is the place in the fleet of the one that `evaluation` is about. Kind::Config when an item is not
    /// there or not active, or something runs already; Kind::Unsupported when the environment is not armed, or not any
    /// more; Kind::Cancelled after a requested stop, or when the evaluation is over. What was collected by then counts.
    [[nodiscard]] QCoro::Task<Result<void>> run(QPointer<Evaluation> evaluation, ReadinessSubject subject,
                                                std::optional<std::size_t> service, QStringList items,
                                                std::stop_token stop);

    [[nodiscard]] const std::vector<EvidenceRun> &running() const { return m_running; }

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QCoro::Task<Result<void>> runAll(QPointer<Evaluation> evaluation, ReadinessSubject subject,
                                                   std::size_t service, std::vector<readiness::Item> items,
                                                   std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<readiness::Evidence>> measure(readiness::Item item, ReadinessSubject subject,
                                                                   std::size_t service, std::stop_token stop);
    void show(const EvidenceRun &run);
    void hide();
    void onProgress(const QString &item, double done, const QString &doing);

    const LiveContext &m_context;
    security::ArmingGate *m_gate;
    CollectActive m_collect;
    std::vector<EvidenceRun> m_running;
    QElapsedTimer m_lastShown;
    bool m_busy = false;
};

} // namespace readyroom::evidence
