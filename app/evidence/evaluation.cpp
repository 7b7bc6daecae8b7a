// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/evaluation.h"

#include "app/async/pool.h"
#include "app/evidence/finding.h"
#include "models/readiness/attestation.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using readiness::Assessment;
using readiness::AttestEvidence;
using readiness::Evidence;
using readiness::Item;
using readiness::ItemFacts;
using readiness::Outcome;

namespace {

/// The environment of events that count: what the fleet says; without one nobody knows.
std::optional<QString> environmentOf(const ReadinessSubject &subject, const std::optional<std::size_t> &service)
{
    return service || !subject.environment.isEmpty() ? std::optional(subject.environment) : std::nullopt;
}

/// libstdc++ 12 cannot compare the handle of a coroutine that yields an expected shared_ptr.
struct Judged {
    std::shared_ptr<const Assessment> assessment;
};

const Evidence &later(const Evidence &a, const Evidence &b)
{
    return a.takenAt.value_or(Timestamp::min()) < b.takenAt.value_or(Timestamp::min()) ? b : a;
}

} // namespace

Evaluation::Evaluation(const LiveContext &context, std::shared_ptr<const readiness::Profile> profile,
                       const ReadinessSubject &subject, std::optional<std::size_t> service, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_profile(std::move(profile))
    , m_subject(subject)
    , m_service(service)
    , m_record(context.journal, {m_profile->name, subject.service, environmentOf(subject, service)}, context.tasks)
{
    for (QTimer *timer : {&m_soon, &m_change}) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, [this] { m_context.tasks.start(reassess()); });
    }
    collect();
    // After collect(): what the record changes about live evidence has been taken over by then.
    connect(&m_record, &JournalRecord::changed, this, &Evaluation::wantAssessment);
}

Evaluation::~Evaluation()
{
    m_stop.request_stop();
}

void Evaluation::collect()
{
    auto evidence = std::make_unique<LiveEvidence>(m_context, m_profile, m_service, m_record);
    if (m_evidence) {
        evidence->inherit(*m_evidence);
    }
    m_evidence = std::move(evidence);
    connect(m_evidence.get(), &LiveEvidence::changed, this, &Evaluation::wantAssessment);
}

void Evaluation::start()
{
    m_record.start();
    m_evidence->start();
    wantAssessment();
}

void Evaluation::setProfile(std::shared_ptr<const readiness::Profile> profile)
{
    m_profile = std::move(profile);
    collect();
    m_evidence->start();
    wantAssessment();
}

void Evaluation::setMeasured(const QString &item, const Evidence &evidence)
{
    m_measured.insert(item, evidence);
}

void Evaluation::wantAssessment()
{
    // A verdict before the decisions are known would be a wrong one.
    if ((m_record.isLoaded() || !m_record.problem().isEmpty()) && !m_soon.isActive()) {
        m_soon.start(0);
    }
}

Evidence Evaluation::evidenceFor(const Item &item, const Evidence &live) const
{
    const auto &recorded = m_record.recorded().evidence;
    const auto inJournal = recorded.constFind(item.id);
    Evidence known = inJournal == recorded.cend() ? Evidence() : *inJournal;
    if (const auto here = m_measured.constFind(item.id); here != m_measured.cend()) {
        known = later(*here, known);
    }
    if (!item.evidence) {
        return known.takenAt ? known : unknown(u"the profile names no evidence; somebody has to attest it"_s);
    }
    if (readiness::isActive(*item.evidence)) {
        return known.takenAt ? known : unknown(u"it has not been measured yet; it is on request only"_s);
    }
    if (const auto *const attestation = std::get_if<AttestEvidence>(&*item.evidence)) {
        return later(readiness::evidenceOf(*attestation), known);
    }
    const bool fills =
        live.outcome == Outcome::Unknown && known.takenAt && (!known.expires || m_context.time->now() < *known.expires);
    return fills ? known : live;
}

std::vector<ItemFacts> Evaluation::facts() const
{
    std::vector<ItemFacts> facts;
    const std::vector<Evidence> &live = m_evidence->evidence();
    facts.reserve(live.size());
    for (const readiness::Category &category : m_profile->categories) {
        for (const Item &item : category.items) {
            facts.push_back({.evidence = evidenceFor(item, live[facts.size()]),
                             .standing = m_record.recorded().standings.value(item.id)});
        }
    }
    return facts;
}

QCoro::Task<> Evaluation::reassess()
{
    const QPointer<Evaluation> self{this};
    m_soon.stop();
    const std::uint64_t number = ++m_asked;
    const bool settled = m_evidence->isSettled();
    auto made =
        co_await async::runOnPool(m_context.pool,
                                  [profile = m_profile, facts = facts(), subject = m_subject,
                                   now = m_context.time->now(), previous = m_assessment] {
                                      return Judged{std::make_shared<const Assessment>(readiness::assess(
                                          profile, facts, subject.service, subject.environment, now, previous.get()))};
                                  });
    // The pool may finish them in another order than they were asked for.
    if (self && made && number > m_published) {
        m_published = number;
        publish(std::move(made->assessment), settled);
    }
}

void Evaluation::publish(std::shared_ptr<const Assessment> assessment, bool settled)
{
    m_settled = settled;
    m_assessment = std::move(assessment);
    m_trends.add(*m_assessment);
    waitForChange();
    Q_EMIT assessed();
}

void Evaluation::waitForChange()
{
    if (!m_assessment->changesAt) {
        m_change.stop();
        return;
    }
    // At least a little, in case the clock is behind the timer; at most what a timer can count.
    constexpr Duration least{20};
    constexpr Duration most{std::chrono::hours{24}};
    m_change.start(std::clamp(*m_assessment->changesAt - m_context.time->now(), least, most));
}

} // namespace readyroom::evidence
