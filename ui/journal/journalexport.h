// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/oldestfirst.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>

class QSaveFile;

namespace readyroom::journalui {

/// Writes what a filter wants of a journal to a file, oldest first. Reading goes page by page and writing happens on
/// pool threads, so that neither the window nor memory notices; the file appears only when all of it is there.
class JournalExport final : public QObject {
    Q_OBJECT
public:
    enum class Format {
        JsonLines, ///< exactly the stored bytes, a line each
        Csv
    };

    /// `store` outlives it.
    explicit JournalExport(JournalStore &store, QObject *parent = nullptr);
    ~JournalExport() override;

    /// Withdraws an export that is under way.
    void start(const QString &path, const JournalFilter &filter, Format format);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_stop.has_value(); }
    [[nodiscard]] quint64 entries() const { return m_entries; }

Q_SIGNALS:
    /// `problem` is one sentence, empty when the file was written. Not emitted after cancel().
    void finished(const QString &path, const QString &problem);
    void progressed(quint64 entries);

private:
    void readOn();
    static QCoro::Task<void> run(QPointer<JournalExport> self, std::shared_ptr<journal::OldestFirst> reader,
                                 std::stop_token stop, quint64 generation);
    void take(Result<std::vector<journal::Entry>> entries);
    void write(QByteArray bytes, bool last);
    void finish(const QString &problem);

    JournalStore &m_store;
    std::shared_ptr<journal::OldestFirst> m_reader;
    std::shared_ptr<QSaveFile> m_file; ///< touched by one pool task after the other, never by two
    std::optional<std::stop_source> m_stop;
    QString m_path;
    Format m_format = Format::JsonLines;
    quint64 m_entries = 0;
    quint64 m_generation = 0;
};

} // namespace readyroom::journalui
