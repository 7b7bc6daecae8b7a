// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/segmentwriter.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace readyroom::history {

using namespace Qt::StringLiterals;

SegmentWriter::SegmentWriter(SegmentFolder folder, std::uint64_t run, SegmentLimits limits)
    : m_folder(std::move(folder))
    , m_run(run)
    , m_limits(limits)
{
}

SegmentWriter::~SegmentWriter()
{
    close();
}

Result<bool> SegmentWriter::append(std::int64_t at, const std::vector<series::KeptSample> &samples)
{
    // Also when the clock was set back: a file's name tells when its samples began.
    if (m_file >= 0 && (m_bytes >= m_limits.bytes || at - m_begun >= m_limits.age.count() || at < m_begun)) {
        close();
    }
    const bool begins = m_file < 0;
    if (begins) {
        if (const Result<void> begun = begin(at); !begun) {
            return std::unexpected(begun.error());
        }
    }
    const QByteArray record = m_encoder->record(at, samples);
    if (const Result<void> written = write(begins ? m_encoder->header() + record : record); !written) {
        return std::unexpected(written.error());
    }
    if (at - m_synced >= m_limits.sync.count()) {
        sync(at);
    }
    return begins;
}

Result<void> SegmentWriter::begin(std::int64_t at)
{
    if (const Result<void> made = m_folder.make(); !made) {
        return made;
    }
    do {
        m_path = m_folder.pathFor(fromMillis(at), QCoreApplication::applicationPid(), ++m_number);
        m_file =
            ::open(QFile::encodeName(m_path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
    } while (m_file < 0 && errno == EEXIST);
    if (m_file < 0) {
        const int why = errno;
        return failure(Error::Kind::Io,
                       u"The file %1 cannot be made: %2."_s.arg(std::exchange(m_path, {}), qt_error_string(why)));
    }
    m_encoder.emplace(m_run);
    m_bytes = 0;
    m_begun = at;
    m_synced = at;
    return {};
}

Result<void> SegmentWriter::write(const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(m_file, bytes.constData() + done, static_cast<std::size_t>(bytes.size() - done));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            const int why = count < 0 ? errno : ENOSPC;
            // Half a record would be read as torn and is harmless; without it the file is whole.
            if (::ftruncate(m_file, m_bytes) == 0 && m_bytes == 0) {
                QFile::remove(m_path);
            }
            const QString path = m_path;
            close();
            return failure(Error::Kind::Io, u"The file %1 cannot be written: %2."_s.arg(path, qt_error_string(why)));
        }
        done += count;
    }
    m_bytes += bytes.size();
    return {};
}

void SegmentWriter::sync(std::int64_t at)
{
    ::fdatasync(m_file);
    m_synced = at;
}

void SegmentWriter::close()
{
    if (m_file >= 0) {
        sync(m_synced);
        ::close(std::exchange(m_file, -1));
        m_encoder.reset();
        m_path.clear();
    }
}

} // namespace readyroom::history
