// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/vault.h"
#include "tests/support/await.h"

#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using security::Vault;
using From = fleet::SecretRef::From;
using Shape = Vault::Shape;

namespace {

Result<QByteArray> resolveSecret(const fleet::SecretRef &ref, Shape shape = Shape::Line)
{
    const Vault vault;
    const auto outcome = test::outcomeOf(vault.resolve(ref, shape));
    if (!QTest::qWaitFor([&] { return outcome->has_value(); }, 5000)) {
        return failure(Error::Kind::Timeout, {});
    }
    const Result<security::Secret> &secret = **outcome;
    return secret ? Result<QByteArray>(secret->bytes) : std::unexpected(secret.error());
}

} // namespace

class TestLocalSecrets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fromTheEnvironment()
    {
        qputenv("READYROOM_TEST_TOKEN", "abc");
        const auto restore = qScopeGuard([] { qunsetenv("READYROOM_TEST_TOKEN"); });
        QCOMPARE(resolveSecret({From::Env, u"READYROOM_TEST_TOKEN"_s}).value(), QByteArray("abc"));
        qputenv("READYROOM_TEST_TOKEN", "");
        QCOMPARE(resolveSecret({From::Env, u"READYROOM_TEST_TOKEN"_s}).error().kind, Error::Kind::Config);
        qunsetenv("READYROOM_TEST_TOKEN");
        QVERIFY(
            resolveSecret({From::Env, u"READYROOM_TEST_TOKEN"_s}).error().message.contains(u"READYROOM_TEST_TOKEN"));
        qputenv("READYROOM_TEST_TOKEN", "abc\r\nX-Evil: 1");
        const auto split = resolveSecret({From::Env, u"READYROOM_TEST_TOKEN"_s});
        QVERIFY(!split);
        QVERIFY(!split.error().message.contains(u"Evil"));
    }

    void fromAFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("secret"); // empty: refused
        QTest::newRow("plain") << QByteArray("s3cr3t") << QByteArray("s3cr3t");
        QTest::newRow("newline") << QByteArray("s3cr3t\n") << QByteArray("s3cr3t");
        QTest::newRow("windows newline") << QByteArray("s3cr3t\r\n") << QByteArray("s3cr3t");
        QTest::newRow("inner blanks stay") << QByteArray(" a b \n") << QByteArray(" a b ");
        QTest::newRow("only one newline goes") << QByteArray("s3cr3t\n\n") << QByteArray();
        QTest::newRow("two lines") << QByteArray("s3cr3t\nmore\n") << QByteArray();
        QTest::newRow("zero byte") << QByteArray("s3c\0r3t", 7) << QByteArray();
        QTest::newRow("empty") << QByteArray() << QByteArray();
        QTest::newRow("only a newline") << QByteArray("\n") << QByteArray();
        QTest::newRow("too large") << QByteArray(65 * 1024, 'x') << QByteArray();
    }
    void fromAFile()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QByteArray, secret);
        const QTemporaryDir dir;
        QFile file(dir.filePath(u"token"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        const auto value = resolveSecret({From::File, file.fileName()});
        QCOMPARE(value.has_value(), !secret.isEmpty());
        if (value) {
            QCOMPARE(*value, secret);
        } else {
            QVERIFY(value.error().message.contains(file.fileName()));
            QVERIFY(!value.error().message.contains(u"s3c"));
            QVERIFY(value.error().detail.isEmpty());
        }
    }

    void refusesAFileOthersCanRead()
    {
        const QTemporaryDir dir;
        QFile file(dir.filePath(u"token"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("s3cr3t");
        file.close();
        for (const auto extra : {QFile::ReadGroup, QFile::ReadOther}) {
            QVERIFY(file.setPermissions(QFile::ReadOwner | extra));
            const auto value = resolveSecret({From::File, file.fileName()});
            QVERIFY(!value);
            QCOMPARE(value.error().kind, Error::Kind::Config);
            QVERIFY(value.error().message.contains(u"chmod 600"));
        }
    }

    void keysHaveSeveralLines()
    {
        const QByteArray key = "-----BEGIN PRIVATE KEY-----\nabcdefghijklmnopqrstuvwxyz\n-----END PRIVATE KEY-----";
        qputenv("READYROOM_TEST_KEY", key + "\n");
        const auto restore = qScopeGuard([] { qunsetenv("READYROOM_TEST_KEY"); });
        QCOMPARE(resolveSecret({From::Env, u"READYROOM_TEST_KEY"_s}, Shape::Pem).value(), QByteArray(key + '\n'));
        QVERIFY(!resolveSecret({From::Env, u"READYROOM_TEST_KEY"_s}));
        qputenv("READYROOM_TEST_KEY", "no key at all");
        const auto noKey = resolveSecret({From::Env, u"READYROOM_TEST_KEY"_s}, Shape::Pem);
        QCOMPARE(noKey.error().kind, Error::Kind::Config);
        QVERIFY(!noKey.error().message.contains(u"no key at all"_s));
    }

    void whatIsResolvedIsKnownToTheRedactor()
    {
        qputenv("READYROOM_TEST_TOKEN", "planted-secret");
        const auto restore = qScopeGuard([] { qunsetenv("READYROOM_TEST_TOKEN"); });
        const security::Redactor redactor;
        Vault vault(redactor);
        QCOMPARE(redactor.redacted(u"planted-secret"_s), u"planted-secret"_s);
        const auto outcome = test::outcomeOf(vault.resolve({From::Env, u"READYROOM_TEST_TOKEN"_s}, Shape::Line));
        QTRY_VERIFY(*outcome);
        QCOMPARE(redactor.redacted(u"planted-secret"_s), u"•••"_s);
    }

    void aMissingFileIsAnIoError()
    {
        QCOMPARE(resolveSecret({From::File, u"/nonexistent/token"_s}).error().kind, Error::Kind::Io);
    }
};

QTEST_GUILESS_MAIN(TestLocalSecrets)
#include "tst_localsecrets.moc"
