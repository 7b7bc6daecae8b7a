// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/program.h"
#include "tests/support/hostileserver.h"
#include "tests/support/privatebus.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace readyroom;
using namespace Qt::StringLiterals;
using test::HostileServer;

namespace {

constexpr int patience = 40000;

QByteArray inJson(const QByteArray &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{QString::fromUtf8(text)}).toJson(QJsonDocument::Compact);
    return array.mid(2, array.size() - 4);
}

/// The spellings that must not be found anywhere; pieces long enough to be no accident.
QList<QByteArray> spellingsOf(const QByteArray &secret)
{
    return {secret,
            inJson(secret),
            secret.toPercentEncoding(),
            secret.toPercentEncoding().toLower(),
            secret.toBase64().left(8),
            secret.toBase64(QByteArray::Base64UrlEncoding).left(8),
            QByteArray("operator:" + secret).toBase64().mid(12, 8)};
}

QByteArray content(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

/// Command lines of a process and of all it started.
QByteArray commandLines(qint64 process)
{
    const QString folder = u"/proc/%1"_s.arg(process);
    QByteArray lines = content(folder + u"/cmdline"_s) + '\n';
    for (const QByteArray &child : content(folder + u"/task/%1/children"_s.arg(process)).split(' ')) {
        if (!child.isEmpty()) {
            lines += commandLines(child.toLongLong());
        }
    }
    return lines;
}

/// A page of health whose component plays the secret back.
QByteArray health(const QByteArray &secret)
{
    const QString told = u"login of operator with "_s + QString::fromUtf8(secret) + u" or "_s
        + QString::fromLatin1(QByteArray("operator:" + secret).toBase64()) + u" or "_s
        + QString::fromLatin1(secret.toPercentEncoding()) + u" failed"_s;
    const QJsonObject component{{u"status"_s, u"DOWN"_s}, {u"details"_s, QJsonObject{{u"error"_s, told}}}};
    return QJsonDocument(QJsonObject{{u"status"_s, u"DOWN"_s}, {u"components"_s, QJsonObject{{u"db"_s, component}}}})
        .toJson(QJsonDocument::Compact);
}

} // namespace

