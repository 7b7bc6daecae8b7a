// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/others.h"

#include "app/runner/deadline.h"

#include <QDateTime>
#include <QSet>

namespace readyroom::runner {

using namespace Qt::StringLiterals;

namespace {

constexpr Duration patience{3'000};
constexpr std::size_t mostEntries = 500;

} // namespace

QString runOfOthers(const std::vector<journal::Entry> &entries, const journal::Operator &self)
{
    QSet<QString> ended;
    for (const journal::Entry &entry : entries) {
        const journal::Event &event = entry.event;
        const QString run = event.detail.value("run"_L1).toString();
        if (event.kind != journal::EventKind::Drill || run.isEmpty()) {
            continue;
        }
        if (event.detail.value("status"_L1).toString() != "started"_L1) {
            ended.insert(run);
        } else if (!ended.contains(run) && event.by.host != self.host) {
            const QString since =
                QDateTime::fromMSecsSinceEpoch(toMillis(event.at), Qt::UTC).toString(u"hh:mm:ss 'UTC'"_s);
            return u"%1@%2 runs \"%3\" since %4, so nothing else is done to %5 until that has ended."_s.arg(
                event.by.user, event.by.host, event.detail.value("title"_L1).toString(), since, event.service);
        }
    }
    return {};
}

QCoro::Task<Result<QString>> askForOthers(JournalStore &journal, QString service, QString environment,
                                          journal::Operator self, Timestamp now, std::stop_token stop)
{
    const Deadline deadline(patience, stop);
    const auto entries = co_await journal.read({.service = service,
                                                .environment = environment,
                                                .kinds = {journal::EventKind::Drill},
                                                .from = now - longestUnended},
                                               mostEntries, {}, deadline.token());
    if (!entries) {
        co_return deadline.hasPassed() ? failure(Error::Kind::Timeout, u"The journal did not answer in time."_s)
                                       : std::unexpected(entries.error());
    }
    co_return runOfOthers(*entries, self);
}

} // namespace readyroom::runner
