// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journal/verification.h"

#include "models/items/journalwords.h"

#include <QDateTime>

#include <utility>

namespace readyroom::journalui {

using namespace Qt::StringLiterals;
using paint::Tone;

Verification::Verification(JournalStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
}

Verification::~Verification()
{
    cancel();
}

void Verification::cancel()
{
    if (m_stop) {
        m_stop->request_stop();
        m_stop.reset();
    }
    ++m_generation;
}

void Verification::start(std::optional<journal::TreeHead> expected)
{
    cancel();
    m_stop.emplace();
    // Ends by itself: it holds its own state and looks whether this object is still there.
    run(this, m_store, std::move(expected), m_stop->get_token(), m_generation);
}

QCoro::Task<void> Verification::run(QPointer<Verification> self, JournalStore &store,
                                    std::optional<journal::TreeHead> expected, std::stop_token stop, quint64 generation)
{
    // Before, so that not more events are claimed to hold than were looked at.
    Result<journal::TreeHead> head = co_await store.treeHead();
    Result<std::vector<journal::Damage>> damage = co_await store.verify(expected, stop);
    if (self && self->m_generation == generation) {
        self->take({std::move(damage), std::move(head)}, expected);
    }
}

QString Verification::placeOf(const journal::Place &place)
{
    if (place.writer.isEmpty()) {
        return tr("The journal is damaged: %1.");
    }
    return place.seq == 0 ? tr("The journal is damaged. Chain of writer %1: %2.").arg(place.writer, u"%1"_s)
                          : tr("The journal is damaged. Event %1 of writer %2: %3.")
                                .arg(QString::number(place.seq), place.writer, u"%1"_s);
}

void Verification::take(const Outcome &outcome, const std::optional<journal::TreeHead> &expected)
{
    m_stop.reset();
    if (!outcome.damage || !outcome.head) {
        const Error &error = outcome.damage ? outcome.head.error() : outcome.damage.error();
        Q_EMIT finished(Tone::Warning, tr("The journal could not be verified: %1").arg(error.message));
        return;
    }
    if (!outcome.damage->empty()) {
        const journal::Damage &first = outcome.damage->front();
        QString text = placeOf(first.place).arg(first.text);
        if (const std::size_t further = outcome.damage->size() - 1; further > 0) {
            text += u' ' + (further == 1 ? tr("1 further finding.") : tr("%1 further findings.").arg(further));
        }
        Q_EMIT finished(Tone::Critical, text);
        return;
    }
    quint64 events = 0;
    for (const journal::ChainHead &chain : outcome.head->heads) {
        events += chain.seq;
    }
    const QString all =
        tr("The journal holds: %1 in %2; each has its hash and follows the one before it.")
            .arg(items::eventsText(events),
                 outcome.head->heads.size() == 1 ? tr("1 chain") : tr("%1 chains").arg(outcome.head->heads.size()));
    const QString end = expected
        ? tr("It continues the tree head of %1, so nothing before that was cut off or rewritten.")
              .arg(QDateTime::fromMSecsSinceEpoch(toMillis(expected->at)).toString(u"yyyy-MM-dd HH:mm:ss"_s))
        : tr("Whether its end was cut off or written anew shows only against a tree head that was kept elsewhere.");
    Q_EMIT finished(Tone::Ok, QString(all + u' ' + end));
}

} // namespace readyroom::journalui
