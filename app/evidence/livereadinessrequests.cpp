// SPDX-License-Identifier: GPL-3.0-or-later
// The half of LiveReadiness that answers requests.
#include "app/async/pool.h"
#include "app/evidence/decisioncheck.h"
#include "app/evidence/livereadiness.h"
#include "app/security/redactedevent.h"
#include "models/journal/matching.h"
#include "models/readiness/difference.h"

#include <QPointer>
#include <QSaveFile>

#include <utility>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using journal::Entry;
using journal::EventKind;
using readiness::Assessment;

namespace {

constexpr std::size_t pageSize = 1000;
/// What somebody reads of one item.
constexpr std::size_t mostHistory = 500;

std::unexpected<Error> nothingOpen()
{
    return failure(Error::Kind::Config, u"No profile has been judged yet."_s);
}

std::unexpected<Error> noJournal()
{
    return failure(Error::Kind::Config, u"There is no journal, so nothing can be recorded."_s);
}

Result<void> written(const QString &path, const Result<QByteArray> &report)
{
    if (!report) {
        return std::unexpected(report.error());
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(*report) != report->size() || !file.commit()) {
        return failure(Error::Kind::Io, u"The report %1 cannot be written: %2."_s.arg(path, file.errorString()));
    }
    return {};
}

} // namespace

QCoro::Task<Result<void>> LiveReadiness::decide(readiness::Decision decision)
{
    const QPointer<Evaluation> evaluation{m_evaluation.get()};
    if (!evaluation || !evaluation->assessment()) {
        co_return nothingOpen();
    }
    if (m_options.journal == nullptr) {
        co_return noJournal();
    }
    decision.profile = evaluation->profile()->name;
    const Timestamp now = m_options.time->now();
    const Result<void> sound = checkDecision(decision, *evaluation->profile(), evaluation->record().recorded(), now);
    if (!sound) {
        co_return sound;
    }
    const ReadinessSubject subject = evaluation->subject();
    journal::Event event = readiness::eventOf(decision, subject.service, subject.environment, now);
    const Result<Entry> entry =
        co_await m_options.journal->append(security::redacted(std::move(event), m_options.vault.redactor()));
    if (!entry) {
        co_return std::unexpected(entry.error());
    }
    if (!evaluation) {
        co_return Result<void>{}; // recorded all the same
    }
    // The journal tells it, too, but perhaps later than it completes this.
    evaluation->record().add(*entry);
    co_await evaluation->reassess();
    co_return Result<void>{};
}

QCoro::Task<Result<std::vector<Entry>>> LiveReadiness::history(QString item)
{
    std::vector<Entry> found;
    const QPointer<JournalStore> journal{m_options.journal};
    if (!m_evaluation || !journal) {
        co_return found;
    }
    const QString profile = m_evaluation->profile()->name;
    const ReadinessSubject subject = m_evaluation->subject();
    const JournalFilter filter{.service = subject.service,
                               .environment = subject.environment,
                               .kinds = {EventKind::ReadinessDecision, EventKind::Evidence}};
    std::optional<JournalCursor> after;
    for (bool more = true; more && found.size() < mostHistory;) {
        const Result<std::vector<Entry>> page = co_await journal->read(filter, pageSize, after);
        if (!page) {
            co_return std::unexpected(page.error());
        }
        for (const Entry &entry : *page) {
            const QJsonObject &detail = entry.event.detail;
            if (detail.value("profile"_L1).toString() == profile && detail.value("item"_L1).toString() == item) {
                found.push_back(entry);
            }
        }
        more = page->size() == pageSize && journal;
        if (more) {
            after = journal::cursorOf(page->back());
        }
    }
    co_return found;
}

QCoro::Task<Result<void>> LiveReadiness::runActive(QStringList items, std::stop_token stop)
{
    if (!m_evaluation) {
        co_return nothingOpen();
    }
    const ReadinessSubject subject = m_evaluation->subject();
    co_return co_await m_runs->run(m_evaluation.get(), subject, placeOf(subject), std::move(items), std::move(stop));
}

QCoro::Task<Result<void>> LiveReadiness::remember()
{
    const std::shared_ptr<const Assessment> now = assessment();
    if (!now) {
        co_return nothingOpen();
    }
    if (m_options.journal == nullptr) {
        co_return noJournal();
    }
    journal::Event event = security::redacted(readiness::eventOf(*now, true), m_options.vault.redactor());
    event.at = m_options.time->now();
    const Result<Entry> entry = co_await m_options.journal->append(std::move(event));
    if (!entry) {
        co_return std::unexpected(entry.error());
    }
    co_return Result<void>{};
}

QCoro::Task<Result<std::vector<EarlierAssessment>>> LiveReadiness::earlier()
{
    if (!m_evaluation) {
        co_return nothingOpen();
    }
    const ReadinessSubject subject = m_evaluation->subject();
    co_return co_await m_signOffs->earlier(m_evaluation->profile()->name, subject.service, subject.environment);
}

QCoro::Task<Result<readiness::Difference>> LiveReadiness::difference(QString id)
{
    const std::shared_ptr<const Assessment> now = assessment();
    if (!now) {
        co_return nothingOpen();
    }
    const readiness::Document after = readiness::documentOf(*now);
    const Result<readiness::Document> before = co_await m_signOffs->earlierDocument(std::move(id), after);
    if (!before) {
        co_return std::unexpected(before.error());
    }
    co_return readiness::differenceOf(*before, after);
}

QCoro::Task<Result<std::vector<ReadinessPort::Key>>> LiveReadiness::keys()
{
    return m_signOffs->keys();
}

QCoro::Task<Result<SignedRecord>> LiveReadiness::sign(QString role, QString keyFile, QString reason,
                                                      std::optional<QString> record)
{
    const QPointer<LiveReadiness> self{this};
    const std::shared_ptr<const Assessment> now = assessment();
    if (!now) {
        co_return nothingOpen();
    }
    Result<SignedRecord> made = co_await m_signOffs->sign({.assessment = now,
                                                           .role = std::move(role),
                                                           .keyFile = std::move(keyFile),
                                                           .reason = std::move(reason),
                                                           .record = std::move(record)});
    if (self && made && m_evaluation) {
        co_await loadSignOff();
    }
    co_return made;
}

QCoro::Task<Result<void>> LiveReadiness::exportReport(ReportFormat format, QString file)
{
    const std::shared_ptr<const Assessment> now = assessment();
    if (!now) {
        co_return nothingOpen();
    }
    if (!m_options.writeReport) {
        co_return failure(Error::Kind::Unsupported, u"This program writes no reports."_s);
    }
    const report::Context context{.signOff = m_view->latestSignOff,
                                  .drift = m_drift,
                                  .program = u"Readyroom "_s + QStringLiteral(READYROOM_VERSION)};
    co_return co_await async::runOnPool(*QThreadPool::globalInstance(),
                                        [format, file, now, context, write = m_options.writeReport] {
                                            return written(file, write(format, *now, context));
                                        });
}

} // namespace readyroom::evidence
