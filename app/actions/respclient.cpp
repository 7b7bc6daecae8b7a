// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/respclient.h"

#include "app/actions/arguments.h"

#include <QJsonObject>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace readyroom::actions {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t largestReply = std::size_t{16} * 1024 * 1024;

Result<std::optional<fleet::SecretRef>> secretOf(const QJsonValue &json)
{
    using From = fleet::SecretRef::From;
    if (json.isUndefined() || json.isNull()) {
        return std::nullopt;
    }
    const QJsonObject object = json.toObject();
    for (const auto &[key, from] :
         {std::pair{"env"_L1, From::Env}, std::pair{"file"_L1, From::File}, std::pair{"keychain"_L1, From::Keychain}}) {
        if (const QString name = object.value(key).toString(); !name.isEmpty() && object.size() == 1) {
            return fleet::SecretRef{from, name};
        }
    }
    return failure(Error::Kind::Config,
                   u"The argument password must name where the password is: {env: …}, {file: …} or {keychain: …}"_s);
}

QString passwordInShell(const fleet::SecretRef &ref)
{
    switch (ref.from) {
    case fleet::SecretRef::From::Env:
        return u"REDISCLI_AUTH=\"$%1\" "_s.arg(ref.name);
    case fleet::SecretRef::From::File:
        return u"REDISCLI_AUTH=\"$(cat %1)\" "_s.arg(shellWord(ref.name));
    case fleet::SecretRef::From::Keychain:
        break;
    }
    return {}; // redis-cli asks for it
}

/// Parses while the bytes come, each once.
struct Intake {
    RespParser parser{};
    qsizetype taken = 0;
    Result<bool> state = false;

    bool take(QByteArrayView all)
    {
        if (state && !*state && all.size() > taken) {
            state = parser.feed(all.sliced(taken));
            taken = all.size();
        }
        return !state || *state;
    }
};

} // namespace

RedisAccess RedisAccess::at(SocketAddress elsewhere) const
{
    RedisAccess access = *this;
    access.address = std::move(elsewhere);
    return access;
}

QString RedisAccess::cli() const
{
    QString line = password ? passwordInShell(*password) : QString();
    line += address.path.isEmpty()
        ? u"redis-cli -h %1 -p %2"_s.arg(shellWord(address.host), QString::number(address.port))
        : u"redis-cli -s %1"_s.arg(shellWord(address.path));
    if (database != 0) {
        line += u" -n %1"_s.arg(database);
    }
    if (!user.isEmpty()) {
        line += u" --user "_s + shellWord(user);
    }
    if (password && password->from == fleet::SecretRef::From::Keychain) {
        line += u" --askpass"_s;
    }
    return line;
}

Result<RedisAccess> redisAccessOf(const drills::Act &act, quint16 usualPort)
{
    constexpr int mostDatabases = 100'000;
    const Result<SocketAddress> address = socketAddressFrom(act.target, usualPort);
    const Result<Duration> timeout = timeoutOf(act.arguments, RedisAccess{}.timeout);
    const Result<std::optional<fleet::SecretRef>> password = secretOf(act.arguments.value("password"_L1));
    if (!address || !timeout || !password) {
        return std::unexpected(!address ? address.error() : !timeout ? timeout.error() : password.error());
    }
    bool isNumber = true;
    const QJsonValue database = act.arguments.value("database"_L1);
    const int number = database.isUndefined() ? 0 : database.toVariant().toString().toInt(&isNumber);
    if (!isNumber || number < 0 || number > mostDatabases) {
        return failure(Error::Kind::Config, u"The argument database must be a whole number from 0 on"_s);
    }
    return RedisAccess{.address = *address,
                       .timeout = *timeout,
                       .database = number,
                       .user = act.arguments.value("user"_L1).toString(),
                       .password = *password};
}

bool readsOnly(const QByteArrayList &command)
{
    static const std::array<QByteArray, 10> words{"AUTH", "SELECT", "PING", "ROLE", "INFO",
                                                  "SCAN", "EXISTS", "TYPE", "PTTL", "DBSIZE"};
    static const std::array<QByteArray, 5> sentinel{"GET-MASTER-ADDR-BY-NAME", "MASTER", "MASTERS", "REPLICAS",
                                                    "CKQUORUM"};
    const QByteArray word = command.value(0).toUpper();
    return word == "SENTINEL" ? std::ranges::find(sentinel, command.value(1).toUpper()) != sentinel.end()
                              : std::ranges::find(words, word) != words.end();
}

