// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/session.h"

#include "app/async/completion.h"
#include "app/async/sleep.h"
#include "app/config/lint.h"
#include "app/ctl/commands.h"
#include "app/log/logfile.h"
#include "app/security/redactedevent.h"
#include "app/storage/openjournal.h"
#include "app/storage/startedevent.h"

#include <QCoreApplication>

#include <spdlog/spdlog.h>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Error withSentences(const config::Errors &errors)
{
    return {Error::Kind::Config, config::toText(errors).join(u'\n'), {}, {}};
}

/// A page given by its address is a fleet of one service with one required endpoint.
fleet::Fleet fleetOfPage(const QUrl &page)
{
    fleet::Service service;
    service.name = u"page"_s;
    QUrl base = page;
    base.setPath({});
    base.setQuery(QString());
    base.setFragment({});
    service.instances = {base};
    fleet::Endpoint endpoint;
    endpoint.kind = fleet::EndpointKind::Metrics;
    endpoint.path =
        page.toString(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment | QUrl::FullyEncoded);
    if (!endpoint.path.startsWith(u'/')) {
        endpoint.path.prepend(u'/');
    }
    endpoint.format = fleet::Format::Prometheus;
    endpoint.required = true;
    endpoint.every = 1s;
    service.endpoints = {endpoint};
    fleet::Fleet fleet;
    fleet.services = {service};
    return fleet;
}

} // namespace

Session::Session(Recording recording)
    : m_recording(recording)
{
}

Session::~Session()
{
    // Queries before the engine they ask, the engine before the fleet it polls.
    m_queries.reset();
    if (m_engine) {
        m_engine->stop();
    }
    m_engine.reset();
    m_lab.reset();
}

Result<void> Session::openLog(const QString &file)
{
    const security::Redactor &redactor = m_vault.redactor();
    auto log = file.isEmpty() ? logs::openLog(logs::logFolder(), u"readyroomctl"_s, redactor)
                              : logs::openLogFile(file, redactor);
    if (!log) {
        return std::unexpected(std::move(log.error()));
    }
    m_log = *std::move(log);
    // What tasks that were started by nobody in particular say.
    spdlog::set_default_logger(m_log);
    return {};
}

QCoro::Task<Result<QString>> Session::startLab(std::stop_token stop)
{
    m_lab = std::make_unique<lab::LabProcess>();
    auto [promise, completion] = async::makeCompletion<QString>();
    const auto shared = std::make_shared<async::Promise<QString>>(std::move(promise));
    QObject::connect(m_lab.get(), &lab::LabProcess::ready, m_lab.get(),
                     [shared](const QString &file) { shared->set(file); });
    QObject::connect(m_lab.get(), &lab::LabProcess::failed, m_lab.get(),
                     [shared](const QString &sentence) { shared->set(failure(Error::Kind::Io, sentence)); });
    const std::stop_callback withdraw(stop, [shared] { shared->set(std::unexpected(async::cancelledError())); });
    m_lab->start();
    co_return co_await completion;
}

JournalStore &Session::openJournal(const std::optional<fleet::StoreAddress> &server)
{
    m_journal = storage::openJournal(server, m_log);
    QObject::connect(m_journal.get(), &JournalStore::healthChanged, m_journal.get(), [store = m_journal.get()] {
        if (const JournalHealth health = store->health(); !health.text.isEmpty()) {
            warn(health.text);
        }
    });
    return *m_journal;
}

Result<void> Session::startEngine(fleet::Fleet fleet, const QString &name)
{
    m_fleet = fleet;
    config::Loaded<monitor::EngineOptions> options = monitor::engineOptions(std::move(fleet));
    if (!options) {
        return std::unexpected(withSentences(options.error()));
    }
    if (m_recording == Recording::Yes) {
        // From the engine thread, which ends before the journal does.
        options->events = [journal = &openJournal(m_fleet.store),
                           redactor = m_vault.redactor()](std::vector<journal::Event> events) {
            journal->post(security::redacted(std::move(events), redactor));
        };
    }
    options->vault = m_vault;
    options->log = m_log;
    m_engine = std::make_unique<monitor::Engine>(std::move(*options));
    m_queries = std::make_unique<sources::LocalSource>(*m_engine);
    if (m_journal) {
        m_journal->post({storage::startedEvent(QCoreApplication::applicationName(), name, now())});
    }
    m_engine->start();
    return {};
}

QCoro::Task<Result<void>> Session::open(SourceOption source, std::stop_token stop)
{
    if (!source.page.isEmpty()) {
        co_return startEngine(fleetOfPage(source.page), source.page.toString());
    }
    QString file = source.fleetFile;
    if (source.demo) {
        const Result<QString> lab = co_await startLab(stop);
        if (!lab) {
            co_return std::unexpected(lab.error());
        }
        file = *lab;
    }
    config::Loaded<fleet::Fleet> fleet = config::loadFleet(file);
    if (!fleet) {
        co_return std::unexpected(withSentences(fleet.error()));
    }
    co_return startEngine(std::move(*fleet), file);
}

QCoro::Task<> Session::poll(std::optional<Duration> wait, std::stop_token stop)
{
    if (wait) {
        co_await async::sleepFor(*wait, stop);
        co_return;
    }
    const Timestamp end = now() + 15s;
    while (!latest().complete && now() < end && !stop.stop_requested()) {
        co_await async::sleepFor(50ms, stop);
    }
}

} // namespace readyroom::ctl
