// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopsession.h"

#include "app/config/cataloguefile.h"
#include "app/evidence/active.h"
#include "app/history/segmentarchive.h"
#include "app/monitor/timesource.h"
#include "app/report/anyformat.h"
#include "app/report/pdf.h"
#include "app/security/redactedevent.h"
#include "app/storage/openjournal.h"
#include "app/storage/startedevent.h"
#include "models/rules/limit.h"

#include <QPointer>
#include <QThreadPool>

#include <algorithm>

namespace readyroom::desktop {

using namespace Qt::StringLiterals;

namespace {

QString findingText(const Error &error)
{
    if (!error.where.isValid()) {
        return error.where.file.isEmpty() ? error.message : QString(error.where.file + u": "_s + error.message);
    }
    return u"%1:%2:%3: %4"_s.arg(error.where.file).arg(error.where.line).arg(error.where.column).arg(error.message);
}

} // namespace

DesktopSession::DesktopSession(shell::MainWindow &window, security::ArmingGate &gate, security::Vault vault,
                               std::shared_ptr<spdlog::logger> log, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_gate(gate)
    , m_vault(std::move(vault))
    , m_log(std::move(log))
{
}

DesktopSession::~DesktopSession() = default;

config::Loaded<DesktopSession::Read> DesktopSession::read(const QString &file)
{
    config::Loaded<fleet::Fleet> fleet = config::loadFleet(file);
    if (!fleet) {
        return std::unexpected(std::move(fleet.error()));
    }
    config::Loaded<drills::Catalogue> catalogue = config::loadCatalogue(file);
    if (!catalogue) {
        return std::unexpected(std::move(catalogue.error()));
    }
    config::Loaded<monitor::EngineOptions> engine = monitor::engineOptions(std::move(*fleet));
    if (!engine) {
        return std::unexpected(std::move(engine.error()));
    }
    return Read{*std::move(engine), *std::move(catalogue)};
}

void DesktopSession::startDemo()
{
    m_window.showMessage(tr("Starting the demo fleet …"), tr("Its caches are filled first, which takes some seconds."));
    m_lab = std::make_unique<lab::LabProcess>();
    connect(m_lab.get(), &lab::LabProcess::ready, this, &DesktopSession::openFleet);
    connect(m_lab.get(), &lab::LabProcess::failed, this, [this](const QString &sentence) {
        fail(tr("The demo fleet did not start."), tr("Watch services of your own with: readyroom --fleet FILE"),
             {sentence});
    });
    m_lab->start();
}

void DesktopSession::openFleet(const QString &file)
{
    if (m_lab == nullptr) {
        m_window.showMessage(tr("Reading the fleet file …"));
    }
    QThreadPool::globalInstance()->start([self = QPointer(this), file] {
        auto loaded = std::make_shared<config::Loaded<Read>>(read(file));
        // The receiver is the application, which outlives the pool's threads; the session is looked at on its thread.
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, loaded, file] {
                if (self) {
                    self->take(std::move(*loaded), file);
                }
            },
            Qt::QueuedConnection);
    });
}

void DesktopSession::offerHelp()
{
    m_window.showMessage(tr("No fleet file was given."),
                         tr("Start with “readyroom --fleet FILE”, or look around with “readyroom --demo”."));
}

