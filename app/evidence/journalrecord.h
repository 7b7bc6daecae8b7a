// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/asyncscope.h"
#include "models/ports/journalstore.h"
#include "models/ports/readinessport.h"
#include "models/readiness/evidencespec.h"
#include "models/readiness/records.h"

#include <QCoroTask>
#include <QObject>
#include <QString>

#include <optional>
#include <stop_token>
#include <vector>

namespace readyroom::evidence {

/// Whose events count.
struct RecordScope {
    QString profile;
    QString service;
    std::optional<QString> environment = {}; ///< absent: nobody knows, so any
    bool operator==(const RecordScope &) const = default;
};

/// What the journal has about one profile and service: read once, then kept up to date with what is recorded, by this
/// program or by another one. Events of others may arrive late; they count by when they happened.
class JournalRecord final : public QObject {
    Q_OBJECT
public:
    /// `store` outlives this; null: there is no journal, and nothing is known from the start. `scope` gets the reading.
    JournalRecord(JournalStore *store, RecordScope scope, async::AsyncScope &tasks, QObject *parent = nullptr);
    ~JournalRecord() override;

    void start();
    /// What was recorded on behalf of whoever waits for it.
    void add(const journal::Entry &entry) { take({entry}); }
    /// Everything has been read. Until then nothing should be concluded: a waiver may be among what is missing.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    /// Why it is not, when it was tried; it is tried again. Empty: all well.
    [[nodiscard]] QString problem() const { return m_problem; }

    [[nodiscard]] const readiness::Recorded &recorded() const { return m_recorded; }
    /// The newest run of a drill that has ended.
    [[nodiscard]] std::optional<journal::Event> newestRun(const readiness::DrillEvidence &drill) const;
    /// The verdict of the newest assessment in the journal.
    [[nodiscard]] std::optional<readiness::Verdict> lastVerdict() const;
    /// Who signed the document with this SHA-256, oldest first.
    [[nodiscard]] std::vector<RoleSignature> signatures(const QString &sha256) const;

Q_SIGNALS:
    /// Loaded, or something new about the items.
    void changed();
    /// Somebody has signed.
    void signedOff();

private:
    [[nodiscard]] QCoro::Task<> read();
    [[nodiscard]] QCoro::Task<Result<std::vector<journal::Entry>>> readAll(JournalFilter filter);
    [[nodiscard]] bool concerns(const journal::Event &event) const;
    /// True when items may be others now.
    bool keep(const std::vector<journal::Entry> &entries);
    void take(const std::vector<journal::Entry> &entries);
    void insert(const journal::Entry &entry);
    void apply();

    JournalStore *m_store;
    RecordScope m_scope;
    async::AsyncScope &m_tasks;
    std::stop_source m_stop;
    std::vector<journal::Entry> m_entries; ///< what concerns us, oldest first
    readiness::Recorded m_recorded;
    QString m_problem;
    bool m_loaded = false;
};

} // namespace readyroom::evidence
