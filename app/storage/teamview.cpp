// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/teamview.h"

#include "app/storage/journalsql.h"
#include "app/storage/postgreschains.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace readyroom::storage {

using namespace Qt::StringLiterals;

namespace {

bool isOf(const std::vector<journal::ChainHead> &heads, const QString &writer)
{
    return std::ranges::find(heads, writer, &journal::ChainHead::writer) != heads.end();
}

Result<void> compareCopies(const Outbox &outbox, const std::vector<journal::ChainHead> &local,
                           const std::vector<journal::ChainHead> &server, std::vector<journal::Damage> &damage)
{
    for (const journal::ChainHead &head : server) {
        if (!isOf(local, head.writer)) {
            continue;
        }
        const Result<bool> same = outbox.has(head);
        if (!same) {
            return std::unexpected(same.error());
        }
        if (!*same) {
            damage.push_back({{head.writer, head.seq},
                              u"The server's copy of the entry is not the one in this machine's journal"_s});
        }
    }
    return {};
}

} // namespace

std::vector<journal::Entry> mergedPages(const std::vector<journal::Entry> &a, const std::vector<journal::Entry> &b,
                                        std::size_t limit)
{
    const auto order = [](const journal::Entry &entry) {
        return std::tuple(entry.event.at, entry.place.writer, entry.place.seq);
    };
    std::vector<journal::Entry> all;
    all.reserve(a.size() + b.size());
    std::ranges::merge(a, b, std::back_inserter(all), std::ranges::greater(), order, order);
    const auto twice = std::ranges::unique(all, {}, order);
    all.erase(twice.begin(), twice.end());
    if (all.size() > limit) {
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(limit), all.end());
    }
    return all;
}

Result<std::vector<journal::Damage>> verifyTeam(const QSqlDatabase &server, const QString &file,
                                                const std::optional<journal::TreeHead> &expected,
                                                const std::stop_token &stop)
{
    const Outbox outbox(file, {});
    const auto local = outbox.heads();
    const auto remote = serverHeads(server);
    if (!local || !remote) {
        return std::unexpected(local ? remote.error() : local.error());
    }
    std::optional<journal::TreeHead> ofFile;
    std::optional<journal::TreeHead> ofServer;
    if (expected) {
        ofFile = *expected;
        ofServer = *expected;
        std::erase_if(ofFile->heads, [&](const journal::ChainHead &head) { return !isOf(*local, head.writer); });
        std::erase_if(ofServer->heads, [&](const journal::ChainHead &head) { return isOf(*local, head.writer); });
    }
    const Result<SqliteConnection> connection = SqliteConnection::open({.path = file, .readOnly = true});
    if (!connection) {
        return std::unexpected(connection.error());
    }
    auto damage = verifyRows(connection->database(), ofFile, stop);
    if (!damage) {
        return damage;
    }
    const auto more = verifyRows(server, ofServer, stop, restoreNul);
    if (!more) {
        return more;
    }
    for (const journal::Damage &one : *more) {
        const bool own = isOf(*local, one.place.writer);
        damage->push_back({one.place, own ? QString(u"At the server: "_s + one.text) : one.text});
    }
    if (const Result<void> compared = compareCopies(outbox, *local, *remote, *damage); !compared) {
        return std::unexpected(compared.error());
    }
    return damage;
}

Result<journal::TreeHead> teamTreeHead(const QSqlDatabase &server, const QString &file, Timestamp now)
{
    auto heads = Outbox(file, {}).heads();
    const auto remote = serverHeads(server);
    if (!heads || !remote) {
        return std::unexpected(heads ? remote.error() : heads.error());
    }
    for (const journal::ChainHead &head : *remote) {
        if (!isOf(*heads, head.writer)) {
            heads->push_back(head);
        }
    }
    std::ranges::sort(*heads, {}, &journal::ChainHead::writer);
    return journal::treeHeadOf(*std::move(heads), now);
}

} // namespace readyroom::storage
