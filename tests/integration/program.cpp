// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/program.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QUrl>

namespace readyroom::test {

using namespace Qt::StringLiterals;

namespace {

QNetworkReply &finished(QNetworkReply *reply)
{
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished()) {
        loop.exec();
    }
    return *reply;
}

} // namespace

QString programPath(const QString &name)
{
    return QStringLiteral(READYROOM_BIN_DIR) + u'/' + name;
}

Outcome run(const QString &name, const QStringList &arguments, int timeoutMs)
{
    QProcess process;
    process.start(programPath(name), arguments);
    Outcome outcome;
    if (!process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished();
        outcome.err = "did not end in time: " + process.readAllStandardError();
        return outcome;
    }
    outcome.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    outcome.out = process.readAllStandardOutput();
    outcome.err = process.readAllStandardError();
    return outcome;
}

QByteArray httpGet(quint16 port, const QByteArray &pathAndQuery)
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl::fromEncoded("http://127.0.0.1:" + QByteArray::number(port) + pathAndQuery));
    request.setTransferTimeout(10'000);
    return finished(network.get(request)).readAll();
}

int httpPost(const QString &url, const QByteArray &json)
{
    QNetworkAccessManager network;
    QNetworkRequest request{QUrl(url)};
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setTransferTimeout(10'000);
    return finished(network.post(request, json)).attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

} // namespace readyroom::test
