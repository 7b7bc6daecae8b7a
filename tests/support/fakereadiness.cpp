// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakereadiness.h"

#include "tests/support/fakefleet.h"

#include <algorithm>
#include <stop_token>

namespace readyroom::fakes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using readiness::Decision;
using readiness::ItemResult;
using readiness::Verdict;

/// Suspends a task while the fake holds.
struct FakeReadiness::Gate {
    FakeReadiness *fake;
    [[nodiscard]] bool await_ready() const { return !fake->m_holds; }
    void await_suspend(std::coroutine_handle<> handle) const { fake->m_waiting.push_back(handle); }
    void await_resume() const { }
};

/// Suspends a run until the test ends it.
struct FakeReadiness::RunGate {
    FakeReadiness *fake;
    [[nodiscard]] bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> handle) const { fake->m_run = handle; }
    void await_resume() const { }
};

FakeReadiness::FakeReadiness(SampleReadiness sample, QObject *parent)
    : ReadinessPort(parent)
    , now(moment())
    , known({{u"/home/ops/.ssh/id_ed25519"_s, u"ops@ws1"_s, u"SHA256:kL2v9QwqX0h3mJ7nB5cT8rY1uZ4aE6sD0fG2hI3jK4l"_s},
             {u"/home/ops/.ssh/release.pub"_s, u"release key"_s,
              u"SHA256:Zx1c2V3b4N5m6Q7w8E9r0T1y2U3i4O5p6A7s8D9f0G1"_s}})
{
    add(std::move(sample));
}

void FakeReadiness::add(SampleReadiness sample)
{
    m_profiles.push_back({sample.profile.name, sample.profile.title, sample.profile.service,
                          u":/readyroom/profiles/"_s + sample.profile.name + u".yaml"_s});
    m_samples.push_back(std::move(sample));
    Q_EMIT profilesChanged();
}

void FakeReadiness::removeProfiles()
{
    m_profiles.clear();
    m_samples.clear();
    Q_EMIT profilesChanged();
}

std::vector<ProfileEntry> FakeReadiness::profiles() const
{
    return m_reading ? std::vector<ProfileEntry>() : m_profiles;
}

void FakeReadiness::releaseProfiles()
{
    m_reading = false;
    if (m_awaited && !open(*std::exchange(m_awaited, {}))) {
        m_view.reset();
        Q_EMIT changed();
    }
    Q_EMIT profilesChanged();
}

void FakeReadiness::addRefused(const QString &name, const QStringList &problems)
{
    m_profiles.push_back({name, name, {}, u"/etc/readyroom/"_s + name + u".yaml"_s, problems});
    Q_EMIT profilesChanged();
}

Result<void> FakeReadiness::open(const ReadinessSubject &subject)
{
    opened.push_back(subject);
    if (m_reading) {
        m_awaited = subject;
        ReadinessView empty;
        empty.subject = subject;
        m_view = std::make_shared<const ReadinessView>(std::move(empty));
        Q_EMIT changed();
        return {};
    }
    const auto found = std::ranges::find_if(
        m_samples, [&subject](const SampleReadiness &sample) { return sample.profile.name == subject.profile; });
    if (found == m_samples.end()) {
        return failure(Error::Kind::Config, u"There is no profile called “%1”."_s.arg(subject.profile));
    }
    if (!subject.service.isEmpty() && subject.service != found->service) {
        return failure(Error::Kind::Config, u"%1 is not in this fleet."_s.arg(subject.service));
    }
    m_open = static_cast<std::size_t>(found - m_samples.begin());
    ReadinessView empty;
    empty.subject = {found->profile.name, found->service, found->environment};
    m_view = std::make_shared<const ReadinessView>(std::move(empty));
    Q_EMIT changed();
    if (!m_holds) {
        refresh();
    }
    return {};
}

void FakeReadiness::close()
{
    ++closed;
    m_view.reset();
    Q_EMIT changed();
}

