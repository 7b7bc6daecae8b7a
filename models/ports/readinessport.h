// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/entry.h"
#include "models/ports/error.h"
#include "models/readiness/assessment.h"
#include "models/readiness/difference.h"
#include "models/readiness/drift.h"
#include "models/readiness/records.h"

#include <QCoroTask>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace readyroom {

/// A profile that can be opened.
struct ProfileEntry {
    QString name;
    QString title;
    QString service; ///< empty: it is about whichever service is chosen
    QString file; ///< ":/…" for a built-in one
    QStringList problems = {}; ///< file:line:column: sentence. Not empty: it is refused; the previous one stays in use
    bool operator==(const ProfileEntry &) const = default;
};

/// Which profile is asked of which service.
struct ReadinessSubject {
    QString profile;
    QString service;
    QString environment = {};
    bool operator==(const ReadinessSubject &) const = default;
};

/// An active item under way.
struct EvidenceRun {
    QString item; ///< id
    double done = 0.0; ///< 0 … 1
    QString doing = {}; ///< "3,120 requests, 2 failed"
    Timestamp startedAt{};
    bool operator==(const EvidenceRun &) const = default;
};

/// Who signed in a role, and when, as the journal tells it.
struct RoleSignature {
    QString role;
    QString by; ///< "ops@ws1"
    Timestamp at{};
    bool operator==(const RoleSignature &) const = default;
};

/// A document that was signed by at least one role.
struct SignedRecord {
    QString file; ///< absolute, X.json
    QString sha256;
    Timestamp at{};
    readiness::Verdict verdict = readiness::Verdict::NoGo;
    std::optional<double> score = {};
    QStringList signedBy = {}; ///< roles with a signature beside the file
    QStringList missing = {}; ///< roles still to sign
    std::vector<RoleSignature> signatures = {}; ///< of `signedBy`, those of which the journal knows
    bool operator==(const SignedRecord &) const = default;
};

/// An earlier assessment to compare with.
struct EarlierAssessment {
    QString id; ///< for difference()
    Timestamp at{};
    readiness::Verdict verdict = readiness::Verdict::NoGo;
    std::optional<double> score = {};
    QString origin = {}; ///< "signed by architecture, security", "verdict changed", "recorded by a person"
    bool operator==(const EarlierAssessment &) const = default;
};

/// All that the page shows of one subject.
struct ReadinessView {
    ReadinessSubject subject;
    std::shared_ptr<const readiness::Assessment> assessment; ///< null until the first evaluation is done
    /// Numbers behind each item's evidence, oldest first, at most one for each evaluation; as many as items. Empty
    /// where there is no number.
    std::vector<std::vector<std::pair<Timestamp, double>>> trends = {};
    std::vector<EvidenceRun> running = {};
    std::optional<SignedRecord> latestSignOff = {};
    std::vector<readiness::Drift> drift = {}; ///< from latestSignOff
};

enum class ReportFormat { Markdown, Html, Pdf, Json, JUnit };

/// Readiness for those who show it. Used on the thread it lives on; nothing in it blocks. Signals come on that thread.
class ReadinessPort : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual std::vector<ProfileEntry> profiles() const = 0;
    /// Begins to evaluate, live, until close(); the last one that was opened is the one of view(). Kind::Config when
    /// there is no such profile or service.
    [[nodiscard]] virtual Result<void> open(const ReadinessSubject &subject) = 0;
    virtual void close() = 0;
    /// Null when nothing is open. A value: it never changes.
    [[nodiscard]] virtual std::shared_ptr<const ReadinessView> view() const = 0;

    /// Journals a decision about an item of what is open; it is in force when this completes.
    [[nodiscard]] virtual QCoro::Task<Result<void>> decide(readiness::Decision decision) = 0;
    /// What the journal has about an item: decisions, evidence of active runs. Newest first.
    [[nodiscard]] virtual QCoro::Task<Result<std::vector<journal::Entry>>> history(QString item) = 0;

    /// Runs the active evidence of these items, one after the other; progress is in view(). Needs the environment of
    /// the service to be armed: Kind::Unsupported with a sentence. A requested stop (Abort) ends it; what has not been
    /// collected stays as it was.
    [[nodiscard]] virtual QCoro::Task<Result<void>> runActive(QStringList items, std::stop_token stop) = 0;

    /// Records the assessment of this moment in the journal, to compare with later.
    [[nodiscard]] virtual QCoro::Task<Result<void>> remember() = 0;
    [[nodiscard]] virtual QCoro::Task<Result<std::vector<EarlierAssessment>>> earlier() = 0;
    /// From the earlier one to now.
    [[nodiscard]] virtual QCoro::Task<Result<readiness::Difference>> difference(QString id) = 0;

    /// Where sign-offs are kept, and the keys that can sign: files in ~/.ssh, and those of the agent.
    struct Key {
        QString file; ///< the private key's, or the public key's when an agent holds the private one
        QString comment;
        QString fingerprint; ///< "SHA256:…"
        bool operator==(const Key &) const = default;
    };
    [[nodiscard]] virtual QCoro::Task<Result<std::vector<Key>>> keys() = 0;
    /// Signs the document of this moment as `role`; with `record` the one of that sign-off, so that several roles sign
    /// the same bytes. Writes X.json, its bundle and X.json.<role>.sig, and journals it.
    [[nodiscard]] virtual QCoro::Task<Result<SignedRecord>> sign(QString role, QString keyFile, QString reason,
                                                                 std::optional<QString> record) = 0;

    /// Writes a report of this moment.
    [[nodiscard]] virtual QCoro::Task<Result<void>> exportReport(ReportFormat format, QString file) = 0;

Q_SIGNALS:
    /// view() is another one.
    void changed();
    void profilesChanged();
};

} // namespace readyroom
