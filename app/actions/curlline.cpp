// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/curlline.h"

#include "app/actions/arguments.h"

#include <QStringList>

#include <algorithm>
#include <optional>

namespace readyroom::actions {

using namespace Qt::StringLiterals;

namespace {

const QString blot = u"•••"_s;

QString nameOf(const std::optional<fleet::SecretRef> &secret, const QString &otherwise)
{
    return secret && secret->from == fleet::SecretRef::From::Env ? secret->name : otherwise;
}

QString addressOf(const http::Request &request, const security::Redactor &redactor)
{
    const QUrl bare = request.url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    return redactor.redacted(QString::fromUtf8(bare.toEncoded()));
}

QString lineOf(const Answer::Header &header, const security::Redactor &redactor)
{
    return redactor.redacted(QString::fromUtf8(header.first) + u": "_s + QString::fromUtf8(header.second));
}

bool hasBasic(const http::Request &request)
{
    return request.credentials.bearer.isEmpty()
        && (!request.credentials.isEmpty() || !request.url.userInfo().isEmpty());
}

QString userOf(const http::Request &request)
{
    return request.credentials.isEmpty() ? request.url.userName(QUrl::FullyDecoded) : request.credentials.user;
}

QStringList tlsOptions(const http::Request &request)
{
    QStringList options;
    if (!request.tls.verify) {
        options += u"--insecure"_s;
    }
    if (!request.tls.ca.isEmpty()) {
        options += u"--cacert "_s + shellWord(request.tls.ca);
    }
    if (!request.tls.cert.isEmpty()) {
        options += u"--cert "_s + shellWord(request.tls.cert);
        const bool isSecret = !request.credentials.clientKey.isEmpty();
        if (isSecret || !request.tls.key.isEmpty()) {
            options += u"--key "_s + (isSecret ? u"\"$KEY_FILE\""_s : shellWord(request.tls.key));
        }
    }
    return options;
}

} // namespace

QString shellWordOfBlotted(const QString &blotted, const QString &variable)
{
    if (!blotted.contains(blot)) {
        return shellWord(blotted);
    }
    QStringList parts;
    for (const QString &part : blotted.split(blot)) {
        parts += part.isEmpty() ? QString() : shellWord(part);
    }
    return parts.join(u"\"$"_s + variable + u'"');
}

QString requestText(const http::Request &request, const QByteArray &method, const security::Redactor &redactor)
{
    QString text = QString::fromLatin1(method) + u' ' + addressOf(request, redactor);
    for (const Answer::Header &header : request.headers) {
        text += u'\n' + lineOf(header, redactor);
    }
    if (!request.credentials.bearer.isEmpty()) {
        text += u"\nAuthorization: Bearer "_s + blot;
    } else if (hasBasic(request)) {
        text += u"\nAuthorization: Basic "_s + blot;
    }
    if (!request.body.isEmpty()) {
        text += u"\n\n"_s + redactor.redacted(QString::fromUtf8(request.body));
    }
    return text;
}

QString curlLine(const http::Request &request, const QByteArray &method, const fleet::Auth &auth,
                 const security::Redactor &redactor)
{
    QStringList words{u"curl -sS"_s};
    words += method == "HEAD" ? u"-I"_s : u"-X "_s + shellWord(QString::fromLatin1(method));
    for (const Answer::Header &header : request.headers) {
        // "Name;" is how curl is told to send an empty header.
        words += u"-H "_s
            + shellWordOfBlotted(header.second.isEmpty() ? QString(QString::fromUtf8(header.first) + u';')
                                                         : lineOf(header, redactor));
    }
    if (!request.credentials.bearer.isEmpty()) {
        words += u"-H "_s + shellWordOfBlotted(u"Authorization: Bearer "_s + blot, nameOf(auth.bearer, u"TOKEN"_s));
    } else if (hasBasic(request)) {
        words += u"-u "_s
            + shellWordOfBlotted(redactor.redacted(userOf(request)) + u':' + blot,
                                 nameOf(auth.password, u"PASSWORD"_s));
    }
    words += tlsOptions(request);
    if (!request.body.isEmpty()) {
        words += u"--data-binary "_s + shellWordOfBlotted(redactor.redacted(QString::fromUtf8(request.body)));
        const bool hasType = std::ranges::any_of(request.headers, [](const Answer::Header &header) {
            return header.first.compare("content-type", Qt::CaseInsensitive) == 0;
        });
        if (!hasType) {
            words += u"-H 'Content-Type:'"_s; // curl would add one of a form
        }
    }
    words += shellWordOfBlotted(addressOf(request, redactor));
    return words.join(u' ');
}

} // namespace readyroom::actions