Error respError(const QByteArray &text, const QString &where)
{
    const auto is = [&text](const char *code) { return text.startsWith(code); };
    const auto error = [&text](Error::Kind kind, const QString &sentence) {
        return Error{kind, sentence, QString::fromUtf8(text), {}};
    };
    if (is("NOAUTH")) {
        return error(Error::Kind::Config, u"Redis at %1 wants a password"_s.arg(where));
    }
    if (is("WRONGPASS") || is("ERR invalid password")) {
        return error(Error::Kind::Config, u"Redis at %1 does not accept the user and the password"_s.arg(where));
    }
    if (text.contains("without any password configured") || text.contains("no password is set")) {
        return error(Error::Kind::Config, u"Redis at %1 asks for no password, but one is configured here"_s.arg(where));
    }
    if (is("NOPERM")) {
        return error(Error::Kind::Config, u"The user may not do that at Redis at %1"_s.arg(where));
    }
    if (is("READONLY")) {
        return error(Error::Kind::Config, u"Redis at %1 is a replica, which takes no writes"_s.arg(where));
    }
    if (is("ERR No such master with that name")) {
        return error(Error::Kind::Config, u"Sentinel at %1 knows no master of that name"_s.arg(where));
    }
    if (is("INPROG")) {
        return error(Error::Kind::Config, u"A failover is under way already, says Sentinel at %1"_s.arg(where));
    }
    if (is("NOGOODSLAVE")) {
        return error(Error::Kind::Config,
                     u"Sentinel at %1 has no replica that is good enough to be the master"_s.arg(where));
    }
    if (is("LOADING")) {
        return error(Error::Kind::Http, u"Redis at %1 is still loading its data"_s.arg(where));
    }
    if (is("MASTERDOWN")) {
        return error(Error::Kind::Http, u"Redis at %1 has lost its master"_s.arg(where));
    }
    return error(Error::Kind::Http,
                 u"Redis at %1 answered: %2"_s.arg(where, QString::fromUtf8(text).simplified().left(300)));
}

RespClient::RespClient(World &world, RedisAccess access)
    : m_world(world)
    , m_access(std::move(access))
    , m_socket(m_access.address)
{
}

QCoro::Task<Result<void>> RespClient::logIn(std::stop_token stop)
{
    std::vector<QByteArrayList> commands;
    if (m_access.password) {
        auto resolving = m_world.vault.resolve(*m_access.password, security::Vault::Shape::Line, stop);
        const Result<security::Secret> secret = co_await std::move(resolving);
        if (!secret) {
            co_return std::unexpected(secret.error());
        }
        commands.push_back({"AUTH"});
        if (!m_access.user.isEmpty()) {
            commands.back() += m_access.user.toUtf8();
        }
        commands.back() += secret->bytes;
    }
    if (m_access.database != 0) {
        commands.push_back({"SELECT", QByteArray::number(m_access.database)});
    }
    for (const QByteArrayList &command : commands) {
        auto sending = send(command, nullptr, stop);
        const RespReply reply = co_await std::move(sending);
        if (reply.error) {
            co_return std::unexpected(*reply.error);
        }
    }
    m_loggedIn = true;
    co_return {};
}

QCoro::Task<RespReply> RespClient::run(QByteArrayList command, std::shared_ptr<const security::Permit> permit,
                                       std::stop_token stop)
{
    if (!m_loggedIn) {
        auto loggingIn = logIn(stop);
        const Result<void> loggedIn = co_await std::move(loggingIn);
        if (!loggedIn) {
            co_return RespReply{.error = loggedIn.error()};
        }
    }
    auto sending = send(std::move(command), std::move(permit), std::move(stop));
    co_return co_await std::move(sending);
}

QCoro::Task<RespReply> RespClient::ask(QByteArrayList command, std::stop_token stop)
{
    if (!readsOnly(command)) {
        co_return RespReply{
            .error = Error{Error::Kind::Config,
                           u"%1 is not known as a command that only reads"_s.arg(QString::fromLatin1(command.value(0))),
                           {},
                           {}}};
    }
    auto running = run(std::move(command), nullptr, std::move(stop));
    co_return co_await std::move(running);
}

QCoro::Task<RespReply> RespClient::change(QByteArrayList command, std::shared_ptr<const security::Permit> permit,
                                          std::stop_token stop)
{
    Q_ASSERT(permit);
    return run(std::move(command), std::move(permit), std::move(stop));
}

QCoro::Task<RespReply> RespClient::send(QByteArrayList command, std::shared_ptr<const security::Permit> permit,
                                        std::stop_token stop)
{
    const auto intake = std::make_shared<Intake>();
    Exchange exchange{.send = respCommand(command),
                      .whole = [intake](QByteArrayView all) { return intake->take(all); },
                      .timeout = m_access.timeout,
                      .limit = largestReply};
    auto exchanging = permit ? m_socket.change(std::move(exchange), std::move(permit), std::move(stop))
                             : m_socket.ask(std::move(exchange), std::move(stop));
    const Exchanged exchanged = co_await std::move(exchanging);
    RespReply reply{.sent = exchanged.sent, .error = exchanged.error};
    if (!reply.error && !intake->state) {
        reply.error = intake->state.error();
    }
    if (!reply.error) {
        reply.value = intake->parser.take();
        if (reply.value.kind == RespValue::Kind::Error) {
            reply.error = m_world.vault.redactor().redacted(respError(reply.value.text, m_access.address.text()));
        }
    }
    co_return reply;
}

} // namespace readyroom::actions
