// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/activeruns.h"

#include "app/async/completion.h"
#include "app/evidence/finding.h"
#include "app/security/redactedevent.h"
#include "models/items/quantity.h"
#include "models/readiness/records.h"

#include <utility>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using readiness::CommandEvidence;
using readiness::Evidence;
using readiness::EvidenceSpec;
using readiness::Item;
using readiness::LoadEvidence;
using readiness::Outcome;
using readiness::RateLimitEvidence;

namespace {

constexpr qint64 betweenShown = 100; ///< ms

/// One sentence without full stop, for the journal.
QString actionOf(const Item &item, const QString &service)
{
    const EvidenceSpec &spec = *item.evidence;
    if (const auto *const load = std::get_if<LoadEvidence>(&spec)) {
        return u"Measure %1 of %2 with %3 users for %4"_s.arg(item.id, service)
            .arg(load->users)
            .arg(items::secondsQuantity(toSeconds(load->duration)).text());
    }
    if (const auto *const limit = std::get_if<RateLimitEvidence>(&spec)) {
        return u"Measure %1 of %2 with %3 requests"_s.arg(item.id, service).arg(limit->requests);
    }
    return u"Measure %1 of %2 by running %3"_s.arg(item.id, service, std::get<CommandEvidence>(spec).command.value(0));
}

struct Order {
    Item item;
    std::size_t service = 0;
    CollectActive collect;
    security::Permit permit;
    security::Redactor redactor;
    std::function<void(double, QString)> progress;
};

/// On the evidence thread.
QCoro::Task<Result<Evidence>> carryOut(std::shared_ptr<Order> order, ServiceClient &client, std::stop_token stop)
{
    Result<http::Credentials> credentials = co_await client.credentials(order->service, stop);
    Evidence evidence;
    if (credentials) {
        ActiveContext context{.service = client.service(order->service),
                              .credentials = *std::move(credentials),
                              .transport = client.transport(),
                              .clock = client.clock(),
                              .redactor = order->redactor,
                              .progress = order->progress};
        evidence = co_await order->collect(*order->item.evidence, std::move(context), std::move(order->permit), stop);
    } else {
        evidence = unknown(credentials.error());
    }
    if (stop.stop_requested()) {
        co_return std::unexpected(async::cancelledError());
    }
    evidence.takenAt = evidence.takenAt.value_or(client.clock().now());
    evidence.expires = *evidence.takenAt + order->item.expiry;
    co_return redacted(std::move(evidence), order->redactor);
}

/// The items to run, or what is wrong with them.
Result<std::vector<Item>> chosen(const readiness::Profile &profile, const QStringList &ids)
{
    std::vector<Item> items;
    for (const QString &id : ids) {
        const Item *const item = profile.item(id);
        if (item == nullptr) {
            return failure(Error::Kind::Config, u"The profile %1 has no item %2."_s.arg(profile.name, id));
        }
        if (!item->evidence || !readiness::isActive(*item->evidence)) {
            return failure(Error::Kind::Config, u"%1 is not measured on request."_s.arg(id));
        }
        items.push_back(*item);
    }
    return items;
}

} // namespace