void FakeReadiness::refresh()
{
    ReadinessView next = sample().view(now);
    next.running = running;
    next.latestSignOff = signOff;
    next.drift = drift;
    m_view = std::make_shared<const ReadinessView>(std::move(next));
    Q_EMIT changed();
}

void FakeReadiness::release()
{
    m_holds = false;
    if (m_view && !m_view->assessment) {
        refresh();
    }
    for (const std::coroutine_handle<> &each : std::exchange(m_waiting, {})) {
        each.resume();
    }
}

void FakeReadiness::finishRun()
{
    if (const std::coroutine_handle<> run = std::exchange(m_run, {})) {
        run.resume();
    }
}

void FakeReadiness::record(const QString &item, journal::EventKind kind, const QString &text)
{
    std::vector<journal::Entry> &entries = m_history[item];
    journal::Event event;
    event.kind = kind;
    event.at = now;
    event.by = {u"ops"_s, u"ws1"_s};
    event.text = text;
    Result<journal::Entry> entry = journal::sealed(
        std::move(event), {u"0d6f6f0e-3a55-4b8e-9a51-4d3f0b7c2f10"_s, entries.size() + 1}, journal::chainStart());
    if (!entry) {
        qFatal("%s", qPrintable(entry.error().message));
    }
    entries.insert(entries.begin(), std::move(*entry));
}

void FakeReadiness::apply(const Decision &decision)
{
    readiness::ItemFacts &facts = sample().of(decision.item);
    QString text;
    switch (decision.what) {
    case Decision::What::Waive:
        facts.standing.waiver = decision.waiver;
        text = u"Waived by %1: %2"_s.arg(decision.waiver.owner, decision.waiver.reason);
        break;
    case Decision::What::LiftWaiver:
        facts.standing.waiver.reset();
        text = u"The waiver was lifted"_s;
        break;
    case Decision::What::NotApplicable:
        facts.standing.notApplicable = readiness::NotApplicable{decision.text, u"ops"_s};
        text = u"Not applicable: "_s + decision.text;
        break;
    case Decision::What::Applicable:
        facts.standing.notApplicable.reset();
        text = u"It applies again"_s;
        break;
    case Decision::What::Note:
        text = u"Note: "_s + decision.text;
        break;
    case Decision::What::Attest:
        facts.evidence.outcome = decision.says == readiness::AttestEvidence::Says::Pass ? readiness::Outcome::Pass
            : decision.says == readiness::AttestEvidence::Says::Partial                 ? readiness::Outcome::Partial
                                                                                        : readiness::Outcome::Fail;
        facts.evidence.observed = u"attested"_s;
        facts.evidence.takenAt = now;
        facts.evidence.expires = decision.expires;
        text = u"Attested: "_s + decision.text;
        break;
    }
    record(decision.item, journal::EventKind::ReadinessDecision, text);
}

QCoro::Task<Result<void>> FakeReadiness::decide(Decision decision)
{
    decisions.push_back(decision);
    co_await Gate{this};
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    apply(decision);
    refresh();
    co_return Result<void>();
}

QCoro::Task<Result<std::vector<journal::Entry>>> FakeReadiness::history(QString item)
{
    co_await Gate{this};
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    // A copy: a task takes what it is given by moving.
    co_return std::vector<journal::Entry>(m_history[item]);
}

