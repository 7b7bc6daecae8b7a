// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/arguments.h"
#include "app/actions/redisdelete.h"
#include "app/actions/redisrole.h"
#include "app/actions/reread.h"

#include <QDeadlineTimer>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <memory>
#include <utility>

namespace readyroom::actions::redis {

using namespace Qt::StringLiterals;
using drills::Act;
using drills::Confirmed;
using drills::Outcome;
using drills::Preview;
using drills::Verification;

namespace {

constexpr qint64 usualBatch = 500;
constexpr qint64 largestBatch = 10'000;
constexpr qint64 usualLimit = 100'000;
constexpr qint64 largestLimit = 10'000'000;
constexpr qsizetype examples = 5;
constexpr Duration longestCount{60'000};
constexpr Duration longestRun{600'000};

struct Sweep {
    RedisAccess access = {};
    QByteArray pattern = {};
    qint64 batch = usualBatch;
    qint64 limit = usualLimit;
};

/// What one SCAN brings.
struct Page {
    QByteArray cursor = {}; ///< "0": that was the last
    QByteArrayList keys = {};
};

struct Found {
    QSet<QByteArray> keys; ///< each once: SCAN may return one twice
    bool isWhole = false; ///< false: more than the limit, or no time for more
    bool isTooMany = false;
};

Result<qint64> numberOf(const QJsonObject &arguments, const QString &name, qint64 usual, qint64 most)
{
    const QJsonValue value = arguments.value(name);
    bool isNumber = true;
    const qint64 number = value.isUndefined() ? usual : value.toVariant().toString().toLongLong(&isNumber);
    if (!isNumber || number < 1 || number > most) {
        return failure(Error::Kind::Config,
                       u"The argument %1 must be a whole number from 1 to %2"_s.arg(name).arg(most));
    }
    return number;
}

/// What Redis would silently take for something else than it looks like (stringmatchlen of util.c).
QString problemOf(const QByteArray &pattern)
{
    bool inClass = false;
    bool escaped = false;
    for (const char c : pattern) {
        if (escaped) {
            escaped = false;
        } else if (c == '\\') {
            escaped = true;
        } else if (c == '[') {
            inClass = true;
        } else if (c == ']') {
            inClass = false;
        }
    }
    return escaped ? u"The pattern ends with a backslash, which stands for nothing"_s
        : inClass  ? u"The pattern has a “[” without its “]”"_s
                   : QString();
}

Result<Sweep> sweepOf(const Act &act)
{
    const Result<RedisAccess> access = redisAccessOf(act);
    const Result<qint64> batch = numberOf(act.arguments, u"batch"_s, usualBatch, largestBatch);
    const Result<qint64> limit = numberOf(act.arguments, u"limit"_s, usualLimit, largestLimit);
    if (!access || !batch || !limit) {
        return std::unexpected(!access ? access.error() : !batch ? batch.error() : limit.error());
    }
    const QByteArray pattern = act.arguments.value("pattern"_L1).toString().toUtf8();
    if (pattern.isEmpty()) {
        return failure(Error::Kind::Config, u"redis needs `pattern`, a glob such as session:*"_s);
    }
    if (const QString problem = problemOf(pattern); !problem.isEmpty()) {
        return failure(Error::Kind::Config, problem);
    }
    return Sweep{.access = *access, .pattern = pattern, .batch = *batch, .limit = *limit};
}

QByteArrayList scanCommand(const Sweep &sweep, const QByteArray &cursor)
{
    return {QByteArray("SCAN"),  cursor,
            QByteArray("MATCH"), sweep.pattern,
            QByteArray("COUNT"), QByteArray::number(sweep.batch)};
}

QCoro::Task<Result<Page>> scan(RespClient &client, Sweep sweep, QByteArray cursor, std::stop_token stop)
{
    auto asking = client.ask(scanCommand(sweep, cursor), std::move(stop));
    const RespReply reply = co_await std::move(asking);
    if (reply.error) {
        co_return std::unexpected(*reply.error);
    }
    Page page{.cursor = reply.value.at(0).asText()};
    // A cursor that leads to itself would never come to an end.
    const bool isStuck = page.cursor == cursor && cursor != "0";
    if (page.cursor.isEmpty() || isStuck || reply.value.elements.size() != 2) {
        co_return failure(Error::Kind::Parse,
                          u"The answer of Redis at %1 to SCAN cannot be understood"_s.arg(sweep.access.address.text()));
    }
    for (const RespValue &key : reply.value.at(1).elements) {
        page.keys += key.asText();
    }
    co_return page;
}

QCoro::Task<Result<Found>> count(RespClient &client, Sweep sweep, Duration within, std::stop_token stop)
{
    const QDeadlineTimer deadline(within);
    Found found;
    QByteArray cursor = "0";
    do {
        auto scanning = scan(client, sweep, cursor, stop);
        const Result<Page> page = co_await std::move(scanning);
        if (!page) {
            co_return std::unexpected(page.error());
        }
        for (const QByteArray &key : page->keys) {
            found.keys.insert(key);
        }
        cursor = page->cursor;
        found.isWhole = cursor == "0";
        found.isTooMany = found.keys.size() > sweep.limit;
    } while (!found.isWhole && !found.isTooMany && !deadline.hasExpired() && !stop.stop_requested());
    co_return found;
}

QString examplesOf(const QSet<QByteArray> &keys)
{
    QByteArrayList some(keys.begin(), keys.end());
    std::ranges::sort(some);
    QStringList texts;
    for (const QByteArray &key : some.first(std::min(examples, some.size()))) {
        texts += commandText({key});
    }
    return texts.join(u", "_s) + (some.size() > examples ? u", …"_s : QString());
}

QString keysText(qint64 count)
{
    return count == 1 ? u"1 key"_s : u"%1 keys"_s.arg(count);
}

/// `keys` in one UNLINK each batch, since SCAN may return more than it was asked for.
QCoro::Task<RespReply> unlinkBatches(RespClient &client, QByteArrayList keys, qint64 batch,
                                     std::shared_ptr<const security::Permit> permit, std::stop_token stop)
{
    RespReply all;
    for (qsizetype at = 0; at < keys.size(); at += batch) {
        QByteArrayList command{QByteArray("UNLINK")};
        command += keys.sliced(at, std::min<qsizetype>(batch, keys.size() - at));
        auto changing = client.change(command, permit, stop);
        const RespReply reply = co_await std::move(changing);
        all.sent = all.sent || reply.sent;
        if (reply.error) {
            all.error = reply.error;
            break;
        }
        all.value.integer += reply.value.integer;
    }
    co_return all;
}

QCoro::Task<Verification> look(World &world, Sweep sweep, bool ranThrough, Duration left, std::stop_token stop)
{
    sweep.access.timeout = std::min(sweep.access.timeout, left);
    sweep.limit = largestLimit;
    RespClient client(world, sweep.access);
    auto counting = count(client, sweep, left, stop);
    const Result<Found> found = co_await std::move(counting);
    if (!found) {
        co_return Verification{.observed = found.error().message};
    }
    const qint64 matches = found->keys.size();
    if (!found->isWhole && (ranThrough || matches == 0)) {
        co_return Verification{.observed = u"there was no time to look at all keys"_s};
    }
    if (matches == 0) {
        co_return Verification{.confirmed = Confirmed::Yes, .observed = u"no key matches any more"_s, .count = 0};
    }
    co_return Verification{.confirmed = ranThrough ? Confirmed::Unknown : Confirmed::No,
                           .observed = ranThrough ? u"%1 again match, written since"_s.arg(keysText(matches))
                                                  : u"%1 still match"_s.arg(keysText(matches))
                                   + (found->isWhole ? QString() : u", at least"_s),
                           .count = matches};
}

} // namespace

QCoro::Task<Result<Preview>> previewPattern(World &world, Act act, std::stop_token stop)
{
    const Result<Sweep> sweep = sweepOf(act);
    if (!sweep) {
        co_return std::unexpected(sweep.error());
    }
    RespClient client(world, sweep->access);
    auto askingRole = client.ask({"ROLE"}, stop);
    const RespReply said = co_await std::move(askingRole);
    const Result<Role> role = said.error ? std::unexpected(*said.error) : roleFrom(said.value);
    if (!role) {
        co_return std::unexpected(role.error());
    }
    Preview preview;
    const QString pattern = commandText({sweep->pattern});
    preview.target = sweep->access.address.text();
    preview.request = commandText(scanCommand(*sweep, "0"))
        + u"\nUNLINK …  (what it returns, at most %1 keys at once)\nand so on, until the cursor is 0"_s.arg(
            sweep->batch);
    preview.command = u"%1 --scan --pattern %2 | tr '\\n' '\\0' | xargs -0 -r -n %3 %1 UNLINK"_s.arg(
        sweep->access.cli(), shellWord(QString::fromUtf8(sweep->pattern)), QString::number(sweep->batch));
    preview.tool = u"redis-cli"_s;
    if (role->kind != Role::Kind::Master) {
        preview.refusals += u"%1 %2, which takes no writes."_s.arg(preview.target, role->text());
        co_return preview;
    }
    auto counting = count(client, *sweep, longestCount, stop);
    const Result<Found> found = co_await std::move(counting);
    if (!found) {
        co_return std::unexpected(found.error());
    }
    const qint64 matches = found->keys.size();
    preview.state = {{u"matches"_s, matches}};
    if (!found->isWhole || found->isTooMany) {
        preview.refusals += found->isTooMany
            ? u"More than %1 keys match %2: a greater `limit` would allow it."_s.arg(sweep->limit).arg(pattern)
            : u"The keys that match %1 could not be counted within a minute."_s.arg(pattern);
        co_return preview;
    }
    preview.now = matches == 0 ? u"No key matches %1."_s.arg(pattern)
                               : u"%1 match %2: %3."_s.arg(keysText(matches), pattern, examplesOf(found->keys));
    preview.effect = matches == 0 ? u"Nothing is deleted."_s : u"%1 are gone."_s.arg(keysText(matches));
    if (std::ranges::all_of(sweep->pattern, [](char c) { return c == '*'; })) {
        preview.warnings += u"The pattern matches every key of the database."_s;
    }
    preview.warnings += matches == 0 ? u"No key matches, so nothing would be deleted."_s
                                     : u"Deleted keys cannot be brought back from here."_s;
    co_return preview;
}

QCoro::Task<Outcome> runPattern(World &world, Act act, security::Permit permit, std::stop_token stop)
{
    const Result<Sweep> sweep = sweepOf(act);
    Outcome outcome;
    qint64 deleted = 0;
    qint64 batches = 0;
    if (!sweep) {
        outcome.error = sweep.error();
        outcome.observed = outcome.error->message;
        co_return outcome;
    }
    const QDeadlineTimer deadline(longestRun);
    const auto shared = std::make_shared<const security::Permit>(std::move(permit));
    RespClient client(world, sweep->access);
    QByteArray cursor = "0";
    do {
        auto scanning = scan(client, *sweep, cursor, stop);
        const Result<Page> page = co_await std::move(scanning);
        if (!page) {
            outcome.error = page.error();
            break;
        }
        cursor = page->cursor;
        auto unlinking = unlinkBatches(client, page->keys, sweep->batch, shared, stop);
        const RespReply reply = co_await std::move(unlinking);
        outcome.sent = outcome.sent || reply.sent;
        deleted += reply.value.integer;
        batches += page->keys.isEmpty() ? 0 : 1;
        outcome.error = reply.error;
        // What was counted is what was shown; keys that come all the time must not make this endless.
        if (!outcome.error && cursor != "0" && deleted > sweep->limit) {
            outcome.error =
                Error{Error::Kind::Limit, u"It stopped, because more keys match than were there before"_s, {}, {}};
        }
        if (!outcome.error && cursor != "0" && deadline.hasExpired()) {
            outcome.error = Error{Error::Kind::Timeout, u"It stopped after ten minutes, before the last key"_s, {}, {}};
        }
    } while (!outcome.error && cursor != "0");
    outcome.count = deleted;
    outcome.output = QJsonObject{{u"deleted"_s, deleted}, {u"batches"_s, batches}};
    outcome.observed = outcome.error ? u"%1 deleted, then: %2"_s.arg(keysText(deleted), outcome.error->message)
                                     : u"%1 deleted"_s.arg(keysText(deleted));
    co_return outcome;
}

QCoro::Task<Verification> verifyPattern(World &world, Act act, Outcome outcome, Duration within, std::stop_token stop)
{
    const Result<Sweep> sweep = sweepOf(act);
    if (!sweep) {
        co_return Verification{.observed = sweep.error().message};
    }
    const bool ranThrough = !outcome.error && outcome.count.has_value();
    auto looking =
        reread([&world, sweep, ranThrough, stop](Duration left) { return look(world, *sweep, ranThrough, left, stop); },
               within, stop);
    co_return co_await std::move(looking);
}

} // namespace readyroom::actions::redis
