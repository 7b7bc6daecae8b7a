// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/arguments.h"
#include "app/lab/labprocess.h"
#include "app/monitor/engine.h"
#include "app/sources/localsource.h"
#include "models/ports/journalstore.h"

#include <QCoroTask>

#include <memory>
#include <optional>
#include <stop_token>

namespace readyroom::ctl {

/// A fleet that is polled for the length of one command: the one of a file, the demo fleet, or a single page.
class Session final {
public:
    /// Whether what happens is recorded in the journal that the fleet asks for. What is wrong with that is said on
    /// standard error.
    enum class Recording { No, Yes };

    explicit Session(Recording recording = Recording::No);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    /// Before open(): logs to `file`, or when that is empty to readyroomctl.log in the log folder. Kind::Io when that
    /// cannot be opened; the session works without it.
    [[nodiscard]] Result<void> openLog(const QString &file);

    /// Starts polling. Failures are sentences for the user, several lines when a file has several mistakes.
    [[nodiscard]] QCoro::Task<Result<void>> open(SourceOption source, std::stop_token stop);

    /// Polls for `wait`; without it until every endpoint has answered or failed twice, at most 15 s.
    [[nodiscard]] QCoro::Task<> poll(std::optional<Duration> wait, std::stop_token stop);

    [[nodiscard]] const fleet::FleetSnapshot &latest() const { return *m_engine->feed().latest(); }
    [[nodiscard]] FleetFeed &feed() { return m_engine->feed(); }
    [[nodiscard]] QuerySource &queries() { return *m_queries; }
    [[nodiscard]] Timestamp now() const { return m_engine->time()->now(); }
    [[nodiscard]] std::shared_ptr<const TimeSource> time() const { return m_engine->time(); }
    [[nodiscard]] monitor::Engine &engine() { return *m_engine; }
    [[nodiscard]] const fleet::Fleet &fleet() const { return m_fleet; }
    /// Where secrets come from; its redactor knows those that were used.
    [[nodiscard]] const security::Vault &vault() const { return m_vault; }

private:
    [[nodiscard]] QCoro::Task<Result<QString>> startLab(std::stop_token stop);
    [[nodiscard]] Result<void> startEngine(fleet::Fleet fleet, const QString &name);

    [[nodiscard]] JournalStore &openJournal(const std::optional<fleet::StoreAddress> &server);

    Recording m_recording;
    security::Vault m_vault;
    fleet::Fleet m_fleet;
    std::shared_ptr<spdlog::logger> m_log;
    std::unique_ptr<JournalStore> m_journal; ///< outlives the engine, whose events it records
    std::unique_ptr<lab::LabProcess> m_lab;
    std::unique_ptr<monitor::Engine> m_engine;
    std::unique_ptr<sources::LocalSource> m_queries;
};

} // namespace readyroom::ctl
