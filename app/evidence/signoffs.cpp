// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/signoffs.h"

#include "app/async/pool.h"
#include "app/security/redactedevent.h"
#include "app/security/sshsignature.h"
#include "app/storage/signofffolder.h"
#include "models/readiness/records.h"

#include <QFile>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using journal::EventKind;
using readiness::Document;
using storage::SignOffFolder;

namespace {

constexpr std::size_t mostEarlier = 200;
constexpr QLatin1StringView signedPrefix("signed:");

QString journalId(const journal::Place &place)
{
    return u"journal:%1:%2"_s.arg(place.writer).arg(place.seq);
}

/// What was written for a signature that then was not made.
void discard(const QString &file)
{
    QFile::remove(SignOffFolder::bundleFile(file));
    QFile::remove(file);
}

Result<Document> toSign(const SignOrder &order)
{
    const readiness::Profile &profile = *order.assessment->profile;
    const auto isAsked = [&](const readiness::Role &role) { return role.name == order.role; };
    if (std::ranges::none_of(profile.approvals, isAsked)) {
        return failure(Error::Kind::Config,
                       u"The profile %1 asks no role \"%2\" to approve."_s.arg(profile.name, order.role));
    }
    if (!order.record && order.reason.trimmed().isEmpty()) {
        return failure(Error::Kind::Config, u"A sign-off needs a reason."_s);
    }
    Document document = readiness::documentOf(*order.assessment);
    document.reason = order.reason.trimmed();
    return document;
}

/// The file that is to be signed; written when it is a new one.
Result<QString> fileToSign(const QString &folder, const SignOrder &order, const Document &document)
{
    if (!order.record) {
        const Result<QByteArray> bundle = storage::bundleOf(*order.assessment);
        return bundle ? SignOffFolder(folder).write(document, *bundle) : std::unexpected(bundle.error());
    }
    const std::vector<SignedRecord> known = SignOffFolder(folder).list(document.profile, document.service);
    const auto found = std::ranges::find(known, *order.record, &SignedRecord::file);
    if (found == known.end()) {
        return failure(Error::Kind::Config, u"There is no sign-off %1."_s.arg(*order.record));
    }
    if (found->signedBy.contains(order.role)) {
        return failure(Error::Kind::Config, u"%1 has been signed as %2 already."_s.arg(*order.record, order.role));
    }
    return *order.record;
}

Result<SignedRecord> recordOf(const QString &folder, const QString &profile, const QString &service,
                              const QString &file)
{
    const std::vector<SignedRecord> known = SignOffFolder(folder).list(profile, service);
    const auto found = std::ranges::find(known, file, &SignedRecord::file);
    return found != known.end() ? Result<SignedRecord>(*found)
                                : failure(Error::Kind::Io, u"The sign-off %1 is gone."_s.arg(file));
}

journal::Event eventOf(const SignedRecord &record, const SignOrder &order, const QString &fingerprint, Timestamp at)
{
    const readiness::Assessment &assessment = *order.assessment;
    const QString verdict = readiness::verdictName(record.verdict);
    return {.kind = EventKind::SignOff,
            .at = at,
            .service = assessment.service,
            .environment = assessment.environment,
            .text = u"%1 was signed as %2 by %3: %4"_s.arg(assessment.service, order.role, assessment.profile->name,
                                                           verdict),
            .detail = {{u"profile"_s, assessment.profile->name},
                       {u"verdict"_s, verdict},
                       {u"role"_s, order.role},
                       {u"sha256"_s, record.sha256},
                       {u"key"_s, fingerprint}}};
}

EarlierAssessment earlierOf(const journal::Entry &entry, const Document &document)
{
    const bool byPerson = entry.event.detail.value("by_person"_L1).toBool();
    return {journalId(entry.place), document.at, document.verdict, document.score,
            byPerson ? u"recorded by %1"_s.arg(entry.event.by.user) : u"verdict changed"_s};
}

/// Names that the journal does not keep.
Document completed(Document earlier, const Document &now)
{
    for (Document::ItemRecord &item : earlier.items) {
        const auto known = std::ranges::find(now.items, item.id, &Document::ItemRecord::id);
        const QString observed = item.observed;
        const readiness::ItemResult result = item.result;
        if (known != now.items.end()) {
            item = *known;
        } else {
            item.title = item.id;
        }
        item.observed = observed;
        item.result = result;
        item.reason.clear();
        item.value.reset();
    }
    return earlier;
}

std::optional<SignedDocument> latestIn(const QString &folder, const QString &profile, const QString &service,
                                       const QString &environment)
{
    const SignOffFolder signOffs(folder);
    for (const SignedRecord &record : signOffs.list(profile, service)) {
        if (record.signedBy.isEmpty()) {
            continue;
        }
        const Result<Document> document = signOffs.read(record.file);
        if (document && document->environment == environment) {
            return SignedDocument{record, *document};
        }
    }
    return std::nullopt;
}

} // namespace

SignOffs::SignOffs(const LiveContext &context, QString folder, QString sshFolder)
    : m_context(context)
    , m_folder(std::move(folder))
    , m_sshFolder(std::move(sshFolder))
{
}

