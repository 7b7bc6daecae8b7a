// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log/jsonlines.h"
#include "app/log/logfile.h"

#include <QDateTime>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <spdlog/logger.h>

using namespace readyroom;
using namespace Qt::StringLiterals;

namespace {

QByteArray content(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

QList<QJsonObject> linesOf(const QString &file)
{
    QList<QJsonObject> lines;
    for (const QByteArray &line : content(file).split('\n')) {
        if (!line.isEmpty()) {
            lines += QJsonDocument::fromJson(line).object();
        }
    }
    return lines;
}

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;

} // namespace

class TestLogFile final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linesAreJson()
    {
        const QTemporaryDir dir;
        const QString folder = dir.filePath(u"state/readyroom"_s);
        const QDateTime before = QDateTime::currentDateTimeUtc();
        {
            const auto log = logs::openLog(folder, u"test"_s, {});
            QVERIFY(log.has_value());
            (*log)->info("plain \"quoted\"\nsecond line");
            (*log)->warn(logs::ofRequest("0f8fad5b-d9cb", "failed"));
            (*log)->error(logs::ofRequest("not an id\"", "no id"));
            (*log)->error(std::string("bad \xff byte"));
            (*log)->debug("not wanted");
        }
        const QList<QJsonObject> lines = linesOf(folder + u"/test.log"_s);
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0].keys(), (QStringList{u"level"_s, u"msg"_s, u"ts"_s}));
        QCOMPARE(lines[0][u"msg"_s].toString(), u"plain \"quoted\"\nsecond line"_s);
        QCOMPARE(lines[0][u"level"_s].toString(), u"info"_s);
        const QDateTime at = QDateTime::fromString(lines[0][u"ts"_s].toString(), Qt::ISODateWithMs);
        QVERIFY(at >= before && at <= QDateTime::currentDateTimeUtc());
        QVERIFY(lines[0][u"ts"_s].toString().endsWith(u'Z'));
        QCOMPARE(lines[1][u"request_id"_s].toString(), u"0f8fad5b-d9cb"_s);
        QCOMPARE(lines[1][u"msg"_s].toString(), u"failed"_s);
        QVERIFY(!lines[2].contains(u"request_id"_s));
        QCOMPARE(lines[3][u"msg"_s].toString(), u"bad \ufffd byte"_s);
    }

    void onlyItsOwnerMayRead()
    {
        const QTemporaryDir dir;
        const QString folder = dir.filePath(u"state/readyroom"_s);
        const auto log = logs::openLog(folder, u"test"_s, {}, {.bytes = 200, .files = 3});
        QVERIFY(log.has_value());
        for (int i = 0; i < 10; ++i) {
            (*log)->info("a line that fills the file so that it is rotated, number {}", i);
        }
        QCOMPARE(QFile::permissions(folder), ownerOnly | QFile::ExeOwner | QFile::ExeUser);
        const QStringList files = QDir(folder).entryList({u"*.log"_s}, QDir::Files, QDir::Name);
        QCOMPARE(files, (QStringList{u"test.1.log"_s, u"test.2.log"_s, u"test.log"_s}));
        for (const QString &file : files) {
            QCOMPARE(QFile::permissions(folder + u'/' + file), QFile::Permissions(ownerOnly));
            QVERIFY(QFileInfo(folder + u'/' + file).size() <= 200);
        }
        QVERIFY(linesOf(folder + u"/test.log"_s).constLast()[u"msg"_s].toString().endsWith(u"number 9"_s));
    }

    void secretsAreNotWritten()
    {
        const QTemporaryDir dir;
        security::Redactor redactor;
        const auto log = logs::openLog(dir.path(), u"test"_s, redactor);
        QVERIFY(log.has_value());
        redactor.addBasic(u"ann"_s, u"pa\"ss wörd"_s);
        const QByteArray secret = u"pa\"ss wörd"_s.toUtf8();
        (*log)->info("raw {} and {}", secret.toStdString(), secret.toPercentEncoding().toStdString());
        (*log)->info("Basic {}", QByteArray("ann:" + secret).toBase64().toStdString());
        (*log)->info(logs::ofRequest("id-1", "with id " + secret.toStdString()));
        const QByteArray text = content(dir.filePath(u"test.log"_s));
        QVERIFY(!text.contains("wörd"));
        QVERIFY(!text.contains("ss w"));
        QVERIFY(!text.contains(QByteArray("ann:" + secret).toBase64().left(8)));
        QCOMPARE(linesOf(dir.filePath(u"test.log"_s)).value(0)[u"msg"_s].toString(), u"raw ••• and •••"_s);
        QCOMPARE(linesOf(dir.filePath(u"test.log"_s)).value(2)[u"request_id"_s].toString(), u"id-1"_s);
    }

    void twoProgramsHaveTwoFiles()
    {
        const QTemporaryDir dir;
        auto first = logs::openLog(dir.path(), u"test"_s, {});
        const auto second = logs::openLog(dir.path(), u"test"_s, {});
        QVERIFY(first.has_value() && second.has_value());
        (*first)->info("one");
        (*second)->info("two");
        QCOMPARE(linesOf(dir.filePath(u"test.log"_s)).size(), 1);
        QCOMPARE(linesOf(dir.filePath(u"test-2.log"_s)).size(), 1);
        first->reset();
        const auto third = logs::openLog(dir.path(), u"test"_s, {});
        (*third)->info("three");
        QCOMPARE(linesOf(dir.filePath(u"test.log"_s)).size(), 2);
        QVERIFY(!logs::openLogFile(dir.filePath(u"test.log"_s), {}));
    }

    void whatCannotBeOpenedIsASentence()
    {
        const QTemporaryDir dir;
        QFile file(dir.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto inFile = logs::openLog(file.fileName() + u"/below"_s, u"test"_s, {});
        QVERIFY(!inFile);
        QCOMPARE(inFile.error().kind, Error::Kind::Io);
        QVERIFY(inFile.error().message.endsWith(u'.'));
        const auto named = logs::openLogFile(dir.filePath(u"missing/x.log"_s), {});
        QVERIFY(!named);
        QVERIFY(named.error().message.contains(u"missing/x.log"_s));
        QVERIFY(QDir(dir.path()).mkdir(u"test.log"_s));
        QVERIFY(!logs::openLog(dir.path(), u"test"_s, {}));
    }

    void theFolderIsThatOfTheSpecification()
    {
        const QByteArray before = qgetenv("XDG_STATE_HOME");
        const auto restore = qScopeGuard([&before] { qputenv("XDG_STATE_HOME", before); });
        qputenv("XDG_STATE_HOME", "/tmp/state");
        QCOMPARE(logs::logFolder(), u"/tmp/state/readyroom"_s);
        qputenv("XDG_STATE_HOME", "relative");
        QCOMPARE(logs::logFolder(), QDir::homePath() + u"/.local/state/readyroom"_s);
    }
};

QTEST_GUILESS_MAIN(TestLogFile)
#include "tst_logfile.moc"
