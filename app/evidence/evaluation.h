// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evidence/journalrecord.h"
#include "app/evidence/livecontext.h"
#include "app/evidence/liveevidence.h"
#include "app/evidence/trends.h"
#include "models/ports/readinessport.h"
#include "models/readiness/assessment.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>

namespace readyroom::evidence {

/// One profile, asked of one service, judged again whenever something about it changes: evidence, decisions, the
/// profile itself, and the passing of time.
///
/// Where an item has more than one source, this counts: what was measured on request, or attested in the window, for
/// items that are not measured continually, the later of the two; for those that are, an attestation only fills the
/// gap while they cannot be measured. It never outweighs a measurement.
class Evaluation final : public QObject {
    Q_OBJECT
public:
    /// `service` as for LiveEvidence. `context` outlives this.
    Evaluation(const LiveContext &context, std::shared_ptr<const readiness::Profile> profile,
               const ReadinessSubject &subject, std::optional<std::size_t> service, QObject *parent = nullptr);
    ~Evaluation() override;

    void start();
    /// Another version of the same profile.
    void setProfile(std::shared_ptr<const readiness::Profile> profile);
    [[nodiscard]] const std::shared_ptr<const readiness::Profile> &profile() const { return m_profile; }
    [[nodiscard]] const ReadinessSubject &subject() const { return m_subject; }
    /// What was collected on request, with its raw answer, which the journal does not keep.
    void setMeasured(const QString &item, const readiness::Evidence &evidence);

    /// Judges what is known now; resumes when that, or something later, is the assessment.
    [[nodiscard]] QCoro::Task<> reassess();

    /// Null before the first time.
    [[nodiscard]] const std::shared_ptr<const readiness::Assessment> &assessment() const { return m_assessment; }
    [[nodiscard]] const std::vector<Trends::Line> &trends() const { return m_trends.lines(); }
    [[nodiscard]] JournalRecord &record() { return m_record; }
    /// What assessment() rests on is everything that could be collected: its verdict means something.
    [[nodiscard]] bool isSettled() const { return m_settled; }
    /// For what was started on behalf of this evaluation.
    [[nodiscard]] std::stop_token stopToken() const { return m_stop.get_token(); }

Q_SIGNALS:
    /// assessment() is another one.
    void assessed();

private:
    void collect();
    void wantAssessment();
    [[nodiscard]] std::vector<readiness::ItemFacts> facts() const;
    [[nodiscard]] readiness::Evidence evidenceFor(const readiness::Item &item, const readiness::Evidence &live) const;
    void publish(std::shared_ptr<const readiness::Assessment> assessment, bool settled);
    void waitForChange();

    const LiveContext &m_context;
    std::shared_ptr<const readiness::Profile> m_profile;
    ReadinessSubject m_subject;
    std::optional<std::size_t> m_service;
    JournalRecord m_record;
    std::unique_ptr<LiveEvidence> m_evidence;
    QHash<QString, readiness::Evidence> m_measured; ///< by item
    std::shared_ptr<const readiness::Assessment> m_assessment;
    Trends m_trends;
    QTimer m_soon; ///< several changes of one moment are judged once
    QTimer m_change; ///< at the next moment at which something expires
    std::uint64_t m_asked = 0;
    std::uint64_t m_published = 0;
    bool m_settled = false;
    std::stop_source m_stop;
};

} // namespace readyroom::evidence
