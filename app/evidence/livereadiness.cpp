// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/livereadiness.h"

#include "app/monitor/timesource.h"
#include "app/security/redactedevent.h"
#include "app/storage/signofffolder.h"

#include <QDir>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;

namespace {

LiveOptions completed(LiveOptions options)
{
    if (!options.time) {
        options.time = std::make_shared<const monitor::SystemTime>();
    }
    if (options.signOffs.isEmpty()) {
        options.signOffs = storage::SignOffFolder::defaultPath();
    }
    if (options.sshFolder.isEmpty()) {
        options.sshFolder = QDir::homePath() + u"/.ssh"_s;
    }
    return options;
}

} // namespace

ProfileLibrary::Places profilePlaces(const std::optional<fleet::Fleet> &fleet, const QStringList &files)
{
    ProfileLibrary::Places places{.builtIn = {}, .folder = config::ownProfileFolder(), .files = {}};
    for (const QString &name : config::builtInProfiles()) {
        places.builtIn += config::profilePath(name);
    }
    if (fleet) {
        for (const fleet::Service &service : fleet->services) {
            if (service.profile.contains(u'/')) {
                places.files += service.profile;
            }
        }
    }
    places.files += files;
    return places;
}

LiveReadiness::LiveReadiness(LiveOptions options, QObject *parent)
    : ReadinessPort(parent)
    , m_options(completed(std::move(options)))
    , m_tasks(u"readiness"_s)
    , m_thread(
          std::make_unique<EvidenceThread>(m_options.fleet.value_or(fleet::Fleet{}), m_options.vault, m_options.time))
    , m_context(new LiveContext{.fleet = m_options.fleet,
                                .feed = m_options.feed,
                                .snapshot = m_options.snapshot,
                                .journal = m_options.journal,
                                .time = m_options.time,
                                .redactor = m_options.vault.redactor(),
                                .pool = m_pool,
                                .thread = *m_thread,
                                .tasks = m_tasks})
    , m_library(m_options.profiles, m_pool, m_tasks)
    , m_signOffs(std::make_unique<SignOffs>(*m_context, m_options.signOffs, m_options.sshFolder))
{
    constexpr int threads = 2;
    m_pool.setMaxThreadCount(threads);
    m_runs = std::make_unique<ActiveRuns>(*m_context, m_options.gate, m_options.collect);
    connect(m_runs.get(), &ActiveRuns::changed, this, &LiveReadiness::show);
    connect(&m_library, &ProfileLibrary::changed, this, &LiveReadiness::onProfiles);
    // Whoever makes this can be told of it.
    QMetaObject::invokeMethod(&m_library, &ProfileLibrary::load, Qt::QueuedConnection);
}

LiveReadiness::~LiveReadiness()
{
    disconnect(m_runs.get(), nullptr, this, nullptr);
    disconnect(&m_library, nullptr, this, nullptr);
    m_evaluation.reset();
    m_thread.reset();
    m_pool.clear();
    m_pool.waitForDone();
    m_tasks.requestStop();
    constexpr Duration patience{1000};
    m_tasks.waitUntilDrained(patience);
}

bool LiveReadiness::isSettled() const
{
    return m_evaluation && m_evaluation->assessment() && m_evaluation->isSettled();
}

std::optional<std::size_t> LiveReadiness::placeOf(const ReadinessSubject &subject) const
{
    if (!m_options.fleet) {
        return std::nullopt;
    }
    const std::vector<fleet::Service> &services = m_options.fleet->services;
    const auto found = std::ranges::find_if(services, [&](const fleet::Service &service) {
        return service.name == subject.service
            && (subject.environment.isEmpty() || service.environment == subject.environment);
    });
    return found == services.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - services.begin()));
}

Result<void> LiveReadiness::checkService(const QString &service, const QString &environment) const
{
    if (!m_options.fleet || placeOf({.profile = {}, .service = service, .environment = environment})) {
        return {};
    }
    return environment.isEmpty()
        ? failure(Error::Kind::Config, u"The fleet has no service \"%1\"."_s.arg(service))
        : failure(Error::Kind::Config, u"The fleet has no service \"%1\" in %2."_s.arg(service, environment));
}