ActiveRuns::ActiveRuns(const LiveContext &context, security::ArmingGate *gate, CollectActive collect, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_gate(gate)
    , m_collect(std::move(collect))
{
}

QCoro::Task<Result<void>> ActiveRuns::run(QPointer<Evaluation> evaluation, ReadinessSubject subject,
                                          std::optional<std::size_t> service, QStringList items, std::stop_token stop)
{
    const QPointer<ActiveRuns> self{this};
    Result<std::vector<Item>> orders = chosen(*evaluation->profile(), items);
    if (!orders) {
        co_return std::unexpected(orders.error());
    }
    if (!service) {
        co_return failure(Error::Kind::Config, u"Without a fleet there is no service that could be measured."_s);
    }
    if (m_busy) {
        co_return failure(Error::Kind::Config, u"Something is being measured already."_s);
    }
    m_busy = true;
    std::stop_source either;
    const auto forward = [either]() mutable { either.request_stop(); };
    const std::stop_callback byCaller(std::move(stop), forward);
    const std::stop_callback byEvaluation(evaluation->stopToken(), forward);
    const Result<void> done =
        co_await runAll(evaluation, std::move(subject), *service, *std::move(orders), either.get_token());
    if (self) {
        m_busy = false;
        hide();
    }
    co_return done;
}

QCoro::Task<Result<void>> ActiveRuns::runAll(QPointer<Evaluation> evaluation, ReadinessSubject subject,
                                             std::size_t service, std::vector<Item> items, std::stop_token stop)
{
    const QPointer<ActiveRuns> self{this};
    for (const Item &item : items) {
        Result<Evidence> evidence = co_await measure(item, subject, service, stop);
        if (!self || !evaluation || stop.stop_requested()) {
            co_return std::unexpected(async::cancelledError());
        }
        if (!evidence) {
            co_return std::unexpected(evidence.error());
        }
        evaluation->setMeasured(item.id, *evidence);
        if (m_context.journal != nullptr) {
            journal::Event event = readiness::eventOf(*evidence, evaluation->profile()->name, item.id, subject.service,
                                                      subject.environment);
            const Result<journal::Entry> entry =
                co_await m_context.journal->append(security::redacted(std::move(event), m_context.redactor));
            if (!entry) {
                co_return std::unexpected(entry.error());
            }
        }
        if (!self || !evaluation) {
            co_return std::unexpected(async::cancelledError());
        }
        co_await evaluation->reassess();
        if (!self) {
            co_return std::unexpected(async::cancelledError());
        }
    }
    co_return Result<void>{};
}

QCoro::Task<Result<Evidence>> ActiveRuns::measure(Item item, ReadinessSubject subject, std::size_t service,
                                                  std::stop_token stop)
{
    const QPointer<ActiveRuns> self{this};
    const QString action = actionOf(item, subject.service);
    if (m_gate == nullptr || !m_collect) {
        co_return failure(Error::Kind::Unsupported, u"Nothing can be armed here, so nothing is measured on request."_s);
    }
    Result<security::Permit> permit = m_gate->permit(subject.environment, action);
    if (!permit) {
        co_return std::unexpected(permit.error());
    }
    show({.item = item.id, .done = 0.0, .doing = {}, .startedAt = m_context.time->now()});
    auto order = std::make_shared<Order>(Order{
        .item = item,
        .service = service,
        .collect = m_collect,
        .permit = *std::move(permit),
        .redactor = m_context.redactor,
        // From the evidence thread, which ends before this does.
        .progress =
            [this, id = item.id](double done, QString doing) {
                QMetaObject::invokeMethod(
                    this, [this, id, done, doing = std::move(doing)] { onProgress(id, done, doing); },
                    Qt::QueuedConnection);
            },
    });
    Result<Evidence> evidence = co_await m_context.thread.run(
        [order](ServiceClient &client, std::stop_token either) { return carryOut(order, client, std::move(either)); },
        stop);
    if (!self || !evidence) {
        co_return evidence;
    }
    // Without a permit nothing was measured: what was known before is not worth less for that.
    const std::optional<Armed> armed = m_gate->armed();
    if (evidence->outcome == Outcome::Unknown && (!armed || armed->environment != subject.environment)) {
        co_return failure(Error::Kind::Unsupported,
                          u"%1 is not armed any more, so \"%2\" was not finished."_s.arg(subject.environment, action));
    }
    co_return evidence;
}

void ActiveRuns::show(const EvidenceRun &run)
{
    m_running = {run};
    m_lastShown.start();
    Q_EMIT changed();
}

void ActiveRuns::hide()
{
    m_running.clear();
    Q_EMIT changed();
}

void ActiveRuns::onProgress(const QString &item, double done, const QString &doing)
{
    if (m_running.empty() || m_running.front().item != item || m_lastShown.elapsed() < betweenShown) {
        return;
    }
    EvidenceRun run = m_running.front();
    run.done = done;
    run.doing = m_context.redactor.redacted(doing);
    show(run);
}

} // namespace readyroom::evidence
