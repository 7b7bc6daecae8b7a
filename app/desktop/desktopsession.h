// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/fleetfile.h"
#include "app/evidence/livereadiness.h"
#include "app/lab/labprocess.h"
#include "app/monitor/engine.h"
#include "app/runner/livedrills.h"
#include "app/security/arminggate.h"
#include "app/security/vault.h"
#include "app/sources/localsource.h"
#include "models/ports/journalstore.h"
#include "ui/shell/mainwindow.h"

#include <QObject>

#include <memory>

namespace readyroom::desktop {

/// Brings the window its fleet: starts the demo fleet if asked, reads the fleet file on a pool thread, starts the
/// engine and attaches it. Whatever goes wrong is shown in the window and told by failed().
class DesktopSession final : public QObject {
    Q_OBJECT
public:
    /// `gate` outlives this. `log` may be null.
    DesktopSession(shell::MainWindow &window, security::ArmingGate &gate, security::Vault vault,
                   std::shared_ptr<spdlog::logger> log, QObject *parent = nullptr);
    ~DesktopSession() override;

    void startDemo();
    void openFleet(const QString &file);
    /// Neither fleet nor demo was asked for: says how to.
    void offerHelp();

Q_SIGNALS:
    /// The pages are there, and polling has begun.
    void attached();
    /// Some endpoint has answered, or failed, for the first time.
    void firstAnswers();
    /// Each finding is one line: file:line:column: sentence.
    void failed(const QStringList &findings);

private:
    /// What is read of a fleet file.
    struct Read {
        monitor::EngineOptions engine;
        drills::Catalogue catalogue;
    };
    static config::Loaded<Read> read(const QString &file);
    void take(config::Loaded<Read> loaded, const QString &file);
    void startReadiness(fleet::Fleet fleet);
    void startDrills(fleet::Fleet fleet, drills::Catalogue catalogue);
    void fail(const QString &sentence, const QString &nextStep, const QStringList &findings);
    void lookForAnswers();

    shell::MainWindow &m_window;
    security::ArmingGate &m_gate;
    security::Vault m_vault;
    std::shared_ptr<spdlog::logger> m_log;
    std::unique_ptr<lab::LabProcess> m_lab;
    std::unique_ptr<JournalStore> m_journal; ///< before the engine, whose events it records
    std::unique_ptr<monitor::Engine> m_engine;
    std::unique_ptr<sources::LocalSource> m_queries;
    std::unique_ptr<evidence::LiveReadiness> m_readiness; ///< goes before everything that it asks
    std::unique_ptr<runner::LiveDrills> m_drills; ///< as m_readiness; waits for the rollbacks of what runs
    bool m_answered = false;
};

} // namespace readyroom::desktop