void DesktopSession::take(config::Loaded<Read> read, const QString &file)
{
    if (!read) {
        QStringList findings;
        for (const Error &error : read.error()) {
            findings += findingText(error);
        }
        fail(tr("The fleet file %1 cannot be used.").arg(file),
             findings.size() == 1
                 ? tr("Mend this and start Readyroom again; “readyroom --demo” shows a working fleet.")
                 : tr("Mend these and start Readyroom again; “readyroom --demo” shows a working fleet."),
             findings);
        return;
    }
    monitor::EngineOptions *const loaded = &read->engine;
    std::vector<rules::Limit> limits = rules::limitsOf(loaded->stateRules);
    m_gate.setEnvironments(loaded->fleet.environments);
    loaded->vault = m_vault;
    loaded->log = m_log;
    m_journal = storage::openJournal(loaded->fleet.store, m_log);
    // From the engine thread, which ends before the journal does.
    const auto record = [journal = m_journal.get(), redactor = m_vault.redactor()](std::vector<journal::Event> events) {
        journal->post(security::redacted(std::move(events), redactor));
    };
    loaded->events = record;
    connect(&m_gate, &security::ArmingGate::happened, m_journal.get(),
            [record](const journal::Event &event) { record({event}); });
    // The demo fleet leaves nothing behind.
    if (m_lab == nullptr) {
        loaded->archive = std::make_shared<history::SegmentArchive>(
            history::ArchiveOptions{.folder = history::SegmentFolder::defaultPath(),
                                    .clock = std::make_shared<const monitor::SystemTime>(),
                                    .log = loaded->log});
    }
    fleet::Fleet fleet = loaded->fleet;
    m_engine = std::make_unique<monitor::Engine>(std::move(*loaded));
    m_queries = std::make_unique<sources::LocalSource>(*m_engine);
    connect(&m_engine->feed(), &FleetFeed::changed, this, &DesktopSession::lookForAnswers);
    m_window.attach(m_engine->feed(), *m_queries, *m_journal, std::move(limits));
    startReadiness(fleet);
    startDrills(std::move(fleet), std::move(read->catalogue));
    m_journal->post({storage::startedEvent(QCoreApplication::applicationName(), file, m_engine->time()->now())});
    m_engine->start();
    Q_EMIT attached();
}

void DesktopSession::startReadiness(fleet::Fleet fleet)
{
    evidence::LiveOptions options;
    options.fleet = std::move(fleet);
    options.feed = &m_engine->feed();
    options.snapshot = [engine = m_engine.get()](std::vector<series::SelectRequest> requests) {
        return engine->snapshot(std::move(requests));
    };
    options.journal = m_journal.get();
    options.gate = &m_gate;
    options.vault = m_vault;
    options.time = m_engine->time();
    options.profiles = evidence::profilePlaces(options.fleet);
    options.collect = &evidence::collectActive;
    options.writeReport = [](ReportFormat format, const readiness::Assessment &assessment,
                             const report::Context &context) {
        return report::inFormat(format, assessment, context, &report::pdf);
    };
    m_readiness = std::make_unique<evidence::LiveReadiness>(std::move(options));
    m_window.attachReadiness(*m_readiness);
}

void DesktopSession::startDrills(fleet::Fleet fleet, drills::Catalogue catalogue)
{
    m_drills = std::make_unique<runner::LiveDrills>(runner::LiveOptions{.fleet = std::move(fleet),
                                                                        .catalogue = std::move(catalogue),
                                                                        .queries = m_queries.get(),
                                                                        .journal = m_journal.get(),
                                                                        .gate = &m_gate,
                                                                        .vault = m_vault,
                                                                        .time = m_engine->time()});
    m_window.attachDrills(*m_drills);
}

void DesktopSession::fail(const QString &sentence, const QString &nextStep, const QStringList &findings)
{
    m_window.showFindings(sentence, nextStep, findings);
    Q_EMIT failed(findings);
}

void DesktopSession::lookForAnswers()
{
    if (m_answered) {
        return;
    }
    const auto snapshot = m_engine->feed().latest();
    for (const fleet::ServiceStatus &service : snapshot->services) {
        for (const fleet::InstanceStatus &instance : service.instances) {
            const bool any =
                std::any_of(instance.endpoints.begin(), instance.endpoints.end(),
                            [](const fleet::EndpointStatus &endpoint) { return endpoint.lastAttempt.has_value(); });
            if (any) {
                m_answered = true;
                Q_EMIT firstAnswers();
                return;
            }
        }
    }
}

} // namespace readyroom::desktop