/// A secret is planted in every place that one may come from, and servers play it back in every place that is shown.
class TestSecretLeaks final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_bus.serve(u"org.freedesktop.secrets"_s, u"gnome-keyring-daemon"_s,
                            {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s}, "\n"));
    }

    void aPlantedSecretIsFoundNowhere_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QString>("from");
        const QList<std::pair<const char *, QByteArray>> shapes{
            {"ASCII", "s3cr3t-t0ken-xyz"}, {"UTF-8", "pässwörd-☂-länger"}, {"quotes", "qu\"ote\\back'slash<tag>"}};
        for (const auto &[shape, secret] : shapes) {
            for (const QString &from : {u"env"_s, u"file"_s, u"keychain"_s}) {
                QTest::addRow("%s by %s", shape, qPrintable(from)) << secret << from;
            }
        }
    }
    void aPlantedSecretIsFoundNowhere()
    {
        QFETCH(QByteArray, secret);
        QFETCH(QString, from);
        HostileServer server;
        const QByteArray host = secret.startsWith("s3cr3t") ? secret : "elsewhere";
        server.on("/health", HostileServer::answer(health(secret), "Content-Type: application/json\r\n"));
        server.on(
            "/metrics",
            HostileServer::answer("metric{label=\"" + secret + "\" " + secret + "\n", "Content-Type: text/plain\r\n"));
        server.on("/breakers",
                  HostileServer::redirect(QUrl(u"http://"_s + QString::fromLatin1(host) + u".localhost:1/"_s)));

        const QTemporaryDir dir;
        const QString fleet = dir.filePath(u"fleet.yaml"_s);
        const QString log = dir.filePath(u"log"_s);
        QProcessEnvironment variables = m_bus.environment();
        variables.insert(u"XDG_DATA_HOME"_s, dir.filePath(u"data"_s));
        QVERIFY(plant(secret, from, dir, variables));
        const QString place = from == "env"_L1 ? u"{env: PLANTED}"_s
            : from == "file"_L1                ? u"{file: planted}"_s
                                               : u"{keychain: planted}"_s;
        write(fleet, yaml(server.url("").toString(), place));

        QProcess program;
        program.setProcessEnvironment(variables);
        program.start(test::programPath(u"readyroomctl"_s),
                      {u"status"_s, u"--fleet"_s, fleet, u"--watch"_s, u"--output"_s, u"json"_s, u"--log"_s, log});
        QVERIFY(program.waitForStarted(patience));
        QByteArray out;
        QByteArray lines;
        // Until the components of health are there, and what cannot be read has been said.
        QVERIFY2(QTest::qWaitFor(
                     [&] {
                         out += program.readAllStandardOutput();
                         lines += commandLines(program.processId());
                         return out.count('\n') >= 3 && out.contains("localhost:1")
                             && content(log).contains("localhost:1");
                     },
                     patience),
                 QByteArray(out.right(2000) + program.readAllStandardError()));
        program.terminate();
        QVERIFY(program.waitForFinished(patience));
        out += program.readAllStandardOutput();
        QByteArray complaints = program.readAllStandardError();

        QProcess exporting;
        exporting.setProcessEnvironment(variables);
        exporting.start(test::programPath(u"readyroomctl"_s), {u"journal"_s, u"export"_s});
        QVERIFY(exporting.waitForFinished(patience));
        QByteArray exported = exporting.readAllStandardOutput();
        QVERIFY2(exported.contains("endpoint_failed"), exported.left(2000));
        QVERIFY2(exported.contains("\"request_id\":\""), exported.left(2000));
        QByteArray database;
        for (const QFileInfo &file : QDir(dir.filePath(u"data/readyroom"_s)).entryInfoList(QDir::Files)) {
            database += content(file.filePath());
        }
        QVERIFY(database.contains("endpoint_failed"));

        // It was used, and it was played back: otherwise its absence would mean nothing.
        const QByteArray asked = server.requests().join('\n');
        QVERIFY2(asked.contains(QByteArray("Basic " + QByteArray("operator:" + secret).toBase64())), asked.left(2000));
        QVERIFY(lines.contains("readyroomctl"));
        QByteArray logged = content(log);
        QVERIFY2(logged.contains("\"request_id\":\""), logged.left(2000));
        if (host != "elsewhere") {
            QVERIFY2(out.contains("•••.localhost:1"), out.right(2000));
            QVERIFY2(logged.contains("•••.localhost:1"), logged.left(2000));
        }
        for (const QByteArray &spelling : spellingsOf(secret)) {
            for (const auto &[where, text] : {std::pair{"output", &out}, std::pair{"errors", &complaints},
                                              std::pair{"log", &logged}, std::pair{"command lines", &lines},
                                              std::pair{"export", &exported}, std::pair{"database", &database}}) {
                QVERIFY2(!text->contains(spelling), QByteArray(where + (": " + spelling) + " in " + text->right(3000)));
            }
        }
    }

private:
    static void write(const QString &file, const QString &text)
    {
        QFile opened(file);
        QVERIFY(opened.open(QIODevice::WriteOnly));
        opened.write(text.toUtf8());
    }

    static QString yaml(const QString &base, const QString &place)
    {
        return uR"(services:
  - name: planted
    instances: ["%1"]
    health: {path: /health, kind: actuator, required: true, every: 1s}
    metrics: {path: /metrics, required: true, every: 1s}
    breakers: {path: /breakers, kind: resilience4j, required: true, every: 1s}
    auth: {basic: {user: operator, password: %2}}
)"_s.arg(base, place);
    }

    bool plant(const QByteArray &secret, const QString &from, const QTemporaryDir &dir, QProcessEnvironment &variables)
    {
        if (from == "env"_L1) {
            variables.insert(u"PLANTED"_s, QString::fromUtf8(secret));
            return true;
        }
        if (from == "file"_L1) {
            QFile file(dir.filePath(u"planted"_s));
            return file.open(QIODevice::WriteOnly) && file.write(secret + '\n') > 0
                && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        }
        QProcess tool;
        tool.setProcessEnvironment(variables);
        tool.start(u"secret-tool"_s,
                   {u"store"_s, u"--label=planted"_s, u"xdg:schema"_s, u"org.qt.keychain"_s, u"server"_s,
                    u"readyroom"_s, u"user"_s, u"planted"_s, u"type"_s, u"plaintext"_s});
        tool.write(secret);
        tool.closeWriteChannel();
        return tool.waitForFinished(patience) && tool.exitCode() == 0;
    }

    test::PrivateBus m_bus;
};

QTEST_GUILESS_MAIN(TestSecretLeaks)
#include "tst_secretleaks.moc"
