// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/runfolder.h"

#include "app/storage/signofffolder.h"
#include "models/drills/chaosjournal.h"
#include "models/journal/sha256.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace readyroom::storage {

using namespace Qt::StringLiterals;
using drills::Run;
using drills::RunStatus;

namespace {

constexpr qsizetype maxRunBytes = 64 * 1024 * 1024;

std::unexpected<Error> ioFailure(const QString &sentence)
{
    return failure(Error::Kind::Io, sentence);
}

bool isId(const QString &id)
{
    static const QRegularExpression pattern(u"^[0-9a-f-]{8,64}$"_s);
    return pattern.match(id).hasMatch();
}

/// Made by hand because QDir would let others look in until a second call.
bool makePrivate(const QString &path)
{
    (void)QDir().mkpath(QFileInfo(path).absolutePath());
    return ::mkdir(QFile::encodeName(path).constData(), 0700) == 0 || QFileInfo(path).isDir();
}

/// `how` is LOCK_EX, or LOCK_SH for whoever only looks. -1: somebody else has it; -2: it cannot be had at all.
int lockFile(const QString &path, int how = LOCK_EX)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return -2;
    }
    if (::flock(descriptor, how | LOCK_NB) == 0) {
        return descriptor;
    }
    ::close(descriptor);
    return -1;
}

/// What a run is whose program died.
void interrupt(Run &run, const QString &file)
{
    run.status = RunStatus::Interrupted;
    run.why = u"Readyroom ended in the middle of it."_s;
    const bool owes = std::ranges::any_of(run.undo, [](const drills::Undo &one) { return !one.done; })
        || !run.experiment.rollbacks.empty();
    run.rollback = owes ? drills::RollbackState::Owed : drills::RollbackState::NotNeeded;
    if (!run.endedAt) {
        // The last that is known of it.
        run.endedAt = fromMillis(QFileInfo(file).lastModified().toMSecsSinceEpoch());
    }
}

QString markIn(const QString &folder)
{
    return folder + u"/unsettled"_s;
}

bool isUnsettled(const Run &run)
{
    return run.status == RunStatus::Running || run.rollback == drills::RollbackState::Owed || run.canUndo();
}

QString whoText(const Run &run)
{
    return u"%1@%2 runs \"%3\" since %4"_s.arg(
        run.by.user, run.by.host, run.experiment.title,
        QDateTime::fromMSecsSinceEpoch(toMillis(run.startedAt), Qt::UTC).toString(u"hh:mm:ss 'UTC'"_s));
}

/// Who holds a service's lock wrote into it what it does.
QString holderOf(const QString &path)
{
    QFile file(path);
    constexpr qint64 longest = 1024;
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.read(longest)) : QString();
}

void writeHolder(int descriptor, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    if (::ftruncate(descriptor, 0) == 0) {
        // A text that is missing costs a better sentence only.
        [[maybe_unused]] const auto written = ::pwrite(descriptor, bytes.constData(), size_t(bytes.size()), 0);
    }
}

} // namespace

RunHold::~RunHold()
{
    for (const int lock : m_locks) {
        ::close(lock);
    }
}

QString RunFolder::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/readyroom/runs"_s;
}

RunFolder::RunFolder(QString path, Clean clean)
    : m_path(QDir(path.isEmpty() ? defaultPath() : std::move(path)).absolutePath())
    , m_clean(std::move(clean))
{
}

QString RunFolder::folderOf(const QString &id) const
{
    return m_path + u'/' + id;
}

Result<std::unique_ptr<RunHold>> RunFolder::hold(const Run &run) const
{
    const QString locks = m_path + u"/locks"_s;
    if (!isId(run.id) || !makePrivate(m_path) || !makePrivate(locks) || !makePrivate(folderOf(run.id))) {
        return ioFailure(u"The folder %1 for runs cannot be made."_s.arg(folderOf(run.id)));
    }
    std::vector<int> held;
    const auto take = [&held](const QString &path) {
        const int lock = lockFile(path);
        if (lock >= 0) {
            held.push_back(lock);
        }
        return lock;
    };
    const int own = take(folderOf(run.id) + u"/lock"_s);
    int service = own;
    QString path;
    if (own >= 0 && !run.service.isEmpty()) {
        const QByteArray key = (run.environment + u'\n' + run.service).toUtf8();
        path = locks + u'/' + QString::fromLatin1(journal::sha256(key).toHex());
        service = take(path);
    }
    auto hold = std::unique_ptr<RunHold>(new RunHold(std::move(held)));
    if (own == -2 || service == -2) {
        return ioFailure(u"The lock of the run cannot be made in %1."_s.arg(m_path));
    }
    if (own == -1) {
        return failure(Error::Kind::Config, u"Another program is busy with this run."_s);
    }
    if (service == -1) {
        const QString who = holderOf(path);
        return failure(Error::Kind::Config,
                       who.isEmpty() ? u"Another program acts on %1 right now."_s.arg(run.service)
                                     : u"%1 on this machine, so nothing else is done to %2 until that has ended."_s.arg(
                                           who, run.service));
    }
    if (service != own) {
        writeHolder(service, whoText(run));
    }
    return hold;
}

