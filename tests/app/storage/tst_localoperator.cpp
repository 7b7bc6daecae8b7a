// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/localoperator.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace readyroom;
using namespace Qt::StringLiterals;

namespace {

const QByteArray key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICmmsGFq8no6nUR0yw2vkUBpyAKOjPx5w3erUD+mOQQ4 test";
/// What ssh-keygen -l prints of it.
const QString fingerprint = u"SHA256:G64wgZXO8MB+GNEv5cdEd7Gn6clNj3OVXh0x4xFst/k"_s;

} // namespace

class LocalOperatorTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void printsAFingerprintAsSshDoes() { QCOMPARE(storage::sshFingerprint(key), fingerprint); }

    void whatIsNoKeyHasNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a word") << QByteArray("ssh-ed25519");
        QTest::newRow("not base64") << QByteArray("ssh-ed25519 AAAA!!! test");
        QTest::newRow("another type inside") << QByteArray(key).replace("ssh-ed25519", "ssh-rsa");
        QTest::newRow("cut") << QByteArray("ssh-ed25519 AAAA test");
        QTest::newRow("a private key") << QByteArray("-----BEGIN OPENSSH PRIVATE KEY-----");
    }
    void whatIsNoKeyHasNone()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(storage::sshFingerprint(text), QString());
    }

    void theEnvironmentNamesTheKey()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"id.pub"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(key + '\n') > 0);
        file.close();
        qputenv("READYROOM_SSH_KEY", QFile::encodeName(file.fileName()));
        QCOMPARE(storage::localOperator().keyFingerprint, fingerprint);
        qputenv("READYROOM_SSH_KEY", QFile::encodeName(folder.filePath(u"missing"_s)));
        QCOMPARE(storage::localOperator().keyFingerprint, QString());
        qunsetenv("READYROOM_SSH_KEY");
        QCOMPARE(storage::localOperator().keyFingerprint, QString());
        QVERIFY(!storage::localOperator().user.isEmpty());
    }
};

QTEST_APPLESS_MAIN(LocalOperatorTest)
#include "tst_localoperator.moc"
