// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/varnishadmin.h"

#include <QCryptographicHash>

#include <array>
#include <memory>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;

namespace {

constexpr int done = 200;
constexpr int authenticationRequired = 107;
constexpr qsizetype longestHead = 32; ///< "200 12345678 \n"
constexpr qsizetype largestBody = qsizetype{8} * 1024 * 1024;

struct Head {
    int status = 0;
    qsizetype length = 0;
    qsizetype size = 0; ///< of the line, with its end
};

/// Nothing: not whole yet. An error: it never will be.
std::optional<Result<Head>> headOf(QByteArrayView read)
{
    const qsizetype end = read.first(std::min(read.size(), longestHead)).indexOf('\n');
    if (end < 0 && read.size() < longestHead) {
        return std::nullopt;
    }
    const QList<QByteArray> words = read.first(std::max<qsizetype>(end, 0)).toByteArray().simplified().split(' ');
    bool isStatus = false;
    bool isLength = false;
    const int status = words.value(0).toInt(&isStatus);
    const qsizetype length = words.value(1).toLongLong(&isLength);
    if (!isStatus || !isLength || words.size() != 2 || length < 0 || length > largestBody) {
        return failure(Error::Kind::Http, u"What answers is not the admin socket of Varnish"_s);
    }
    return Head{.status = status, .length = length, .size = end + 1};
}

VarnishAnswer answerOf(Exchanged exchanged)
{
    VarnishAnswer answer{.sent = exchanged.sent, .error = std::move(exchanged.error)};
    if (answer.error) {
        return answer;
    }
    Result<VarnishReply> reply = varnishReplyFrom(exchanged.reply);
    if (!reply) {
        answer.error = std::move(reply).error();
        return answer;
    }
    answer.reply = *std::move(reply);
    if (answer.reply.status != done) {
        constexpr qsizetype longest = 300;
        answer.error = Error{Error::Kind::Http,
                             u"Varnish answered %1: %2"_s.arg(answer.reply.status)
                                 .arg(QString::fromUtf8(answer.reply.body).simplified().left(longest)),
                             {},
                             {}};
    }
    return answer;
}

/// Opens `client`, and says who is asking where that is required.
QCoro::Task<std::optional<Error>> open(std::shared_ptr<SocketClient> client, QByteArray secret, Duration timeout,
                                       std::stop_token stop)
{
    VarnishAnswer greeting = answerOf(co_await client->ask({.whole = isWholeVarnishReply, .timeout = timeout}, stop));
    if (!greeting.error || greeting.reply.status != authenticationRequired) {
        co_return greeting.error;
    }
    if (secret.isEmpty()) {
        co_return Error{
            Error::Kind::Config, u"Varnish wants its secret; name it with secret: {env: …} or {file: …}"_s, {}, {}};
    }
    const Result<QByteArray> authentication = varnishAuthentication(greeting.reply, secret);
    if (!authentication) {
        co_return authentication.error();
    }
    const VarnishAnswer welcome = answerOf(co_await client->ask(
        {.send = "auth " + *authentication + '\n', .whole = isWholeVarnishReply, .timeout = timeout}, stop));
    // Upon a wrong secret it says 500 (CLIS_CLOSE), or nothing, and closes the connection.
    const bool refused =
        welcome.error && (welcome.error->kind == Error::Kind::Connect || welcome.error->kind == Error::Kind::Http);
    if (refused) {
        co_return Error{Error::Kind::Unsupported, u"Varnish refuses the secret"_s, {}, {}};
    }
    co_return welcome.error;
}

QCoro::Task<VarnishAnswer> exchange(SocketAddress address, QByteArray secret, Duration timeout, QByteArray command,
                                    std::optional<security::Permit> permit, std::stop_token stop)
{
    // The file of the secret usually ends with a line end, which counts; a variable does not.
    const std::array secrets{secret.isEmpty() ? secret : secret + '\n', secret};
    std::optional<Error> error;
    for (const QByteArray &attempt : secrets) {
        const auto client = std::make_shared<SocketClient>(address);
        error = co_await open(client, attempt, timeout, stop);
        if (!error) {
            Exchange words{
                .send = command + '\n', .whole = isWholeVarnishReply, .timeout = timeout, .limit = largestBody};
            if (permit) {
                co_return answerOf(co_await client->change(std::move(words), *std::move(permit), stop));
            }
            co_return answerOf(co_await client->ask(std::move(words), stop));
        }
        if (error->kind != Error::Kind::Unsupported) {
            break;
        }
    }
    co_return VarnishAnswer{.error = std::move(error)};
}

} // namespace

bool isWholeVarnishReply(QByteArrayView read)
{
    const std::optional<Result<Head>> head = headOf(read);
    return head && (!*head || read.size() > (*head)->size + (*head)->length);
}

Result<VarnishReply> varnishReplyFrom(const QByteArray &read)
{
    const std::optional<Result<Head>> head = headOf(read);
    if (!head || !*head) {
        return failure(Error::Kind::Http, u"What answers is not the admin socket of Varnish"_s);
    }
    return VarnishReply{.status = (*head)->status, .body = read.mid((*head)->size, (*head)->length).trimmed()};
}

Result<QByteArray> varnishAuthentication(const VarnishReply &reply, const QByteArray &secret)
{
    constexpr qsizetype challengeSize = 32;
    const QByteArray challenge = reply.body.left(challengeSize);
    if (challenge.size() != challengeSize || reply.body.mid(challengeSize, 1) != "\n") {
        return failure(Error::Kind::Http, u"Varnish wants its secret in a way that is not known here"_s);
    }
    const QByteArray line = challenge + '\n';
    return QCryptographicHash::hash(QByteArray(line + secret + line), QCryptographicHash::Sha256).toHex();
}

VarnishAdmin::VarnishAdmin(SocketAddress address, QByteArray secret, Duration timeout)
    : m_address(std::move(address))
    , m_secret(std::move(secret))
    , m_timeout(timeout)
{
}

QCoro::Task<VarnishAnswer> VarnishAdmin::ask(QByteArray command, std::stop_token stop) const
{
    return exchange(m_address, m_secret, m_timeout, std::move(command), std::nullopt, std::move(stop));
}

QCoro::Task<VarnishAnswer> VarnishAdmin::change(QByteArray command, security::Permit permit, std::stop_token stop) const
{
    return exchange(m_address, m_secret, m_timeout, std::move(command), std::move(permit), std::move(stop));
}

} // namespace readyroom::actions