Result<void> LiveReadiness::open(const ReadinessSubject &subject)
{
    if (m_subject == subject) {
        return {};
    }
    ReadinessSubject wanted = subject;
    if (m_library.isLoaded()) {
        const std::shared_ptr<const readiness::Profile> profile = m_library.find(subject.profile);
        if (!profile) {
            const QStringList problems = m_library.problemsOf(subject.profile);
            return problems.isEmpty()
                ? failure(Error::Kind::Config, u"There is no profile \"%1\"."_s.arg(subject.profile))
                : failure(Error::Kind::Config, problems.join(u'\n'));
        }
        wanted.service = subject.service.isEmpty() ? profile->service : subject.service;
        if (wanted.service.isEmpty() && m_options.fleet) {
            return failure(Error::Kind::Config,
                           u"The profile %1 is for any service; say which one."_s.arg(profile->name));
        }
    }
    if (!wanted.service.isEmpty() || m_library.isLoaded()) {
        if (const Result<void> there = checkService(wanted.service, wanted.environment); !there) {
            return there;
        }
    }
    close();
    m_subject = subject;
    if (m_library.isLoaded()) {
        begin();
    }
    show();
    return {};
}

void LiveReadiness::close()
{
    if (!m_subject) {
        return;
    }
    m_subject.reset();
    m_evaluation.reset();
    m_toldVerdict.reset();
    m_signed.reset();
    m_drift.clear();
    show();
}

void LiveReadiness::begin()
{
    const std::shared_ptr<const readiness::Profile> profile = m_library.find(m_subject->profile);
    ReadinessSubject subject = *m_subject;
    if (profile && subject.service.isEmpty()) {
        subject.service = profile->service;
    }
    if (!profile || !checkService(subject.service, subject.environment)) {
        close();
        return;
    }
    const std::optional<std::size_t> place = placeOf(subject);
    if (place) {
        subject.environment = m_options.fleet->services.at(*place).environment;
    }
    m_evaluation = std::make_unique<Evaluation>(*m_context, profile, subject, place);
    connect(m_evaluation.get(), &Evaluation::assessed, this, &LiveReadiness::onAssessed);
    connect(&m_evaluation->record(), &JournalRecord::signedOff, this, [this] { m_tasks.start(loadSignOff()); });
    m_evaluation->start();
    m_tasks.start(loadSignOff());
}

void LiveReadiness::onProfiles()
{
    if (m_evaluation) {
        const std::shared_ptr<const readiness::Profile> profile = m_library.find(m_subject->profile);
        if (profile && profile->name != m_evaluation->profile()->name) {
            m_evaluation.reset();
            begin();
        } else if (profile && profile != m_evaluation->profile()) {
            m_evaluation->setProfile(profile);
        }
    } else if (m_subject) {
        begin();
    }
    Q_EMIT profilesChanged();
}

void LiveReadiness::onAssessed()
{
    tellVerdict();
    updateDrift();
    show();
}

std::shared_ptr<const readiness::Assessment> LiveReadiness::assessment() const
{
    return m_evaluation ? m_evaluation->assessment() : nullptr;
}

void LiveReadiness::tellVerdict()
{
    if (!m_options.recordsVerdicts || m_options.journal == nullptr || !m_evaluation->isSettled()) {
        return;
    }
    const readiness::Verdict verdict = assessment()->verdict;
    const std::optional<readiness::Verdict> last = m_toldVerdict ? m_toldVerdict : m_evaluation->record().lastVerdict();
    if (last != verdict) {
        m_options.journal->post({security::redacted(readiness::eventOf(*assessment()), m_options.vault.redactor())});
    }
    m_toldVerdict = verdict;
}

void LiveReadiness::updateDrift()
{
    // What has not been collected yet has not drifted.
    if (m_signed && isSettled()) {
        m_drift = readiness::driftOf(m_signed->document, *assessment(), m_drift);
    }
}

QCoro::Task<> LiveReadiness::loadSignOff()
{
    const QPointer<LiveReadiness> self{this};
    const QPointer<Evaluation> evaluation{m_evaluation.get()};
    const ReadinessSubject subject = evaluation->subject();
    const Result<std::optional<SignedDocument>> latest =
        co_await m_signOffs->latest(evaluation->profile()->name, subject.service, subject.environment);
    if (!self || !evaluation || !latest) {
        co_return;
    }
    const bool isAnother = !m_signed || !*latest || m_signed->record.file != (*latest)->record.file;
    m_signed = *latest;
    if (isAnother) {
        m_drift.clear();
    }
    updateDrift();
    show();
}

void LiveReadiness::show()
{
    if (!m_subject) {
        m_view.reset();
    } else {
        auto view = std::make_shared<ReadinessView>();
        view->subject = m_evaluation ? m_evaluation->subject() : *m_subject;
        view->assessment = assessment();
        if (view->assessment) {
            view->trends = m_evaluation->trends();
        }
        view->running = m_runs->running();
        if (m_signed) {
            view->latestSignOff = m_signed->record;
            if (m_evaluation) {
                view->latestSignOff->signatures = m_evaluation->record().signatures(m_signed->record.sha256);
            }
        }
        view->drift = m_drift;
        m_view = std::move(view);
    }
    Q_EMIT changed();
}

} // namespace readyroom::evidence