Result<std::unique_ptr<RunHold>> RunFolder::begin(const Run &run) const
{
    Result<std::unique_ptr<RunHold>> held = hold(run);
    if (!held) {
        return held;
    }
    if (const Result<void> written = write(run); !written) {
        return std::unexpected(written.error());
    }
    return held;
}

Result<std::unique_ptr<RunHold>> RunFolder::resume(const Run &run) const
{
    return hold(run);
}

Result<void> RunFolder::write(const Run &run) const
{
    const QString path = folderOf(run.id) + u"/journal.json"_s;
    QFile mark(markIn(folderOf(run.id)));
    // Before the run says so, and until it no longer does: a mark too many is looked at in vain, one too few hides it.
    const bool marks = isUnsettled(run);
    if (marks && !mark.open(QIODevice::WriteOnly)) {
        return ioFailure(u"The run cannot be written to %1: %2."_s.arg(path, mark.errorString()));
    }
    QSaveFile file(path);
    const QByteArray whole = QJsonDocument(drills::chaosJournal(run)).toJson(QJsonDocument::Indented);
    const QByteArray bytes = m_clean ? m_clean(whole) : whole;
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(bytes) != bytes.size() || !file.commit()) {
        return ioFailure(u"The run cannot be written to %1: %2."_s.arg(path, file.errorString()));
    }
    if (!marks) {
        mark.remove();
    }
    return {};
}

QStringList RunFolder::markedIds() const
{
    QStringList ids = QDir(m_path).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    ids.removeIf([this](const QString &id) { return !isId(id) || !QFileInfo::exists(markIn(folderOf(id))); });
    return ids;
}

Result<Run> RunFolder::readAsWritten(const QString &id) const
{
    if (!isId(id)) {
        return failure(Error::Kind::Config, u"\"%1\" is not the id of a run."_s.arg(id));
    }
    const Result<QByteArray> bytes = readBounded(folderOf(id) + u"/journal.json"_s, maxRunBytes);
    if (!bytes) {
        return failure(Error::Kind::Config, u"There is no run %1 on this machine."_s.arg(id), bytes.error().message);
    }
    return drills::runFrom(QJsonDocument::fromJson(*bytes).object());
}

Result<Run> RunFolder::read(const QString &id) const
{
    Result<Run> run = readAsWritten(id);
    if (!run || run->status != RunStatus::Running) {
        return run;
    }
    const int lock = lockFile(folderOf(id) + u"/lock"_s, LOCK_SH);
    if (lock < 0) {
        return run;
    }
    // It may have ended between the two looks.
    run = readAsWritten(id);
    ::close(lock);
    if (run && run->status == RunStatus::Running) {
        interrupt(*run, folderOf(id) + u"/journal.json"_s);
    }
    return run;
}

std::vector<RunSummary> RunFolder::settleInterrupted() const
{
    std::vector<RunSummary> settled;
    for (const QString &id : markedIds()) {
        Result<Run> run = readAsWritten(id);
        if (!run || run->status != RunStatus::Running) {
            continue;
        }
        const int lock = lockFile(folderOf(id) + u"/lock"_s);
        if (lock < 0) {
            continue;
        }
        run = readAsWritten(id);
        if (run && run->status == RunStatus::Running) {
            interrupt(*run, folderOf(id) + u"/journal.json"_s);
            if (write(*run)) {
                settled.push_back(summaryOf(*run));
            }
        }
        ::close(lock);
    }
    return settled;
}

std::vector<Run> RunFolder::unsettled() const
{
    std::vector<Run> runs;
    for (const QString &id : markedIds()) {
        Result<Run> run = read(id);
        if (run && run->status != RunStatus::Running && isUnsettled(*run)) {
            runs.push_back(*std::move(run));
        }
    }
    std::ranges::sort(runs, std::ranges::greater(), &Run::startedAt);
    return runs;
}

std::vector<RunSummary> RunFolder::list(const QString &drill, const QString &service, std::size_t limit) const
{
    // Newest first by the time of the last write, so that an old heap of runs is not read for a few.
    const QFileInfoList folders = QDir(m_path).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time);
    std::vector<RunSummary> runs;
    QDateTime last;
    for (const QFileInfo &folder : folders) {
        // Of those of one moment nobody knows which is newer before they are read.
        if (runs.size() >= limit && folder.lastModified() != last) {
            break;
        }
        if (!isId(folder.fileName())) {
            continue;
        }
        const Result<Run> run = read(folder.fileName());
        if (!run) {
            continue;
        }
        const RunSummary summary = summaryOf(*run);
        if ((drill.isEmpty() || summary.drill == drill) && (service.isEmpty() || summary.service == service)) {
            runs.push_back(summary);
            last = folder.lastModified();
        }
    }
    std::ranges::sort(runs, std::ranges::greater(), &RunSummary::startedAt);
    runs.resize(std::min(runs.size(), limit));
    return runs;
}

RunSummary summaryOf(const Run &run)
{
    return {.id = run.id,
            .drill = run.experiment.drill.isEmpty() ? run.experiment.title : run.experiment.drill,
            .service = run.service,
            .environment = run.environment,
            .title = run.experiment.title,
            .by = run.by.user + u'@' + run.by.host,
            .startedAt = run.startedAt,
            .endedAt = run.endedAt,
            .status = run.status,
            .deviated = run.deviated,
            .rollback = run.rollback,
            .why = run.why,
            .canUndo = run.canUndo()};
}

} // namespace readyroom::storage
