// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/sqliteconnection.h"
#include "app/storage/sqlitejournal.h"
#include "app/storage/statement.h"
#include "tests/support/await.h"

#include <QCoroTask>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <vector>

namespace readyroom::test {

using namespace Qt::StringLiterals;

inline journal::Event note(const QString &text, std::int64_t at = 1'795'000'000'000)
{
    return {.kind = journal::EventKind::Note, .at = fromMillis(at), .by = {u"ada"_s, u"desk"_s, {}}, .text = text};
}

inline Outcome<Result<journal::Entry>> appended(JournalStore &store, const QString &text)
{
    return outcomeOf(store.append(note(text)));
}

/// Records `count` notes one after the other and yields them; fewer when one failed.
inline std::vector<journal::Entry> record(JournalStore &store, int count, const QString &prefix = u"note "_s)
{
    std::vector<journal::Entry> entries;
    for (int i = 0; i < count; ++i) {
        auto entry = QCoro::waitFor(store.append(note(prefix + QString::number(i))));
        if (!entry) {
            qWarning("%s", qPrintable(entry.error().message));
            break;
        }
        entries.push_back(*std::move(entry));
    }
    return entries;
}

/// Everything in a journal, newest first.
inline std::vector<journal::Entry> everything(JournalStore &store)
{
    auto entries = QCoro::waitFor(store.read({}, 1'000'000));
    if (!entries) {
        qWarning("%s %s", qPrintable(entries.error().message), qPrintable(entries.error().detail));
        return {};
    }
    return *std::move(entries);
}

/// What verifying finds, a sentence a line; empty when all is well.
inline QString damage(JournalStore &store)
{
    const auto found = QCoro::waitFor(store.verify());
    if (!found) {
        return u"not verified: "_s + found.error().message + u' ' + found.error().detail;
    }
    QString text;
    for (const journal::Damage &one : *found) {
        text += one.text + u'\n';
    }
    return text;
}

/// What one statement answers on a connection of its own: the first column of the first row, or the error.
inline QString askFile(const QString &path, const QString &sql)
{
    const auto connection = storage::SqliteConnection::open({.path = path});
    if (!connection) {
        return connection.error().message;
    }
    auto query = storage::run(connection->database(), sql);
    if (!query) {
        return query.error().message + query.error().detail;
    }
    return query->next() ? query->value(0).toString() : QString();
}

} // namespace readyroom::test
