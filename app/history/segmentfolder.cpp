// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/segmentfolder.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

namespace readyroom::history {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto keepAside = 30 * 24h;

QDateTime utc(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(time), Qt::UTC);
}

Timestamp fromUtc(const QString &text, const QString &format)
{
    QDateTime time = QDateTime::fromString(text, format);
    time.setTimeSpec(Qt::UTC);
    return fromMillis(time.toMSecsSinceEpoch());
}

} // namespace

SegmentFolder::SegmentFolder(QString path)
    : m_path(std::move(path))
{
}

QString SegmentFolder::defaultPath()
{
    // A relative path in the variable counts as none, says the specification.
    QString state = qEnvironmentVariable("XDG_STATE_HOME");
    if (!QDir::isAbsolutePath(state)) {
        state = QDir::homePath() + u"/.local/state"_s;
    }
    return state + u"/readyroom/history"_s;
}

Result<void> SegmentFolder::make() const
{
    const QString parent = QFileInfo(m_path).path();
    const QByteArray name = QFile::encodeName(m_path);
    if (!QDir().mkpath(parent) || (::mkdir(name.constData(), 0700) != 0 && errno != EEXIST)) {
        return failure(Error::Kind::Io, u"The folder %1 cannot be made: %2."_s.arg(m_path, qt_error_string(errno)));
    }
    return {};
}

std::vector<SegmentFile> SegmentFolder::segments() const
{
    static const QRegularExpression pattern(u"^series-([0-9]{8}T[0-9]{6}\\.[0-9]{3})Z-[0-9]+-[0-9]+\\.rrs$"_s);
    std::vector<SegmentFile> out;
    for (const QFileInfo &info : QDir(m_path).entryInfoList({u"series-*.rrs"_s}, QDir::Files, QDir::NoSort)) {
        const auto match = pattern.match(info.fileName());
        if (match.hasMatch()) {
            out.push_back({info.filePath(), fromUtc(match.captured(1), u"yyyyMMdd'T'HHmmss.zzz"_s), info.size()});
        }
    }
    std::ranges::sort(out, {}, [](const SegmentFile &file) { return std::pair(file.start, file.path); });
    return out;
}

QString SegmentFolder::pathFor(Timestamp start, std::int64_t processId, int number) const
{
    return u"%1/series-%2Z-%3-%4.rrs"_s.arg(m_path, utc(start).toString(u"yyyyMMdd'T'HHmmss.zzz"_s))
        .arg(processId)
        .arg(number);
}

Result<QString> SegmentFolder::setAside(const SegmentFile &file, Timestamp now) const
{
    const QString name = file.path + u".corrupt-"_s + utc(now).toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
    QString to = name;
    for (int number = 2; QFile::exists(to); ++number) {
        to = name + u'-' + QString::number(number);
    }
    QFile old(file.path);
    if (!old.rename(to)) {
        return failure(Error::Kind::Io, u"It cannot be renamed: %1."_s.arg(old.errorString()));
    }
    return to;
}

void SegmentFolder::sweep(Timestamp before, std::int64_t maxBytes, const QString &keep, Timestamp now) const
{
    std::vector<SegmentFile> files = segments();
    std::ranges::reverse(files);
    std::int64_t bytes = 0;
    for (const SegmentFile &file : files) {
        bytes += file.bytes;
        if (file.path != keep && (file.start < before || bytes > maxBytes)) {
            QFile::remove(file.path);
        }
    }
    for (const QFileInfo &info : QDir(m_path).entryInfoList({u"series-*.rrs.corrupt-*"_s}, QDir::Files)) {
        const QString when = info.fileName().section(u".corrupt-"_s, 1).left(15);
        if (fromUtc(when, u"yyyyMMdd'T'HHmmss"_s) + keepAside < now) {
            QFile::remove(info.filePath());
        }
    }
}

} // namespace readyroom::history
