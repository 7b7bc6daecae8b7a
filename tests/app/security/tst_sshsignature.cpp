// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/sshsignature.h"

#include "tests/support/await.h"
#include "tests/support/sshkit.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <optional>

using namespace readyroom;
using namespace readyroom::security;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 30'000; ///< ms

/// Runs the event loop until the task is done.
template<typename T> Result<T> done(QCoro::Task<Result<T>> task)
{
    const auto outcome = test::outcomeOf(std::move(task));
    if (!QTest::qWaitFor([&] { return outcome->has_value(); }, patience)) {
        return failure(Error::Kind::Timeout, u"The test waited in vain."_s);
    }
    return **outcome;
}

QString sentenceOf(const auto &result)
{
    return result ? u"(no error)"_s : result.error().message;
}

} // namespace

class SshSignatureTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_kit.emplace();
        m_file = m_kit->write(u"X.json"_s, "{\"verdict\":\"GO\"}\n");
        m_signature = m_kit->path(u"X.json.security.sig"_s);
        m_alice = m_kit->makeKey(u"alice"_s);
        QVERIFY(!m_alice.isEmpty());
    }
    void cleanup() { m_kit.reset(); }

    void whatIsSignedIsVerified()
    {
        QVERIFY(signAs(u"security"_s));
        const QString allowed = m_kit->allow({u"# who may"_s, aliceFor(u"security"_s)});
        QCOMPARE(verified(u"security"_s, allowed), u"alice@example.org"_s);
        // Nothing else was left beside the file.
        QVERIFY(!QFileInfo::exists(m_file + u".sig"_s));
        // The same by hand.
        const auto byHand = test::SshKit::run(u"ssh-keygen"_s,
                                              {u"-Y"_s, u"verify"_s, u"-f"_s, allowed, u"-I"_s, u"alice@example.org"_s,
                                               u"-n"_s, u"readyroom-security"_s, u"-s"_s, m_signature},
                                              m_file);
        QCOMPARE(byHand.exitCode, 0);
        QVERIFY2(byHand.out.contains(u"Good \"readyroom-security\" signature"_s), qPrintable(byHand.out));
    }

    void doesNotHold_data()
    {
        QTest::addColumn<QStringList>("allowed");
        QTest::addColumn<QString>("role"); ///< that is verified; security has signed
        QTest::addColumn<QString>("sentence");
        const QString alice = u"alice@example.org namespaces=\"readyroom-security\" {alice}"_s;
        const QString everything = u"alice@example.org {alice}"_s;
        QTest::newRow("another role, and the key may sign only for its own")
            << QStringList{alice} << u"operations"_s
            << u"The signature was made for \"readyroom-security\", not for \"readyroom-operations\"."_s;
        QTest::newRow("another role, although the key may sign for all")
            << QStringList{everything} << u"operations"_s
            << u"The signature was made for \"readyroom-security\", not for \"readyroom-operations\"."_s;
        QTest::newRow("key of another role")
            << QStringList{u"alice@example.org namespaces=\"readyroom-operations\" {alice}"_s} << u"security"_s
            << u"may not sign for \"readyroom-security\""_s;
        QTest::newRow("nobody who is allowed") << QStringList{u"bob namespaces=\"readyroom-security\" {bob}"_s}
                                               << u"security"_s << u"stands in no line of"_s;
        QTest::newRow("empty file") << QStringList{} << u"security"_s << u"stands in no line of"_s;
        QTest::newRow("expired line")
            << QStringList{u"alice@example.org namespaces=\"readyroom-security\",valid-before=\"20200101\" {alice}"_s}
            << u"security"_s << u"has expired"_s;
        QTest::newRow("line of the future")
            << QStringList{u"alice@example.org namespaces=\"readyroom-security\",valid-after=\"22000101\" {alice}"_s}
            << u"security"_s << u"may not sign yet"_s;
        QTest::newRow("broken line") << QStringList{u"alice@example.org namespaces=\"x ssh-ed25519 AAAA"_s}
                                     << u"security"_s << u"a line that ssh-keygen does not understand"_s;
    }

    void doesNotHold()
    {
        QFETCH(QStringList, allowed);
        QFETCH(QString, role);
        QFETCH(QString, sentence);
        QVERIFY(!m_kit->makeKey(u"bob"_s).isEmpty());
        QVERIFY(signAs(u"security"_s));
        const Result<QString> signer = done(verify(m_file, role, m_signature, m_kit->allow(allowed)));
        QVERIFY(!signer);
        QCOMPARE(signer.error().kind, Error::Kind::Config);
        QVERIFY2(signer.error().message.contains(sentence), qPrintable(signer.error().message));
        QVERIFY(signer.error().message.endsWith(u'.'));
    }

    void aChangedFileDoesNotHold()
    {
        QVERIFY(signAs(u"security"_s));
        const QString allowed = m_kit->allow({aliceFor(u"security"_s)});
        QVERIFY(!m_kit->write(u"X.json"_s, "{\"verdict\":\"NO-GO\"}\n").isEmpty());
        const Result<QString> signer = done(verify(m_file, u"security"_s, m_signature, allowed));
        QCOMPARE(sentenceOf(signer),
                 u"The signature does not fit the file: one of the two was changed after signing."_s);
        QCOMPARE(signer.error().kind, Error::Kind::Config);
    }

    void everyChangedByteOfASignatureIsFound()
    {
        QVERIFY(signAs(u"security"_s));
        const QString allowed = m_kit->allow({aliceFor(u"security"_s)});
        QFile file(m_signature);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        const qsizetype body = whole.indexOf('\n') + 1;
        for (qsizetype i = body; i < whole.indexOf("\n-----END"); i += 7) {
            if (whole[i] == '\n' || whole[i] == '=') {
                continue;
            }
            QByteArray changed = whole;
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            QVERIFY(!m_kit->write(u"changed.sig"_s, changed).isEmpty());
            const Result<QString> signer = done(verify(m_file, u"security"_s, m_kit->path(u"changed.sig"_s), allowed));
            QVERIFY2(!signer, qPrintable(QString::number(i)));
            QCOMPARE(signer.error().kind, Error::Kind::Config);
        }
    }

    void whatIsNoSignatureIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("signed, Alice\n");
        QTest::newRow("empty armour") << QByteArray("-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n");
        QTest::newRow("long string inside") << QByteArray("-----BEGIN SSH SIGNATURE-----\n")
                + QByteArray("SSHSIG\0\0\0\1\xff\xff\xff\xff", 14).toBase64() + "\n-----END SSH SIGNATURE-----\n";
        QTest::newRow("NUL") << QByteArray(1000, '\0');
    }

    void whatIsNoSignatureIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!m_kit->write(u"X.json.security.sig"_s, bytes).isEmpty());
        const Result<QString> signer =
            done(verify(m_file, u"security"_s, m_signature, m_kit->allow({aliceFor(u"security"_s)})));
        QCOMPARE(sentenceOf(signer), u"This is not a signature of OpenSSH."_s);
        QCOMPARE(signer.error().kind, Error::Kind::Config);
    }

    void aPersonMayHoldTwoRoles()
    {
        // ssh-keygen names only the principal of the first line with this key.
        const QString allowed = m_kit->allow({u"alice-ops namespaces=\"readyroom-operations\" {alice}"_s,
                                              u"\"alice-sec,!eve\" namespaces=\"readyroom-security\" {alice}"_s});
        QVERIFY(signAs(u"security"_s));
        QCOMPARE(verified(u"security"_s, allowed), u"alice-sec"_s);
    }

    void whatCannotBeReadIsNoVerdict()
    {
        QVERIFY(signAs(u"security"_s));
        const QString allowed = m_kit->allow({aliceFor(u"security"_s)});
        const QString none = m_kit->path(u"none"_s);
        for (const Result<QString> &signer : {done(verify(m_file, u"security"_s, m_signature, none)),
                                              done(verify(none, u"security"_s, m_signature, allowed)),
                                              done(verify(m_file, u"security"_s, none, allowed))}) {
            QVERIFY(!signer);
            QCOMPARE(signer.error().kind, Error::Kind::Io);
            QVERIFY(signer.error().message.contains(none));
        }
    }

    void aSignatureIsNeverOverwritten()
    {
        QVERIFY(!m_kit->write(u"X.json.security.sig"_s, "precious").isEmpty());
        const Result<void> signedNow = done(sign(m_file, u"security"_s, m_alice, m_signature));
        QVERIFY2(sentenceOf(signedNow).contains(u"already"_s), qPrintable(sentenceOf(signedNow)));
        QFile file(m_signature);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("precious"));
    }

    void aRoleIsNoPath()
    {
        for (const QString &role : {u"../x"_s, u""_s, u"-n"_s, u"Security"_s, QString(100, u'a')}) {
            const Result<void> signedNow = done(sign(m_file, role, m_alice, m_signature));
            QVERIFY(!signedNow && signedNow.error().kind == Error::Kind::Config);
            QVERIFY(!done(verify(m_file, role, m_signature, m_file)));
        }
        QVERIFY(!QFileInfo::exists(m_signature));
    }

    void cannotSign_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no such key") << u"none"_s << u"There is no key in the file"_s;
        QTest::newRow("not a key") << u"X.json"_s << u"There is no key in the file"_s;
        QTest::newRow("public key alone") << u"lone.pub"_s << u"is neither beside it nor in an ssh-agent"_s;
        QTest::newRow("readable by others") << u"open"_s << u"may be read by others"_s;
        QTest::newRow("passphrase") << u"locked"_s << u"has a passphrase and nothing can ask for it"_s;
    }

    void cannotSign()
    {
        QFETCH(QString, what);
        QFETCH(QString, sentence);
        QVERIFY(!m_kit->makeKey(u"locked"_s, u"secret"_s).isEmpty());
        const QString open = m_kit->makeKey(u"open"_s);
        QVERIFY(QFile::setPermissions(open, QFile::permissions(open) | QFile::ReadGroup | QFile::ReadOther));
        QVERIFY(QFile::copy(m_alice + u".pub"_s, m_kit->path(u"lone.pub"_s)));
        const Result<void> signedNow = done(sign(m_file, u"security"_s, m_kit->path(what), m_signature));
        QVERIFY(!signedNow);
        QCOMPARE(signedNow.error().kind, Error::Kind::Config);
        QVERIFY2(sentenceOf(signedNow).contains(sentence) && sentenceOf(signedNow).endsWith(u'.'),
                 qPrintable(sentenceOf(signedNow)));
        QVERIFY(!QFileInfo::exists(m_signature));
    }

    void aPassphraseIsAskedForByAskpass()
    {
        const QString locked = m_kit->makeKey(u"locked"_s, u"secret"_s);
        m_kit->useAskpass(u"wrong"_s);
        const Result<void> wrong = done(sign(m_file, u"security"_s, locked, m_signature));
        QVERIFY2(sentenceOf(wrong).contains(u"is not the right one"_s), qPrintable(sentenceOf(wrong)));
        m_kit->useAskpass(u"secret"_s);
        const Result<void> right = done(sign(m_file, u"security"_s, locked, m_signature));
        QVERIFY2(right, qPrintable(sentenceOf(right)));
        QVERIFY(m_kit->asked().contains(u"passphrase"_s, Qt::CaseInsensitive));
    }

    void askpassMayBeForbidden()
    {
        const QString locked = m_kit->makeKey(u"locked"_s, u"secret"_s);
        m_kit->useAskpass(u"secret"_s);
        qputenv("SSH_ASKPASS_REQUIRE", "never");
        const Result<void> signedNow = done(sign(m_file, u"security"_s, locked, m_signature));
        QVERIFY(sentenceOf(signedNow).contains(u"nothing can ask for it"_s));
        QVERIFY(m_kit->asked().isEmpty());
    }

    void anAgentSignsWithoutAsking()
    {
        const QString locked = m_kit->makeKey(u"locked"_s, u"secret"_s);
        QVERIFY(m_kit->startAgent());
        QVERIFY(m_kit->addToAgent(locked, u"secret"_s));
        const Result<void> signedNow = done(sign(m_file, u"security"_s, locked, m_signature));
        QVERIFY2(signedNow, qPrintable(sentenceOf(signedNow)));
        // Also when only the public key is there.
        QVERIFY(QFile::remove(locked));
        const Result<void> again = done(sign(m_file, u"operations"_s, locked + u".pub"_s, m_file + u".ops"_s));
        QVERIFY2(again, qPrintable(sentenceOf(again)));
        const QString allowed = m_kit->allow({u"l@x namespaces=\"readyroom-security\" {locked}"_s});
        QCOMPARE(verified(u"security"_s, allowed), u"l@x"_s);
    }

    void keysAreFound()
    {
        QVERIFY(!m_kit->makeKey(u"locked"_s, u"secret"_s).isEmpty());
        QVERIFY(QFile::rename(m_kit->makeKey(u"public"_s), m_kit->path(u"elsewhere"_s)));
        const QString held = m_kit->makeKey(u"held"_s);
        QVERIFY(!m_kit->write(u"junk.pub"_s, "ssh-ed25519 AAAA x\n").isEmpty());
        QVERIFY(!m_kit->write(u"cert.pub"_s, "ssh-ed25519-cert-v01@openssh.com AAAA x\n").isEmpty());
        const auto namesOf = [this] {
            const Result<std::vector<SigningKey>> keys = done(signingKeys(QFileInfo(m_file).absolutePath()));
            QStringList names;
            for (const SigningKey &key : keys.value_or(std::vector<SigningKey>())) {
                names += key.comment + u' ' + QFileInfo(key.file).fileName();
            }
            return names;
        };
        // "public" has no private key, so it is none that can sign.
        QCOMPARE(
            namesOf(),
            (QStringList{u"alice@example.org alice"_s, u"held@example.org held"_s, u"locked@example.org locked"_s}));
        QVERIFY(m_kit->startAgent());
        QVERIFY(m_kit->addToAgent(held, {}));
        QVERIFY(m_kit->addToAgent(m_kit->path(u"elsewhere"_s), {}));
        QVERIFY(QFile::remove(held) && QFile::remove(held + u".pub"_s));
        const Result<std::vector<SigningKey>> keys = done(signingKeys(QFileInfo(m_file).absolutePath()));
        QVERIFY(keys);
        QCOMPARE(keys->size(), 4U);
        QCOMPARE(QFileInfo(keys->at(2).file).fileName(), u"public.pub"_s);
        const SigningKey &ofAgent = keys->at(3);
        QCOMPARE(ofAgent.comment, u"held@example.org"_s);
        QVERIFY2(ofAgent.file.startsWith(m_kit->path(u"run"_s)) && ofAgent.file.endsWith(u".pub"_s),
                 qPrintable(ofAgent.file));
        // Each of them can sign, and the fingerprints are those of ssh-keygen.
        for (const SigningKey &key : *keys) {
            QCOMPARE(done(fingerprintOf(key.file)), key.fingerprint);
            if (!key.comment.startsWith(u"locked"_s)) {
                const Result<void> one = done(sign(m_file, u"security"_s, key.file, m_file + key.comment));
                QVERIFY2(one, qPrintable(sentenceOf(one)));
            }
        }
        QVERIFY(!done(fingerprintOf(m_file)));
    }

    void aFolderWithoutKeysAndAnAgentThatIsGone()
    {
        qputenv("SSH_AUTH_SOCK", m_kit->path(u"no-agent"_s).toUtf8());
        const Result<std::vector<SigningKey>> keys = done(signingKeys(m_kit->path(u"no-folder"_s)));
        QVERIFY(keys && keys->empty());
    }

    void withoutOpenSshThereIsASentence()
    {
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", m_kit->path(u"no-programs"_s).toUtf8());
        const Result<void> signedNow = done(sign(m_file, u"security"_s, m_alice, m_signature));
        const Result<QString> signer = done(verify(m_file, u"security"_s, m_file, m_file));
        qputenv("PATH", path);
        QCOMPARE(sentenceOf(signedNow),
                 u"The program ssh-keygen is missing; install OpenSSH's client (openssh-client in Debian)."_s);
        QCOMPARE(sentenceOf(signer), sentenceOf(signedNow));
        QCOMPARE(signer.error().kind, Error::Kind::Io);
    }

    void whoDoesNotAnswerIsKilled()
    {
        const QString locked = m_kit->makeKey(u"locked"_s, u"secret"_s);
        const QString askpass =
            m_kit->write(u"slow"_s, "#!/bin/sh\necho $$ > '" + m_kit->path(u"pid"_s).toUtf8() + "'\nexec sleep 600\n");
        QVERIFY(QFile::setPermissions(askpass, QFile::ReadOwner | QFile::ExeOwner));
        qputenv("SSH_ASKPASS", askpass.toUtf8());
        std::stop_source stop;
        const auto outcome = test::outcomeOf(sign(m_file, u"security"_s, locked, m_signature, stop.get_token()));
        QFile pid(m_kit->path(u"pid"_s));
        QTRY_VERIFY_WITH_TIMEOUT(pid.exists() && pid.size() > 1, patience);
        stop.request_stop();
        QTRY_VERIFY_WITH_TIMEOUT(outcome->has_value(), patience);
        QCOMPARE((*outcome)->error().kind, Error::Kind::Cancelled);
        QVERIFY(pid.open(QIODevice::ReadOnly));
        const QString asking = u"/proc/"_s + QString::fromLatin1(pid.readAll().trimmed());
        // Killed, too; nobody may have taken note of its end yet.
        QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(asking) || QFileInfo(asking + u"/exe"_s).symLinkTarget().isEmpty(),
                                 patience);
        QVERIFY(!QFileInfo::exists(m_signature));
    }

private:
    [[nodiscard]] bool signAs(const QString &role)
    {
        const Result<void> signedNow = done(sign(m_file, role, m_alice, m_signature));
        if (!signedNow) {
            qWarning("%s", qPrintable(signedNow.error().message));
        }
        return signedNow.has_value();
    }

    [[nodiscard]] QString verified(const QString &role, const QString &allowed)
    {
        const Result<QString> signer = done(verify(m_file, role, m_signature, allowed));
        return signer ? *signer : signer.error().message;
    }

    [[nodiscard]] static QString aliceFor(const QString &role)
    {
        return u"alice@example.org namespaces=\"readyroom-"_s + role + u"\" {alice}"_s;
    }

    std::optional<test::SshKit> m_kit;
    QString m_file;
    QString m_signature;
    QString m_alice;
};

QTEST_GUILESS_MAIN(SshSignatureTest)
#include "tst_sshsignature.moc"
