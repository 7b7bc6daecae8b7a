// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/learnifysample.h"

#include <coroutine>
#include <map>

namespace readyroom::fakes {

/// Readiness of made-up services: really judged, answers at once or when the test says so, fails when told to, and
/// remembers what it was asked.
class FakeReadiness final : public ReadinessPort {
    Q_OBJECT
public:
    struct Signed {
        QString role;
        QString keyFile;
        QString reason;
        std::optional<QString> record;
        bool operator==(const Signed &) const = default;
    };

    explicit FakeReadiness(SampleReadiness sample = learnify(), QObject *parent = nullptr);

    /// Another profile that can be opened.
    void add(SampleReadiness sample);
    /// What is open, to be changed before refresh().
    [[nodiscard]] SampleReadiness &sample() { return m_samples.at(m_open); }
    /// Judges anew what is open, and tells it.
    void refresh();
    /// No profile at all.
    void removeProfiles();
    /// Profiles are being read: until releaseProfiles() there are none, and open() takes any name and waits.
    void holdProfiles() { m_reading = true; }
    void releaseProfiles();
    /// A profile that is refused.
    void addRefused(const QString &name, const QStringList &problems);

    /// From now on nothing is judged and no task ends, until release().
    void hold() { m_holds = true; }
    void release();
    /// Every task ends with this; absent: they work.
    void failWith(std::optional<Error> error) { m_error = std::move(error); }
    /// Lets the run of active evidence end.
    void finishRun();

    Timestamp now;
    std::vector<EvidenceRun> running;
    std::optional<SignedRecord> signOff;
    std::vector<readiness::Drift> drift;
    std::vector<EarlierAssessment> before; ///< newest first
    readiness::Difference told; ///< what difference() yields
    std::vector<Key> known; ///< what keys() yields

    std::vector<ReadinessSubject> opened;
    int closed = 0;
    std::vector<readiness::Decision> decisions;
    std::vector<QStringList> runs;
    int remembered = 0;
    std::vector<QString> compared;
    std::vector<Signed> signed_;
    std::vector<std::pair<ReportFormat, QString>> exported;

    [[nodiscard]] std::vector<ProfileEntry> profiles() const override;
    [[nodiscard]] Result<void> open(const ReadinessSubject &subject) override;
    void close() override;
    [[nodiscard]] std::shared_ptr<const ReadinessView> view() const override { return m_view; }
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
    struct Gate;
    struct RunGate;

    void apply(const readiness::Decision &decision);
    void record(const QString &item, journal::EventKind kind, const QString &text);

    std::vector<SampleReadiness> m_samples;
    std::vector<ProfileEntry> m_profiles;
    std::size_t m_open = 0;
    std::shared_ptr<const ReadinessView> m_view;
    std::map<QString, std::vector<journal::Entry>> m_history; ///< newest first
    std::optional<Error> m_error;
    bool m_holds = false;
    bool m_reading = false;
    std::optional<ReadinessSubject> m_awaited; ///< opened while profiles were being read
    std::vector<std::coroutine_handle<>> m_waiting;
    std::coroutine_handle<> m_run;
};

/// One role has signed it two hours ago; `missing` have not.
[[nodiscard]] SignedRecord signedRecord(const QStringList &by, const QStringList &missing);
/// What became of the sample since an earlier assessment.
[[nodiscard]] readiness::Difference sampleDifference();

} // namespace readyroom::fakes