QCoro::Task<Result<void>> FakeReadiness::runActive(QStringList items, std::stop_token stop)
{
    runs.push_back(items);
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    running = {{items.front(), 0.0, {}, now}};
    refresh();
    // A real run ends a turn of the event loop later.
    const std::stop_callback ended(
        stop, [this] { QMetaObject::invokeMethod(this, &FakeReadiness::finishRun, Qt::QueuedConnection); });
    co_await RunGate{this};
    running.clear();
    refresh();
    if (stop.stop_requested()) {
        co_return failure(Error::Kind::Cancelled, u"The run was aborted."_s);
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> FakeReadiness::remember()
{
    ++remembered;
    co_await Gate{this};
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    before.insert(before.begin(),
                  {u"now-%1"_s.arg(remembered), now, m_view->assessment->verdict, m_view->assessment->score,
                   u"recorded by a person"_s});
    co_return Result<void>();
}

QCoro::Task<Result<std::vector<EarlierAssessment>>> FakeReadiness::earlier()
{
    co_await Gate{this};
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    co_return std::vector<EarlierAssessment>(before);
}

QCoro::Task<Result<readiness::Difference>> FakeReadiness::difference(QString id)
{
    compared.push_back(id);
    co_await Gate{this};
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    co_return readiness::Difference(told);
}

QCoro::Task<Result<std::vector<ReadinessPort::Key>>> FakeReadiness::keys()
{
    co_await Gate{this};
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    co_return std::vector<Key>(known);
}

QCoro::Task<Result<SignedRecord>> FakeReadiness::sign(QString role, QString keyFile, QString reason,
                                                      std::optional<QString> record)
{
    signed_.push_back({role, keyFile, reason, record});
    co_await Gate{this};
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    if (!record || !signOff) {
        QStringList missing;
        for (const readiness::Role &each : m_view->assessment->profile->approvals) {
            missing += each.name;
        }
        signOff = signedRecord({}, missing);
        signOff->at = now;
        signOff->verdict = m_view->assessment->verdict;
        signOff->score = m_view->assessment->score;
        drift.clear();
    }
    signOff->signedBy += role;
    signOff->signatures.push_back({role, u"ops@ws1"_s, now});
    signOff->missing.removeAll(role);
    refresh();
    co_return SignedRecord(*signOff);
}

QCoro::Task<Result<void>> FakeReadiness::exportReport(ReportFormat format, QString file)
{
    exported.emplace_back(format, file);
    co_await Gate{this};
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    co_return Result<void>();
}

SignedRecord signedRecord(const QStringList &by, const QStringList &missing)
{
    std::vector<RoleSignature> signatures;
    for (const QString &role : by) {
        signatures.push_back({role, u"ops@ws1"_s, moment() - 2h});
    }
    return {.file = u"/home/ops/.local/share/readyroom/sign-offs/learnify-api-learnify-api-20261121T000000Z.json"_s,
            .sha256 = QString(u"9f2c"_s.repeated(16)),
            .at = moment() - 2h,
            .verdict = Verdict::Go,
            .score = 100.0,
            .signedBy = by,
            .missing = missing,
            .signatures = signatures};
}

readiness::Difference sampleDifference()
{
    readiness::Difference difference{.scoreBefore = 52.142857,
                                     .scoreAfter = 61.44,
                                     .verdictBefore = Verdict::NoGo,
                                     .verdictAfter = Verdict::Conditional};
    difference.categories = {{u"Observability"_s, 40.0, 65.5}, {u"Security"_s, 70.0, 65.0}};
    difference.items = {{.id = u"tls"_s,
                         .title = u"TLS 1.2 or newer, 14 days left"_s,
                         .before = ItemResult::Pass,
                         .after = ItemResult::Fail,
                         .observedBefore = u"1.3, 19 d"_s,
                         .observedAfter = u"1.3, 12 d"_s,
                         .why = u"the certificate runs out in 12 days"_s},
                        {.id = u"health-endpoint"_s,
                         .title = u"Health endpoint answers within 50 ms"_s,
                         .before = ItemResult::Fail,
                         .after = ItemResult::Pass,
                         .observedBefore = u"404"_s,
                         .observedAfter = u"8 ms"_s,
                         .why = u"it answers 200 now"_s},
                        {.id = u"coverage"_s,
                         .title = u"Tests cover 80 % of the lines"_s,
                         .before = ItemResult::Fail,
                         .after = ItemResult::Waived,
                         .why = u"waived by Development until 2026-12-05"_s,
                         .textChanged = true},
                        {.id = u"tracing"_s,
                         .title = u"Traces reach the collector"_s,
                         .after = ItemResult::Unknown,
                         .why = u"the profile did not ask for it"_s}};
    return difference;
}

} // namespace readyroom::fakes
