// SPDX-License-Identifier: GPL-3.0-or-later
// journalwriter FILE: appends to the journal FILE without end and prints "SEQ HASH" of each entry that was
// acknowledged.
#include "app/storage/sqlitejournal.h"

#include <QCoreApplication>

#include <chrono>
#include <unistd.h>

using namespace readyroom;
using namespace Qt::StringLiterals;

namespace {

QCoro::Task<> appendWithoutEnd(JournalStore &store, int lane)
{
    for (int i = 0;; ++i) {
        const auto now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
        const auto entry = co_await store.append(
            {.kind = journal::EventKind::Note, .at = now, .text = u"event %1 of lane %2"_s.arg(i).arg(lane)});
        if (!entry) {
            co_return;
        }
        const QByteArray line = QByteArray::number(entry->place.seq) + ' ' + entry->hash.toHex() + '\n';
        if (::write(STDOUT_FILENO, line.constData(), static_cast<std::size_t>(line.size())) < 0) {
            co_return;
        }
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    storage::SqliteJournal store({.path = QCoreApplication::arguments().value(1), .by = {u"ada"_s, u"desk"_s, {}}});
    // Several at once, so that a transaction holds more than one entry.
    for (int lane = 0; lane < 4; ++lane) {
        appendWithoutEnd(store, lane);
    }
    return QCoreApplication::exec();
}
