// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/journalstore.h"

#include <memory>

class QThreadPool;

namespace readyroom::storage {

/// A journal file as it lies there, to be read and verified: nothing in it is changed, repaired or set aside, and
/// nothing can be recorded. It does not follow what other programs record: recorded() is never emitted.
class ReadOnlyJournal final : public JournalStore {
    Q_OBJECT
public:
    /// Kind::Io with a sentence when there is no such file.
    [[nodiscard]] static Result<std::unique_ptr<JournalStore>> open(const QString &path);
    ~ReadOnlyJournal() override;

    /// Kind::Unsupported.
    [[nodiscard]] QCoro::Task<Result<journal::Entry>> append(journal::Event event) override;
    /// Does nothing.
    void post(std::vector<journal::Event> events) override;
    [[nodiscard]] QCoro::Task<Result<std::vector<journal::Entry>>> read(JournalFilter filter, std::size_t limit,
                                                                        std::optional<JournalCursor> after = {},
                                                                        std::stop_token stop = {}) override;
    /// A file that SQLite itself finds damaged is a finding without a place, not an error.
    [[nodiscard]] QCoro::Task<Result<std::vector<journal::Damage>>>
    verify(std::optional<journal::TreeHead> expected = {}, std::stop_token stop = {}) override;
    [[nodiscard]] QCoro::Task<Result<journal::TreeHead>> treeHead() override;
    [[nodiscard]] JournalHealth health() const override { return {}; }

private:
    explicit ReadOnlyJournal(QString path);
    template<typename T, typename F>
    static QCoro::Task<Result<T>> onPool(std::shared_ptr<QThreadPool> pool, QString path, std::stop_token stop,
                                         F question);

    QString m_path;
    std::shared_ptr<QThreadPool> m_pool;
};

} // namespace readyroom::storage
