// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journal/headfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QPointer>
#include <QSaveFile>
#include <QThreadPool>

#include <utility>

namespace readyroom::journalui {

namespace {

/// A head has about 150 bytes a chain; a file larger than this is none.
constexpr qint64 longest = 16 * 1024 * 1024;

struct Sentences {
    Q_DECLARE_TR_FUNCTIONS(readyroom::journalui::HeadFile)
};

QString written(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return Sentences::tr("%1 could not be written: %2.").arg(path, file.errorString());
    }
    return {};
}

Result<journal::TreeHead> readHead(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::Io, Sentences::tr("%1 could not be read: %2.").arg(path, file.errorString()));
    }
    return journal::treeHeadFromJson(file.read(longest));
}

/// Calls `work` on a pool thread and `done` with what it yields on this one.
template<typename Work, typename Done> void onPool(QObject *context, Work work, Done done)
{
    // The guard is only looked at on the thread that owns the object, inside the posted call.
    QThreadPool::globalInstance()->start(
        [work = std::move(work), guard = QPointer<QObject>(context), done = std::move(done)]() mutable {
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [guard = std::move(guard), done = std::move(done), outcome = work()] {
                    if (guard) {
                        done(outcome);
                    }
                },
                Qt::QueuedConnection);
        });
}

QCoro::Task<void> fetchAndSave(JournalStore &store, QString path, QPointer<QObject> context,
                               std::function<void(const QString &)> done)
{
    const Result<journal::TreeHead> head = co_await store.treeHead();
    if (!context) {
        co_return;
    }
    if (!head) {
        done(head.error().message);
        co_return;
    }
    onPool(context, [path, bytes = journal::toJson(*head)] { return written(path, bytes); }, std::move(done));
}

} // namespace

void saveHead(JournalStore &store, const QString &path, QObject *context, std::function<void(const QString &)> done)
{
    // Ends by itself: it holds its own state and looks whether the context is still there.
    fetchAndSave(store, path, context, std::move(done));
}

void loadHead(const QString &path, QObject *context, std::function<void(const Result<journal::TreeHead> &)> done)
{
    onPool(context, [path] { return readHead(path); }, std::move(done));
}

} // namespace readyroom::journalui
