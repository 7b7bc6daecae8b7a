// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/journalstore.h"
#include "ui/paint/theme.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace readyroom::journalui {

/// Has the whole journal verified, one run at a time, and says in words what that shows.
class Verification final : public QObject {
    Q_OBJECT
public:
    /// `store` outlives it.
    explicit Verification(JournalStore &store, QObject *parent = nullptr);
    ~Verification() override;

    /// Withdraws a run that is under way.
    void start(std::optional<journal::TreeHead> expected = {});
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_stop.has_value(); }

Q_SIGNALS:
    /// Ok: it holds; Critical: it is damaged; Warning: it could not be verified. `text` is plain text.
    void finished(readyroom::paint::Tone tone, const QString &text);

private:
    struct Outcome {
        Result<std::vector<journal::Damage>> damage;
        Result<journal::TreeHead> head;
    };

    static QCoro::Task<void> run(QPointer<Verification> self, JournalStore &store,
                                 std::optional<journal::TreeHead> expected, std::stop_token stop, quint64 generation);
    /// The sentence about a finding at this place, with %1 for what it is.
    [[nodiscard]] static QString placeOf(const journal::Place &place);
    void take(const Outcome &outcome, const std::optional<journal::TreeHead> &expected);

    JournalStore &m_store;
    std::optional<std::stop_source> m_stop;
    quint64 m_generation = 0;
};

} // namespace readyroom::journalui