QCoro::Task<Result<std::vector<ReadinessPort::Key>>> SignOffs::keys() const
{
    const Result<std::vector<security::SigningKey>> known = co_await security::signingKeys(m_sshFolder);
    if (!known) {
        co_return std::unexpected(known.error());
    }
    std::vector<ReadinessPort::Key> keys;
    for (const security::SigningKey &key : *known) {
        keys.push_back({key.file, key.comment, key.fingerprint});
    }
    co_return keys;
}

QCoro::Task<Result<SignedRecord>> SignOffs::sign(SignOrder order) const
{
    // Copies: whoever asked may be gone by the time a person has typed a passphrase.
    const QString folder = m_folder;
    const QPointer<JournalStore> journal(m_context.journal);
    const std::shared_ptr<const TimeSource> time = m_context.time;
    const security::Redactor redactor = m_context.redactor;
    QThreadPool &pool = *QThreadPool::globalInstance();

    const Result<Document> document = toSign(order);
    if (!document) {
        co_return std::unexpected(document.error());
    }
    const Result<QString> fingerprint = co_await security::fingerprintOf(order.keyFile);
    if (!fingerprint) {
        co_return std::unexpected(fingerprint.error());
    }
    const Result<QString> file = co_await async::runOnPool(pool, [=] { return fileToSign(folder, order, *document); });
    if (!file) {
        co_return std::unexpected(file.error());
    }
    const Result<void> done =
        co_await security::sign(*file, order.role, order.keyFile, SignOffFolder::signatureFile(*file, order.role));
    if (!done) {
        if (!order.record) {
            (void)co_await async::runOnPool(pool, [file = *file] { discard(file); });
        }
        co_return std::unexpected(done.error());
    }
    Result<SignedRecord> record =
        co_await async::runOnPool(pool, [=] { return recordOf(folder, document->profile, document->service, *file); });
    if (record && journal) {
        const journal::Event event = eventOf(*record, order, *fingerprint, time->now());
        const Result<journal::Entry> entry = co_await journal->append(security::redacted(event, redactor));
        if (!entry) {
            co_return std::unexpected(entry.error());
        }
    }
    co_return record;
}

QCoro::Task<Result<std::optional<SignedDocument>>> SignOffs::latest(QString profile, QString service,
                                                                    QString environment) const
{
    co_return co_await async::runOnPool(
        *QThreadPool::globalInstance(),
        [folder = m_folder, profile, service, environment] { return latestIn(folder, profile, service, environment); });
}

QCoro::Task<Result<std::vector<EarlierAssessment>>> SignOffs::earlier(QString profile, QString service,
                                                                      QString environment) const
{
    const QPointer<JournalStore> journal(m_context.journal);
    std::vector<EarlierAssessment> all;
    const Result<std::vector<SignedRecord>> records =
        co_await async::runOnPool(*QThreadPool::globalInstance(), [folder = m_folder, profile, service] {
            return SignOffFolder(folder).list(profile, service);
        });
    if (!records) {
        co_return std::unexpected(records.error());
    }
    for (const SignedRecord &record : *records) {
        const QString origin = record.signedBy.isEmpty() ? u"written, signed by nobody"_s
                                                         : u"signed by %1"_s.arg(record.signedBy.join(u", "_s));
        all.push_back({signedPrefix + record.file, record.at, record.verdict, record.score, origin});
    }
    if (journal) {
        const Result<std::vector<journal::Entry>> entries = co_await journal->read(
            {.service = service, .environment = environment, .kinds = {EventKind::Assessment}}, mostEarlier);
        if (!entries) {
            co_return std::unexpected(entries.error());
        }
        for (const journal::Entry &entry : *entries) {
            const std::optional<Document> document = readiness::recordedDocument(entry.event);
            if (document && document->profile == profile && document->environment == environment) {
                all.push_back(earlierOf(entry, *document));
            }
        }
    }
    std::ranges::sort(all, [](const EarlierAssessment &a, const EarlierAssessment &b) {
        return a.at != b.at ? a.at > b.at : a.id < b.id;
    });
    co_return all;
}

QCoro::Task<Result<Document>> SignOffs::earlierDocument(QString id, Document now) const
{
    const QPointer<JournalStore> journal(m_context.journal);
    if (id.startsWith(signedPrefix)) {
        co_return co_await async::runOnPool(
            *QThreadPool::globalInstance(),
            [folder = m_folder, file = id.mid(signedPrefix.size())] { return SignOffFolder(folder).read(file); });
    }
    if (journal) {
        const Result<std::vector<journal::Entry>> entries = co_await journal->read(
            {.service = now.service, .environment = now.environment, .kinds = {EventKind::Assessment}}, mostEarlier);
        if (!entries) {
            co_return std::unexpected(entries.error());
        }
        for (const journal::Entry &entry : *entries) {
            const std::optional<Document> document = readiness::recordedDocument(entry.event);
            if (document && journalId(entry.place) == id) {
                co_return completed(*document, now);
            }
        }
    }
    co_return failure(Error::Kind::Config, u"There is no earlier assessment %1."_s.arg(id));
}

} // namespace readyroom::evidence
