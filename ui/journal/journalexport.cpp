// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journal/journalexport.h"

#include "models/journal/exporttext.h"

#include <QCoreApplication>
#include <QSaveFile>
#include <QThreadPool>

#include <utility>

namespace readyroom::journalui {

JournalExport::JournalExport(JournalStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
}

JournalExport::~JournalExport()
{
    cancel();
}

void JournalExport::cancel()
{
    if (m_stop) {
        m_stop->request_stop();
        m_stop.reset();
    }
    ++m_generation;
    m_reader.reset();
    m_file.reset();
}

void JournalExport::start(const QString &path, const JournalFilter &filter, Format format)
{
    cancel();
    m_path = path;
    m_format = format;
    m_entries = 0;
    m_stop.emplace();
    m_reader = std::make_shared<journal::OldestFirst>(m_store, filter);
    m_file = std::make_shared<QSaveFile>(path);
    if (format == Format::Csv) {
        write(journal::csvHeader(), false);
    } else {
        write({}, false);
    }
}

void JournalExport::readOn()
{
    // Ends by itself: it holds its own state and looks whether this object is still there.
    run(this, m_reader, m_stop->get_token(), m_generation);
}

QCoro::Task<void> JournalExport::run(QPointer<JournalExport> self, std::shared_ptr<journal::OldestFirst> reader,
                                     std::stop_token stop, quint64 generation)
{
    Result<std::vector<journal::Entry>> entries = co_await reader->next(stop);
    if (self && self->m_generation == generation) {
        self->take(std::move(entries));
    }
}

void JournalExport::take(Result<std::vector<journal::Entry>> entries)
{
    if (!entries) {
        finish(entries.error().message);
        return;
    }
    QByteArray bytes;
    for (const journal::Entry &entry : *entries) {
        bytes += m_format == Format::Csv ? journal::csvLine(entry) : journal::jsonLine(entry);
    }
    m_entries += entries->size();
    write(std::move(bytes), entries->empty());
}

void JournalExport::write(QByteArray bytes, bool last)
{
    QThreadPool::globalInstance()->start([bytes = std::move(bytes), last, file = m_file, path = m_path,
                                          generation = m_generation, guard = QPointer(this)]() mutable {
        const bool written = (file->isOpen() || file->open(QIODevice::WriteOnly)) && file->write(bytes) == bytes.size()
            && (!last || file->commit());
        const QString problem = written ? QString() : tr("%1 could not be written: %2.").arg(path, file->errorString());
        // The guard is only looked at on the thread that owns the object, inside the posted call.
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard = std::move(guard), generation, last, problem] {
                if (!guard || guard->m_generation != generation) {
                    return;
                }
                if (last || !problem.isEmpty()) {
                    guard->finish(problem);
                } else {
                    Q_EMIT guard->progressed(guard->m_entries);
                    guard->readOn();
                }
            },
            Qt::QueuedConnection);
    });
}

void JournalExport::finish(const QString &problem)
{
    cancel();
    Q_EMIT finished(m_path, problem);
}

} // namespace readyroom::journalui
