// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evidence/activeruns.h"
#include "app/evidence/evaluation.h"
#include "app/evidence/livecontext.h"
#include "app/evidence/profilelibrary.h"
#include "app/evidence/signoffs.h"
#include "app/report/report.h"
#include "app/security/arminggate.h"
#include "app/security/vault.h"
#include "models/ports/readinessport.h"

#include <functional>
#include <memory>
#include <optional>

namespace readyroom::evidence {

/// Makes a report, by app/report as a rule. Called on a pool thread.
using WriteReport = std::function<Result<QByteArray>(ReportFormat format, const readiness::Assessment &assessment,
                                                     const report::Context &context)>;

/// What readiness is worked out from. What is referred to outlives the LiveReadiness.
struct LiveOptions {
    std::optional<fleet::Fleet> fleet = {}; ///< absent: nothing can be measured
    FleetFeed *feed = nullptr; ///< of that fleet
    TakeSnapshot snapshot = {}; ///< of its series
    JournalStore *journal = nullptr; ///< null: no decisions, and none can be taken
    bool recordsVerdicts = true; ///< journals each change of a verdict; not for who only looks
    security::ArmingGate *gate = nullptr; ///< null: nothing can be measured on request
    security::Vault vault{};
    std::shared_ptr<const TimeSource> time = {}; ///< null: the clocks of this machine
    ProfileLibrary::Places profiles = {};
    QString signOffs = {}; ///< folder; empty: the usual one
    QString sshFolder = {}; ///< where keys are looked for; empty: ~/.ssh
    CollectActive collect = {}; ///< collectActive() as a rule; empty: nothing can be measured on request
    WriteReport writeReport = {}; ///< empty: there are no reports
};

/// The built-in profiles, the user's own, those that the fleet file names, and `files`.
[[nodiscard]] ProfileLibrary::Places profilePlaces(const std::optional<fleet::Fleet> &fleet,
                                                   const QStringList &files = {});

/// Readiness over a live fleet. Lives on a thread with an event loop (the UI thread in the window, the main thread of
/// readyroomctl), on which nothing of it takes long: services are asked on a thread of its own, series are copied on
/// the engine's, and everything that computes or reads files happens on pool threads.
///
///     ProfileLibrary ─▶ Evaluation ─▶ view()          Evaluation: LiveEvidence + JournalRecord ─▶ assess()
///     ActiveRuns ─▶ journal ─▶ JournalRecord          SignOffs ─▶ latest sign-off, drift
class LiveReadiness final : public ReadinessPort {
    Q_OBJECT
public:
    explicit LiveReadiness(LiveOptions options, QObject *parent = nullptr);
    /// Ends everything that is under way, a moment at most.
    ~LiveReadiness() override;

    /// The profiles have been read; before, open() takes any name, and waits.
    [[nodiscard]] bool hasProfiles() const { return m_library.isLoaded(); }
    /// What is open has been judged on everything that could be collected, with as much history as could be hoped for.
    [[nodiscard]] bool isSettled() const;

    [[nodiscard]] std::vector<ProfileEntry> profiles() const override { return m_library.entries(); }
    [[nodiscard]] Result<void> open(const ReadinessSubject &subject) override;
    void close() override;
    [[nodiscard]] std::shared_ptr<const ReadinessView> view() const override { return m_view; }

    /// Lifting a waiver or an exception that stands in the profile itself is refused: that is done there.
    [[nodiscard]] QCoro::Task<Result<void>> decide(readiness::Decision decision) override;
    [[nodiscard]] QCoro::Task<Result<std::vector<journal::Entry>>> history(QString item) override;
    [[nodiscard]] QCoro::Task<Result<void>> runActive(QStringList items, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<void>> remember() override;
    [[nodiscard]] QCoro::Task<Result<std::vector<EarlierAssessment>>> earlier() override;
    [[nodiscard]] QCoro::Task<Result<readiness::Difference>> difference(QString id) override;
    [[nodiscard]] QCoro::Task<Result<std::vector<Key>>> keys() override;
    [[nodiscard]] QCoro::Task<Result<SignedRecord>> sign(QString role, QString keyFile, QString reason,
                                                         std::optional<QString> record) override;
    [[nodiscard]] QCoro::Task<Result<void>> exportReport(ReportFormat format, QString file) override;

private:
    [[nodiscard]] std::optional<std::size_t> placeOf(const ReadinessSubject &subject) const;
    [[nodiscard]] Result<void> checkService(const QString &service, const QString &environment) const;
    void begin();
    void onProfiles();
    void onAssessed();
    void tellVerdict();
    [[nodiscard]] QCoro::Task<> loadSignOff();
    void updateDrift();
    void show();
    [[nodiscard]] std::shared_ptr<const readiness::Assessment> assessment() const;

    LiveOptions m_options;
    std::unique_ptr<ActiveRuns> m_runs; ///< outlives the thread, which tells it of progress
    QThreadPool m_pool;
    async::AsyncScope m_tasks;
    std::unique_ptr<EvidenceThread> m_thread;
    std::unique_ptr<LiveContext> m_context;
    ProfileLibrary m_library;
    std::unique_ptr<SignOffs> m_signOffs;
    std::optional<ReadinessSubject> m_subject; ///< what is open
    std::unique_ptr<Evaluation> m_evaluation; ///< null until its profile has been read
    std::optional<readiness::Verdict> m_toldVerdict; ///< by us
    std::optional<SignedDocument> m_signed;
    std::vector<readiness::Drift> m_drift;
    std::shared_ptr<const ReadinessView> m_view;
};

} // namespace readyroom::evidence
