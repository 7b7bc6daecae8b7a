// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log/logfile.h"

#include "app/log/jsonlines.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

#include <spdlog/logger.h>
#include <spdlog/sinks/rotating_file_sink.h>

#include <sys/stat.h>

#include <utility>

namespace readyroom::logs {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLogs = 9;

using FileSink = spdlog::sinks::rotating_file_sink_mt;

/// The lock of a file is held for as long as anything logs to it.
struct LockedSink {
    std::unique_ptr<QLockFile> lock;
    FileSink sink;
};

spdlog::file_event_handlers readableByOwnerOnly()
{
    spdlog::file_event_handlers handlers;
    handlers.after_open = [](const spdlog::filename_t &, std::FILE *file) {
        ::fchmod(::fileno(file), S_IRUSR | S_IWUSR);
    };
    return handlers;
}

std::unexpected<Error> cannotWrite(const QString &file, const QString &why)
{
    return failure(Error::Kind::Io, u"The log file %1 cannot be written: %2."_s.arg(file, why));
}

std::unique_ptr<QLockFile> lockFor(const QString &file)
{
    auto lock = std::make_unique<QLockFile>(file + u".lock"_s);
    lock->setStaleLockTime(0);
    return lock;
}

Result<std::shared_ptr<spdlog::logger>> opened(const QString &file, std::unique_ptr<QLockFile> lock,
                                               const security::Redactor &redactor, LogLimits limits)
{
    try {
        const std::shared_ptr<LockedSink> locked(
            new LockedSink{std::move(lock),
                           FileSink(QFile::encodeName(file).toStdString(), limits.bytes, limits.files - 1, false,
                                    readableByOwnerOnly())});
        locked->sink.set_formatter(std::make_unique<JsonLines>(redactor));
        auto logger = std::make_shared<spdlog::logger>("readyroom", std::shared_ptr<FileSink>(locked, &locked->sink));
        logger->set_level(spdlog::level::info);
        logger->flush_on(spdlog::level::info);
        // Its own words would go to standard error, with the text that could not be written.
        logger->set_error_handler([](const std::string &) { });
        return logger;
    } catch (const spdlog::spdlog_ex &exception) {
        return cannotWrite(file, QString::fromLocal8Bit(exception.what()));
    }
}

Result<void> makeFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir()) {
        return {};
    }
    if (!QDir().mkpath(folder)) {
        return failure(Error::Kind::Io, u"The folder %1 for log files cannot be made."_s.arg(folder));
    }
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

} // namespace

QString logFolder()
{
    const QString state = qEnvironmentVariable("XDG_STATE_HOME");
    // The specification wants relative paths ignored.
    return (QDir::isAbsolutePath(state) ? state : QDir::homePath() + u"/.local/state"_s) + u"/readyroom"_s;
}

Result<std::shared_ptr<spdlog::logger>> openLog(const QString &folder, const QString &name,
                                                const security::Redactor &redactor, LogLimits limits)
{
    if (Result<void> made = makeFolder(folder); !made) {
        return std::unexpected(std::move(made.error()));
    }
    QString file;
    for (int number = 1; number <= mostLogs; ++number) {
        file = folder + u'/' + name + (number == 1 ? QString() : u"-%1"_s.arg(number)) + u".log"_s;
        auto lock = lockFor(file);
        if (lock->tryLock(0)) {
            return opened(file, std::move(lock), redactor, limits);
        }
        if (lock->error() != QLockFile::LockFailedError) {
            return cannotWrite(file, u"its lock file cannot be made"_s);
        }
    }
    return cannotWrite(file, u"too many programs are logging"_s);
}

Result<std::shared_ptr<spdlog::logger>> openLogFile(const QString &file, const security::Redactor &redactor,
                                                    LogLimits limits)
{
    auto lock = lockFor(file);
    if (!lock->tryLock(0)) {
        return cannotWrite(file,
                           lock->error() == QLockFile::LockFailedError ? u"another program is logging to it"_s
                                                                       : u"its lock file cannot be made"_s);
    }
    return opened(file, std::move(lock), redactor, limits);
}

} // namespace readyroom::logs
